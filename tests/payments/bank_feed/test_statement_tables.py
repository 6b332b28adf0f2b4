"""The file itself: encodings, sheets, and files that are not what they say."""

import io
import time
import zipfile
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from marketplace.payments.bank_feed import statement_tables
from marketplace.payments.bank_feed.statement_files import Fault
from marketplace.payments.bank_feed.statement_tables import StatementError
from tests.payments.bank_feed.statements import HEADER, PAID, SPENT, as_csv, as_xlsx, read, with_part

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
SHEET = "xl/worksheets/sheet1.xml"


def read_xlsx(data: bytes):
    return read(data, "statement.xlsx")


def excel_row(**changes):
    row = {"at": datetime(2026, 11, 21, 9, 31, 2), "content": "OCOPK3M9QXDHT", "reference": "FT1", "credit": 485_000}
    return [*(row | changes).values(), None, None]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_is_read_in_the_usual_encodings(encoding):
    data = as_csv(HEADER, [PAID[0], "Chuyển tiền đặt hàng", *PAID[2:]], encoding=encoding)

    assert read(data).transfers[0].content == "Chuyển tiền đặt hàng"


def test_old_windows_vietnamese_is_read_too():
    marked = "Chuyê\u0309n tiê\u0300n đặt".replace("ặ", "ă\u0323")
    data = as_csv(HEADER, [PAID[0], marked, *PAID[2:]], encoding="cp1258")

    assert read(data).transfers[0].content == "Chuyển tiền đặt"


def test_a_sheet_is_read_with_numbers_and_days_as_excel_keeps_them():
    first, second = read_xlsx(
        as_xlsx(["a letter"], HEADER, excel_row(), excel_row(at=date(2026, 11, 22), reference=123456.0, credit=7e3))
    ).transfers

    assert (first.amount, first.at) == (485_000, datetime(2026, 11, 21, 9, 31, 2, tzinfo=VIETNAM))
    assert (second.amount, second.at) == (7_000, datetime(2026, 11, 22, tzinfo=VIETNAM))
    assert second.reference == "123456"
    assert type(second.amount) is int


def test_a_formula_is_no_value():
    statement = read_xlsx(
        as_xlsx(
            HEADER,
            excel_row(credit="=485000*1"),
            excel_row(content='=HYPERLINK("http://x.example","OCOPK3M9QXDHT")'),
            excel_row(),
            ["Tổng cộng", None, None, "=SUM(D2:D4)", None, None],
        )
    )

    message = "The cell holds a formula. A bank writes plain values; has the file been edited?"
    assert statement.faults == [Fault(2, "credit", message), Fault(3, "content", message)]
    assert len(statement.transfers) == 1


@pytest.mark.parametrize("value", [485_000.5, True, "485,000", 1e300, datetime(2026, 11, 21), "#N/A"])
def test_a_cell_that_is_no_whole_amount_is_refused(value):
    assert [fault.field for fault in read_xlsx(as_xlsx(HEADER, excel_row(credit=value))).faults] == ["credit"]


@pytest.mark.parametrize("value", [46_347, 46_347.39, True, "soon", None])
def test_a_cell_that_is_no_day_is_refused(value):
    assert [fault.field for fault in read_xlsx(as_xlsx(HEADER, excel_row(at=value))).faults] == ["at"]


def test_the_sheet_with_the_header_is_found_and_two_are_refused():
    assert len(read_xlsx(as_xlsx(["a letter"], Data=[HEADER, excel_row()])).transfers) == 1
    with pytest.raises(StatementError, match="Several sheets"):
        read_xlsx(as_xlsx(HEADER, excel_row(), More=[HEADER, excel_row()]))


def test_rows_outside_the_size_a_sheet_tells_are_read():
    data = as_xlsx(HEADER, excel_row(), excel_row(reference="FT2"))
    sheet = zipfile.ZipFile(io.BytesIO(data)).read(SHEET).replace(b'ref="A1:F3"', b'ref="A1:F2"')

    assert len(read_xlsx(with_part(data, SHEET, sheet)).transfers) == 2


@pytest.mark.parametrize(
    ("data", "filename"),
    [
        (as_csv(HEADER, PAID), "statement.xlsx"),
        (as_xlsx(HEADER, PAID), "statement.csv"),
        (b"%PDF-1.7 ...", "statement.csv"),
        (b"\xd0\xcf\x11\xe0 old", "statement.csv"),
        (b"\n <html><table>", "statement.csv"),
        (b"Date,Content\x00,Credit", "statement.csv"),
        (with_part(as_xlsx(HEADER), "xl/workbook.xml", b"").replace(b"xl/workbook.xml", b"xl/workbook.bin"), "a.xlsx"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(data, filename):
    with pytest.raises(StatementError, match="not what its name says"):
        read(data, filename)


@pytest.mark.parametrize("filename", ["statement.xls", "statement.xlsm", "statement.pdf", "statement", ".csv"])
def test_other_kinds_of_files_are_refused(filename):
    with pytest.raises(StatementError, match="Choose a CSV or XLSX file"):
        read(as_csv(HEADER, PAID), filename)


def test_an_empty_or_a_large_file_is_refused():
    with pytest.raises(StatementError, match="empty"):
        read(b"")
    with pytest.raises(StatementError, match="larger than 5 MB"):
        read(b"x" * (statement_tables.LARGEST_FILE + 1))


def test_macros_are_refused_before_the_file_is_opened():
    with pytest.raises(StatementError, match="macros"):
        read_xlsx(with_part(as_xlsx(HEADER, PAID), "xl/vbaProject.bin", b"Sub Auto_Open()"))


def test_a_bomb_is_refused_before_it_is_unpacked():
    bomb = with_part(as_xlsx(HEADER, PAID), SHEET, b" " * (statement_tables.LARGEST_UNPACKED + 1))
    assert len(bomb) < 200_000

    with pytest.raises(StatementError, match="larger inside"):
        read_xlsx(bomb)


def test_entities_that_multiply_are_refused():
    names = [(f"e{i}", f"&e{i - 1};" * 10) for i in range(1, 10)]
    entities = '<!ENTITY e0 "lol">' + "".join(f'<!ENTITY {name} "{value}">' for name, value in names)
    start = f"<!DOCTYPE worksheet [{entities}]>".encode()
    data = as_xlsx(HEADER, PAID)
    sheet = zipfile.ZipFile(io.BytesIO(data)).read(SHEET).replace(b"<sheetData>", b"<sheetData>&e9;")

    for part, content in ((SHEET, start + sheet), ("xl/workbook.xml", start + b"<workbook>&e9;</workbook>")):
        with pytest.raises(StatementError, match="damaged"):
            read_xlsx(with_part(data, part, content))


@pytest.mark.parametrize("data", [b"PK", b"PK\x03\x04" + b"x" * 500, as_xlsx(HEADER, PAID)[:-200]])
def test_a_damaged_sheet_is_refused(data):
    with pytest.raises(StatementError, match="damaged"):
        read_xlsx(data)


def test_a_sheet_that_is_no_xml_is_refused():
    with pytest.raises(StatementError, match="damaged"):
        read_xlsx(with_part(as_xlsx(HEADER, PAID), SHEET, b"<worksheet><sheetData><row"))


def test_an_open_quotation_mark_does_not_swallow_the_rest():
    lines = as_csv(HEADER, PAID).decode() + '2026-11-21,"never closed,FT9,1.000,,\n' + as_csv(SPENT).decode()

    with pytest.raises(StatementError, match="Row 3 has a quotation mark"):
        read(lines.encode())


def test_letters_of_no_known_encoding_are_refused():
    with pytest.raises(StatementError, match="CSV UTF-8"):
        read(as_csv(HEADER) + b"\xff\xd2\x8a")


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(statement_tables, "MOST_ROWS", 3)

    assert len(read(as_csv(HEADER, PAID, [], SPENT)).transfers) == 2
    for data, filename in ((as_csv(HEADER, *[PAID] * 3), "a.csv"), (as_xlsx(HEADER, *[PAID] * 3), "a.xlsx")):
        with pytest.raises(StatementError, match="too many rows"):
            read(data, filename)


def test_a_row_far_below_does_not_keep_us_busy():
    data = as_xlsx(HEADER, PAID)
    sheet = zipfile.ZipFile(io.BytesIO(data)).read(SHEET).replace(b'<row r="2"', b'<row r="99999999999"')
    started = time.process_time()

    with pytest.raises(StatementError, match="too many rows"):
        read_xlsx(with_part(data, SHEET, sheet))

    assert time.process_time() - started < 5


def test_cells_far_to_the_right_are_left_alone():
    statement = read_xlsx(as_xlsx(HEADER, [*PAID, *[None] * 16_000, "far away"]))

    assert len(statement.transfers) == 1


@pytest.mark.parametrize("cell", ["1." * 15_000 + "x", "9" * 30_000, "đ" * 30_000, "/" * 30_000])
def test_a_cell_made_to_exhaust_us_takes_no_time(cell):
    rows = [HEADER, [cell] * 6, [PAID[0], "a", "b", cell, "", ""], [f"Số dư cuối kỳ {cell}"]]
    started = time.process_time()

    read_xlsx(as_xlsx([cell], *rows))

    assert time.process_time() - started < 2
