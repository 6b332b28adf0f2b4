"""Statement files for tests: text and XLSX bytes from rows."""

import csv
import io
import zipfile

from openpyxl import Workbook

from marketplace.payments.bank_feed import statement_files

ACCOUNT = "1012345678"
HEADER = ["Date", "Content", "Reference", "Credit", "Debit", "Balance"]
PAID = ["2026-11-21 09:31:02", "MBVCB.OCOPK3M9QXDHT", "FT26325000001", "485.000", "", "19.077.000"]
SPENT = ["2026-11-21 10:00:00", "Phi dich vu", "FT26325000002", "", "22.000", "19.055.000"]


def as_csv(*rows, delimiter=",", encoding="utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def as_xlsx(*rows, **sheets) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for name, more in sheets.items():
        sheet = book.create_sheet(name)
        for row in more:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The XLSX with a part added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return out.getvalue()


def read(data: bytes, filename="statement.csv", *, layout_code="neutral", account_no=ACCOUNT):
    return statement_files.read(data, filename, layout_code=layout_code, account_no=account_no)
