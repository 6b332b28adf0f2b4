"""Lists as offices lay them out: workbooks from rows, with merged cells, several sheets and broken parts."""

import io
from dataclasses import dataclass, field
from datetime import datetime

from openpyxl import Workbook
from openpyxl.utils.datetime import MAC_EPOCH

HEADER = ["TT", "Tên sản phẩm", "Chủ thể", "Địa chỉ", "Điểm", "Hạng sao", "Số quyết định", "Ngày ký"]
PLACES = {"number": 0, "product": 1, "producer": 2, "address": 3, "score": 4, "stars": 5, "decision": 6, "date": 7}
GOOD = {
    "number": 1,
    "product": "Khô cá lóc",
    "producer": "Hợp tác xã Mỹ Đức",
    "address": "Xã Mỹ Đức, An Giang",
    "score": 75.5,
    "stars": 4,
    "decision": "86/QĐ-UBND",
    "date": datetime(2023, 1, 27),
}


@dataclass
class Page:
    rows: list
    merged: tuple[str, ...] = ()
    name: str = ""
    state: str = "visible"
    formats: dict[str, str] = field(default_factory=dict)  # "H2" -> number format


def goods(product="Khô cá lóc", **cells) -> list:
    """One row of HEADER: GOOD with these cells changed."""
    return list((GOOD | {"product": product} | cells).values())


def xlsx(*pages, mac_days=False) -> bytes:
    """A workbook of pages, or of one page given as rows."""
    if pages and not isinstance(pages[0], Page):
        pages = (Page(list(pages)),)
    book = Workbook()
    book.remove(book.active)
    if mac_days:
        book.epoch = MAC_EPOCH
    for number, page in enumerate(pages, start=1):
        sheet = book.create_sheet(page.name or f"Sheet{number}")
        for row in page.rows:
            sheet.append(row)
        for area in page.merged:
            sheet.merge_cells(area)
        for cell, code in page.formats.items():
            sheet[cell].number_format = code
        sheet.sheet_state = page.state
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def listed(*rows) -> bytes:
    """HEADER and these rows in one sheet: the first row of goods is row 2."""
    return xlsx(HEADER, *rows)


def faults(done) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.field, fault.code) for fault in done.errors]


def warned(done) -> list[tuple[int, str]]:
    return [(fault.row, fault.code) for fault in done.warnings]


def told(done) -> list[tuple]:
    """What the plan holds of each good row: row, product, producer, stars."""
    return [(entry.row, entry.product, entry.producer, entry.stars) for entry in done.entries]


def names(done) -> list[tuple]:
    return [(product, producer, stars) for _row, product, producer, stars in told(done)]
