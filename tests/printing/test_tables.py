"""CSV and XLSX: nothing in them runs, nothing changes its kind, and the same rows are the same bytes."""

import csv
import io
import time
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.printing.columns import Column, Kind, WrongCell
from marketplace.printing.tables import write_csv, write_xlsx

COLUMNS = (
    Column("Mã số thuế"),
    Column("Người bán", width=3),
    Column("Ngày", Kind.DAY),
    Column("Thuế", Kind.DONG),
    Column("Số lượng", Kind.NUMBER),
)
ROW = ("0312345678", 'Hộ "Mật Ong", ấp 3', date(2026, 11, 5), -1500, Decimal("2.5"))


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def xlsx_rows(content: bytes) -> list[list]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return [list(row) for row in sheet.iter_rows()]


def test_a_csv_file_is_utf8_with_a_mark_and_quoted_as_the_standard_says():
    assert (
        write_csv([ROW], COLUMNS)
        == (
            "\ufeffMã số thuế,Người bán,Ngày,Thuế,Số lượng\r\n"
            '0312345678,"Hộ ""Mật Ong"", ấp 3",2026-11-05,-1500,2.5\r\n'
        ).encode()
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_text_a_spreadsheet_would_run_gets_an_apostrophe(start):
    evil = f"{start}HYPERLINK(1)"

    from_csv = csv_rows(write_csv([[evil]], [Column("Tên")]))[1][0]
    from_xlsx = xlsx_rows(write_xlsx([[evil]], [Column("Tên")]))[1][0]

    assert from_csv == f"'{evil}"
    assert from_xlsx.value == f"'{evil}".replace("\r", "\n")
    assert from_xlsx.data_type == "s"


def test_the_titles_are_made_harmless_too():
    assert csv_rows(write_csv([], [Column("=1+1")])) == [["'=1+1"]]


def test_a_negative_amount_is_a_number_and_keeps_its_sign():
    assert csv_rows(write_csv([[-1500]], [Column("Thuế", Kind.DONG)]))[1] == ["-1500"]
    assert xlsx_rows(write_xlsx([[-1500]], [Column("Thuế", Kind.DONG)]))[1][0].value == -1500


def test_in_a_sheet_every_cell_keeps_its_kind():
    titles, cells = xlsx_rows(write_xlsx([ROW], COLUMNS))

    assert [title.value for title in titles] == [column.title for column in COLUMNS]
    assert [cell.value for cell in cells] == [ROW[0], ROW[1], datetime(2026, 11, 5), -1500, 2.5]
    assert [cell.number_format for cell in cells] == ["@", "@", "dd/mm/yyyy", "#,##0", "General"]
    assert type(cells[3].value) is int


def test_an_empty_cell_stays_empty():
    assert csv_rows(write_csv([[None, None]], [Column("A"), Column("B", Kind.DONG)]))[1] == ["", ""]
    assert xlsx_rows(write_xlsx([[None, 1]], [Column("A"), Column("B", Kind.DONG)]))[1][0].value is None


@pytest.mark.parametrize("wrong", [1000.0, "1000", True, Decimal(1000), date(2026, 11, 1)])
def test_only_whole_numbers_pass_as_dong(wrong):
    with pytest.raises(WrongCell):
        write_csv([[wrong]], [Column("Thuế", Kind.DONG)])
    with pytest.raises(WrongCell):
        write_xlsx([[wrong]], [Column("Thuế", Kind.DONG)])


def test_a_time_does_not_pass_as_a_day():
    with pytest.raises(WrongCell):
        write_csv([[datetime(2026, 11, 1, tzinfo=UTC)]], [Column("Ngày", Kind.DAY)])


def test_a_row_that_is_too_short_is_refused():
    with pytest.raises(WrongCell):
        write_csv([["only one"]], COLUMNS)


def test_the_same_rows_are_the_same_bytes_at_another_time():
    first = write_xlsx([ROW], COLUMNS, sheet="Tháng 11")
    time.sleep(2.1)  # ZIP times have steps of two seconds

    assert write_xlsx([ROW], COLUMNS, sheet="Tháng 11") == first


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(), min_size=1, max_size=5))
def test_whatever_people_type_both_files_open_and_hold_no_formula(names):
    columns = [Column("Tên"), Column("Thuế", Kind.DONG)]

    from_csv = csv_rows(write_csv([(name, 1) for name in names], columns))[1:]
    from_xlsx = xlsx_rows(write_xlsx([(name, 1) for name in names], columns))[1:]

    assert len(from_csv) == len(from_xlsx) == len(names)
    assert not any(row[0].startswith(("=", "+", "-", "@", "\t", "\r")) for row in from_csv)
    assert not any(row[0].data_type == "f" for row in from_xlsx)
