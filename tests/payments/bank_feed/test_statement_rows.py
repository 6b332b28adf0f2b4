"""A statement's rows: good ones become transfers, faulty ones are told by row and field, totals are left out."""

import unicodedata
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from marketplace.payments.bank_feed.statement_files import Fault
from marketplace.payments.bank_feed.statement_layouts import UnknownLayout, layout, layouts
from marketplace.payments.bank_feed.statement_tables import StatementError
from tests.payments.bank_feed.statements import ACCOUNT, HEADER, PAID, SPENT, as_csv, read

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def row(**changes):
    names = ["at", "content", "reference", "credit", "debit", "balance"]
    return [changes.get(name, value) for name, value in zip(names, PAID, strict=True)]


def test_rows_become_transfers_and_the_last_balance_closes():
    statement = read(as_csv(HEADER, PAID, SPENT))

    paid, spent = statement.transfers
    assert (paid.provider, paid.account_no, paid.amount, paid.is_incoming) == ("statement_file", ACCOUNT, 485_000, True)
    assert (paid.content, paid.reference) == ("MBVCB.OCOPK3M9QXDHT", "FT26325000001")
    assert (paid.at, paid.balance_after) == (datetime(2026, 11, 21, 9, 31, 2, tzinfo=VIETNAM), 19_077_000)
    assert (spent.amount, spent.is_incoming) == (22_000, False)
    assert (statement.faults, statement.closing_balance) == ([], 19_055_000)


def test_the_newest_row_may_stand_first():
    assert read(as_csv(HEADER, SPENT, PAID)).closing_balance == 19_055_000


def test_balances_that_do_not_follow_from_the_amounts_close_nothing():
    assert read(as_csv(HEADER, PAID, [*SPENT[:5], "19.000.000"])).closing_balance is None


def test_a_left_out_row_makes_the_last_balance_doubtful():
    assert read(as_csv(HEADER, PAID, row(at="soon"), SPENT)).closing_balance is None


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_delimiter_is_found(delimiter):
    data = as_csv(HEADER, row(content='a;b, c|d\t"e" OCOPK3M9QXDHT'), delimiter=delimiter)

    assert read(data).transfers[0].content == 'a;b, c|d "e" OCOPK3M9QXDHT'


def test_a_bank_writes_its_header_after_letters_and_its_totals_after_the_rows():
    data = as_csv(
        ["NGÂN HÀNG"],
        ["Số tài khoản / Account number:", ACCOUNT],
        ["Số dư đầu kỳ", "18.592.000"],
        [],
        ["STT", "Ngày giao dịch\nTransaction date", "Diễn giải", "Số tham chiếu", "Ghi có (Credit)", "Ghi nợ", "Số dư"],
        ["1", *PAID],
        ["", "", "", "", "", "", ""],
        ["STT", "Ngày giao dịch\nTransaction date", "Diễn giải", "Số tham chiếu", "Ghi có (Credit)", "Ghi nợ", "Số dư"],
        ["2", *SPENT],
        ["Tổng cộng", "", "", "", "485.000", "22.000", ""],
        ["", "Cộng phát sinh", "", "", "485.000", "22.000", ""],
        ["Số dư cuối kỳ / Closing balance: 19.055.000 VND"],
        ["Giao dịch viên", "", "Kiểm soát"],
    )

    statement = read(data)

    assert [transfer.amount for transfer in statement.transfers] == [485_000, 22_000]
    assert (statement.faults, statement.closing_balance) == ([], 19_055_000)


def test_the_closing_balance_may_stand_beside_its_label():
    assert read(as_csv(HEADER, row(balance=""), ["Closing balance", "", "-1.000"])).closing_balance == -1_000
    assert read(as_csv(HEADER, row(balance=""))).closing_balance is None


def test_a_payer_cannot_write_the_closing_balance_or_a_total():
    statement = read(as_csv(HEADER, row(content="So du cuoi ky: 999.000.000"), row(content="Tong cong", at="soon")))

    assert statement.closing_balance is None
    assert [transfer.content for transfer in statement.transfers] == ["So du cuoi ky: 999.000.000"]
    assert statement.faults == [Fault(3, "at", "“soon” is not a date.")]


def test_faulty_rows_are_told_and_good_rows_go_in():
    data = as_csv(
        ["a letter"],
        HEADER,
        row(credit="485.00"),
        row(at="31/02/2026"),
        row(debit="1.000"),
        row(credit=""),
        row(credit="-485.000"),
        row(balance="a lot"),
        row(reference="x" * 121),
        row(at=""),
        PAID,
    )

    statement = read(data)

    assert [transfer.reference for transfer in statement.transfers] == ["FT26325000001"]
    assert statement.faults == [
        Fault(3, "credit", "“485.00” is not a whole amount in dong."),
        Fault(4, "at", "“31/02/2026” is not a date."),
        Fault(5, "credit", "The row has an amount on both sides."),
        Fault(6, "credit", "The row has no amount."),
        Fault(7, "credit", "The amount is less than 0."),
        Fault(8, "balance", "“a lot” is not a whole amount in dong."),
        Fault(9, "reference", "The text is longer than 120 characters."),
        Fault(10, "at", "“” is not a date."),
    ]


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        *(("485.000", 485_000), ("485000", 485_000), ("+485.000", 485_000), (" 485.000 ", 485_000), ("1", 1)),
        *(("485.000,00", 485_000), ("485.000 VND", 485_000), ("485.000 ₫", 485_000), ("1.250.000đ", 1_250_000)),
        ('="485000"', 485_000),
    ],
)
def test_an_amount_is_read_however_it_is_written(written, amount):
    assert read(as_csv(HEADER, row(credit=written))).transfers[0].amount == amount


@pytest.mark.parametrize(
    "written",
    [
        *("485,000", "485.00", "48.5000", "485.000,50", "4.85e5", "485 ngàn", "٤٨٥", "=1+1", "0x10", "$5", "1.2.3"),
        *("9" * 18, "9" * 5_000, ".".join(["999"] * 2_000), "TRUE", "485.000,000"),
    ],
)
def test_an_amount_that_could_mean_two_things_is_refused(written):
    statement = read(as_csv(HEADER, row(credit=written)))

    assert (statement.transfers, [fault.field for fault in statement.faults]) == ([], ["credit"])


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2026-11-21", datetime(2026, 11, 21)),
        ("21/11/2026 09:31", datetime(2026, 11, 21, 9, 31)),
        ("21/11/2026\n09:31:02", datetime(2026, 11, 21, 9, 31, 2)),
        ("1/2/2026", datetime(2026, 2, 1)),
    ],
)
def test_a_day_is_read_day_first_and_in_vietnam(written, at):
    assert read(as_csv(HEADER, row(at=written))).transfers[0].at == at.replace(tzinfo=VIETNAM)


@pytest.mark.parametrize("written", ["11/21/2026", "21/11/26", "46347", "1026-11-21", "today", "2026-11-21 25:00"])
def test_a_day_that_is_none_is_refused(written):
    assert [fault.field for fault in read(as_csv(HEADER, row(at=written))).faults] == ["at"]


def test_the_time_may_have_a_column_of_its_own():
    data = as_csv(["Date", "Time", *HEADER[1:]], ["2026-11-21", "9:31", *PAID[1:]], ["2026-11-21", "noon", *PAID[1:]])

    statement = read(data)

    assert statement.transfers[0].at == datetime(2026, 11, 21, 9, 31, tzinfo=VIETNAM)
    assert statement.faults == [Fault(3, "time", "“noon” is not a time.")]


def test_one_column_may_hold_both_directions():
    data = as_csv(["Date", "Content", "Amount"], ["2026-11-21", "a", "5.000"], ["2026-11-21", "b", "-7.000"])

    assert [(one.amount, one.is_incoming) for one in read(data).transfers] == [(5_000, True), (7_000, False)]


def test_marks_typed_apart_and_hidden_characters_are_read_like_any_other():
    header = unicodedata.normalize("NFD", "\u200bNgày giao dịch"), "NỘI\u00a0DUNG", "Ghi có"
    memo = unicodedata.normalize("NFD", "Chuyển tiền\u202e") + "\x07OCOPK3M9QXDHT"

    transfer = read(as_csv(header, ["2026-11-21", memo, "5.000"])).transfers[0]

    assert transfer.content == "Chuyển tiền OCOPK3M9QXDHT"


def test_a_memo_that_looks_like_a_formula_stays_a_text():
    assert read(as_csv(HEADER, row(content="=cmd|' /C calc'!A0"))).transfers[0].content == "=cmd|' /C calc'!A0"


@pytest.mark.parametrize("label", [["Số tài khoản: 9999999999"], ["Account number", "", "9999999999"]])
def test_the_statement_of_another_account_is_refused(label):
    with pytest.raises(StatementError, match="another account: 9999999999"):
        read(as_csv(label, HEADER, PAID))


@pytest.mark.parametrize("label", [["Số tài khoản: 101****678"], ["Account number", f"0{ACCOUNT}"], ["Tài khoản", ""]])
def test_a_hidden_or_filled_up_account_number_is_no_contradiction(label):
    assert len(read(as_csv(label, HEADER, PAID)).transfers) == 1


def test_a_row_of_another_account_is_refused():
    statement = read(as_csv([*HEADER, "Account"], [*PAID, ACCOUNT], [*SPENT, "9999999999"]))

    assert len(statement.transfers) == 1
    assert statement.faults == [Fault(3, "account", "This row belongs to another account.")]


def test_the_same_transfer_has_the_same_number_in_a_later_file():
    first = read(as_csv(HEADER, PAID, SPENT)).transfers
    later = read(as_csv(HEADER, SPENT, row(content="written otherwise", balance=""))).transfers

    assert [one.provider_id for one in first] == [later[1].provider_id, later[0].provider_id]
    assert len({one.provider_id for one in first}) == 2


def test_equal_rows_without_a_reference_are_two_transfers():
    plain = row(reference="", balance="")

    first, second = read(as_csv(HEADER, plain, plain)).transfers

    assert first.provider_id != second.provider_id
    assert [first, second] == read(as_csv(HEADER, plain, plain)).transfers


def test_a_file_without_our_columns_says_so():
    with pytest.raises(StatementError, match="Neutral columns"):
        read(as_csv(["When", "What", "How much"], PAID))


def test_a_header_below_row_thirty_is_not_looked_for():
    assert len(read(as_csv(*[["a letter"]] * 29, HEADER, PAID)).transfers) == 1
    with pytest.raises(StatementError):
        read(as_csv(*[["a letter"]] * 30, HEADER, PAID))


def test_two_columns_of_one_name_leave_it_open_which_counts():
    with pytest.raises(StatementError):
        read(as_csv(["Date", "Content", "Credit", "Credit"], ["2026-11-21", "a", "1", "2"]))


def test_only_the_neutral_map_claims_to_be_proven():
    assert [(one.code, one.proven) for one in layouts()] == [
        *(("neutral", True), ("vietcombank", False), ("bidv", False), ("mb", False)),
    ]
    with pytest.raises(UnknownLayout):
        layout("another")


@pytest.mark.parametrize(
    ("code", "header"),
    [
        ("vietcombank", ["STT", "Ngày giao dịch", "Số tham chiếu", "Số tiền ghi nợ", "Số tiền ghi có", "Mô tả"]),
        ("bidv", ["STT", "Ngày giao dịch", "Mã giao dịch", "Ghi nợ", "Ghi có", "Nội dung giao dịch"]),
        ("mb", ["STT", "Ngày giao dịch", "Số bút toán", "Phát sinh nợ", "Phát sinh có", "Nội dung"]),
    ],
)
def test_the_plausible_maps_read_what_they_describe(code, header):
    data = as_csv(header, ["1", "21/11/2026", "FT1", "", "1,250,000", "OCOPK3M9QXDHT"])

    transfer = read(data, layout_code=code).transfers[0]

    assert (transfer.amount, transfer.is_incoming, transfer.reference) == (1_250_000, True, "FT1")
    assert transfer.content == "OCOPK3M9QXDHT"
