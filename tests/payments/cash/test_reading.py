"""Statement files as carriers write them: found, read strictly, and never trusted."""

import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from marketplace.payments.bank_feed.statement_tables import StatementError
from marketplace.payments.remitting.columns import UnknownLayout, carrier_layouts
from marketplace.payments.remitting.reading import read_statement

HEADER = "tracking_no,cod_amount,shipping_fee,net_amount,statement_no,statement_date"


def csv(*rows, header=HEADER) -> bytes:
    return "\n".join([header, *rows]).encode()


def read(*rows, **more):
    return read_statement(csv(*rows, **more), "doi-soat.csv")


def test_the_header_may_stand_anywhere_and_totals_below_are_no_parcels():
    table = csv('T1,"120.000",20000,"100,000",DS-1,21/11/2026', "Tổng cộng,,,100000,,", ",,,,,")
    found = read_statement(b"Bang doi soat,,,\n,,,\n" + table, "doi-soat.csv")

    assert found.faults == []
    assert [(line.row, line.tracking_no, line.cod_amount, line.net_amount) for line in found.lines] == [
        (4, "T1", 120_000, 100_000)
    ]
    assert (found.number, found.day) == ("DS-1", date(2026, 11, 21))


def test_a_spreadsheet_says_the_same():
    book = Workbook()
    sheet = book.active
    sheet.append(["Đối soát tháng 11"])
    sheet.append(["Mã vận đơn", "Tiền thu hộ", "Phí vận chuyển", "Thực nhận", "Ngày giao"])
    sheet.append(["T1", 120000, 20000.0, "100.000 ₫", datetime(2026, 11, 20, 9)])
    file = io.BytesIO()
    book.save(file)

    line = read_statement(file.getvalue(), "doi-soat.xlsx").lines[0]

    assert (line.cod_amount, line.shipping_fee, line.net_amount, line.delivered_at.day) == (
        120_000,
        20_000,
        100_000,
        20,
    )


@pytest.mark.parametrize(
    "row",
    [
        "T2,120000.5,0,120000.5,DS-1,",
        "T2,abc,0,0,DS-1,",
        "T2,-5,0,-5,DS-1,",
        "T2,120000,20000,120000,DS-1,",
        "T2,99999999999999999999,0,99999999999999999999,DS-1,",
        "T2,1e5,0,100000,DS-1,",
        "T2,nan,0,0,DS-1,",
        '"=HYPERLINK(1)",120000,20000,100000,DS-1,',
        "+T2,120000,20000,100000,DS-1,",
        "@T2,120000,20000,100000,DS-1,",
        ",120000,20000,100000,DS-1,",
        "T1,120000,20000,100000,DS-1,",
        "T2,120000,20000,100000,DS-2,",
        "T2,120000,20000,100000,DS-1,yesterday",
        "T2,１２０,0,１２０,DS-1,",
        f"{'T' * 61},120000,20000,100000,DS-1,",
    ],
)
def test_a_faulty_row_is_named_by_its_number_and_the_others_are_read(row):
    found = read("T1,120000,20000,100000,DS-1,", row)

    assert [number for number, _text in found.faults] == [3]
    assert [line.tracking_no for line in found.lines] == ["T1"]


def test_amounts_in_brackets_and_dashes_are_understood():
    found = read(
        "T1,-,22.000,(22.000),DS-1,2026-11-21",
        "T2,1.200.000,0,1200000,DS-1,",
    )

    assert [(line.cod_amount, line.net_amount) for line in found.lines] == [(0, -22_000), (1_200_000, 1_200_000)]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "a.csv"),
        (b"x" * (5 * 1024 * 1024 + 1), "a.csv"),
        (b"a,b\n1,2", "a.csv"),
        (b"PK\x03\x04", "a.xlsx"),
        (b"a,b", "a.exe"),
        (HEADER.encode(), "a.csv"),
    ],
)
def test_a_file_that_is_no_statement_is_refused_in_words(data, name):
    with pytest.raises(StatementError) as error:
        read_statement(data, name)

    assert str(error.value)


def test_a_formula_in_a_spreadsheet_is_no_value():
    book = Workbook()
    book.active.append(["Mã vận đơn", "Tiền thu hộ", "Thực nhận"])
    book.active.append(["T1", "=1+1", 2])
    file = io.BytesIO()
    book.save(file)

    assert read_statement(file.getvalue(), "a.xlsx").faults[0][0] == 2


def test_each_carrier_has_its_words_and_an_unknown_one_none():
    codes = [layout.code for layout in carrier_layouts()]
    assert codes[0] == "neutral"
    assert {"ghn", "ghtk", "viettel-post"} <= set(codes)
    found = read_statement(csv("T1,120000,120000", header="Mã đơn GHN,Tiền COD,Thực nhận"), "a.csv", layout="ghn")
    assert found.lines[0].cod_amount == 120_000
    with pytest.raises(UnknownLayout):
        read_statement(csv(), "a.csv", layout="nobody")
