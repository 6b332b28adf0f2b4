"""Rows as CSV (RFC 4180) and XLSX: the same bytes for the same rows, and no cell that a spreadsheet would run.

Text that begins with = + - @, a tab or a line end gets an apostrophe before it, in both kinds of file: the sheet may be
saved again as the other kind.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.xml.functions import tostring

from .columns import Column, Kind, checked

BYTE_ORDER_MARK = "\ufeff"
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The full-width signs are taken for the narrow ones by spreadsheets set to East Asian input.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_FORMATS = {Kind.TEXT: "@", Kind.DONG: "#,##0", Kind.NUMBER: "General", Kind.DAY: "dd/mm/yyyy"}
_STILL = (1980, 1, 1, 0, 0, 0)  # the earliest time a ZIP file can name


def harmless(text: str) -> str:
    """The text, with an apostrophe before it when a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def write_csv(rows: Iterable[Sequence[Any]], columns: Sequence[Column]) -> bytes:
    """UTF-8 with byte order mark (Excel needs it for Vietnamese), titles first, days as 2026-11-21. Raises WrongCell."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([harmless(column.title) for column in columns])
    for row in rows:
        writer.writerow([_csv_cell(value) for value in checked(row, columns)])
    return (BYTE_ORDER_MARK + file.getvalue()).encode("utf-8")


def _csv_cell(value: Any) -> Any:
    if isinstance(value, str):
        return harmless(value)
    return value.isoformat() if isinstance(value, date) else value


def write_xlsx(rows: Iterable[Sequence[Any]], columns: Sequence[Column], *, sheet: str = "1") -> bytes:
    """One sheet (name at most 31 characters), titles in bold and kept in sight. Raises WrongCell."""
    lines = [checked(row, columns) for row in rows]
    book = Workbook(write_only=True)
    page = book.create_sheet(title=sheet[:31])
    page.freeze_panes = "A2"
    for place, column in enumerate(columns, start=1):
        page.column_dimensions[get_column_letter(place)].width = 8 + 10 * column.width
    page.append([_title_cell(page, column) for column in columns])
    for line in lines:
        page.append([_cell(page, value, column) for value, column in zip(line, columns, strict=True)])
    file = io.BytesIO()
    book.save(file)
    return _stilled(file)


def _title_cell(page, column: Column) -> WriteOnlyCell:
    cell = _cell(page, column.title, Column(""))
    cell.font = Font(bold=True)
    return cell


def _cell(page, value: Any, column: Column) -> WriteOnlyCell:
    if isinstance(value, str):
        value = harmless(value).replace("\r", "\n")  # what XML readers make of it, whichever library writes
    cell = WriteOnlyCell(page, value=value)
    cell.number_format = _FORMATS[column.kind]
    return cell


def _stilled(file: io.BytesIO) -> bytes:
    """The same workbook without the time of writing, which openpyxl puts into the properties and each ZIP entry."""
    still = io.BytesIO()
    with zipfile.ZipFile(file) as written, zipfile.ZipFile(still, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in sorted(written.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            content = _properties() if name == "docProps/core.xml" else written.read(name)
            kept.writestr(zipfile.ZipInfo(name, _STILL), content, zipfile.ZIP_DEFLATED)
    return still.getvalue()


def _properties() -> bytes:
    when = datetime(*_STILL, tzinfo=UTC).replace(tzinfo=None)
    return tostring(DocumentProperties(creator="", created=when, modified=when).to_tree())
