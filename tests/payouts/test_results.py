"""What the bank answers: paid, sent back, unknown; the same answer twice changes nothing."""

import pytest
from django.core.exceptions import PermissionDenied

from marketplace.ledger.checking import problems
from marketplace.notify.models import Message
from marketplace.payments.bank_feed.statement_tables import StatementError
from marketplace.payments.models import Refund
from marketplace.payouts.models import Payout
from marketplace.payouts.reading_results import Result, read_results
from marketplace.payouts.rechecking import WrongState
from marketplace.payouts.recording import record_results
from marketplace.printing.columns import Column
from marketplace.printing.tables import write_csv, write_xlsx
from tests.payments import till
from tests.payments.till import holds

from .paying import (
    NET,
    answered,
    comes_back,
    corrected,
    drafted,
    earned,
    exported,
    purse,
    refund_by_transfer,
    seller_with_account,
)

pytestmark = pytest.mark.django_db


def say(batch, *rows, **more):
    return record_results(batch=batch, by=batch.created_by, rows=rows, **more)


def test_paid_money_leaves_the_collection_account_once_and_the_seller_hears_of_it():
    maker = seller_with_account(email="ba.mau@example.com")
    earned(maker)
    batch = exported()
    before = holds("bank_collection")

    first, second = answered(batch), answered(batch)

    payout = Payout.objects.get()
    batch.refresh_from_db()
    assert (first.paid, first.unchanged, second.paid, second.unchanged) == (1, 0, 0, 1)
    assert (payout.state, batch.state, bool(payout.paid_at)) == ("paid", "done", True)
    assert (holds("payout_transit"), holds("bank_collection")) == (0, before - NET)
    messages = list(Message.objects.filter(template="payout_paid"))
    assert sorted(message.channel for message in messages) == ["email", "sms"]
    assert all("93.000" in message.body and "/selling/money/" in message.body for message in messages)
    assert not any("0123456789" in message.body for message in messages)
    assert list(problems()) == []


def test_money_sent_back_is_the_sellers_again_and_comes_with_the_next_payout():
    maker = seller_with_account()
    earned(maker)
    batch = exported()

    answered(batch, paid=False, reason="Sai tên người nhận")
    earned(maker)

    payout = Payout.objects.get()
    assert (payout.state, payout.paid_at, holds("payout_transit")) == ("bounced", None, 0)
    (message,) = Message.objects.filter(template="payout_bounced")
    assert message.recipient == "+84900000001" and "93.000" in message.body
    following = drafted().lines.get().payout
    assert (following.amount, following.carried, following.since) == (2 * NET, NET, payout.until)


def test_money_sent_back_pays_first_what_is_owed():
    maker = seller_with_account()
    parcel = earned(maker, quantity=2)
    batch = exported()
    comes_back(parcel)
    assert purse(maker) == (0, NET)

    answered(batch, paid=False)

    assert purse(maker) == (NET, 0)
    assert drafted().total == NET


def test_money_called_paid_may_still_come_back():
    maker = seller_with_account()
    earned(maker)
    batch = exported()
    answered(batch)
    before = holds("bank_collection")

    said = answered(batch, paid=False, reason="Hoàn trả ngày hôm sau")

    assert (said.bounced, said.faults) == (1, [])
    assert (Payout.objects.get().state, purse(maker)) == ("bounced", (NET, 0))
    assert holds("bank_collection") == before + NET
    assert drafted().lines.get().payout.carried == NET


def test_what_came_back_is_not_called_paid_without_a_person():
    earned(seller_with_account())
    batch = exported()
    answered(batch, paid=False)

    said = answered(batch, paid=True)

    assert (said.paid, [row for row, _text in said.faults]) == (0, [0])
    assert Payout.objects.get().state == "bounced"


def test_one_part_of_a_large_payout_comes_back_alone():
    maker = seller_with_account()
    corrected(maker, 900_000_000)
    batch = exported()
    whole, rest = batch.lines.all()

    say(batch, Result(rest.reference, False, "Quá hạn mức"))
    assert Payout.objects.get().state == "exported"
    say(batch, Result(whole.reference, True))

    assert (Payout.objects.get().state, purse(maker)) == ("paid", (rest.amount, 0))
    following = drafted().lines.get().payout
    assert (following.amount, following.carried) == (400_000_001, 400_000_001)


def test_refunds_are_answered_through_the_refund():
    arrives, returns = refund_by_transfer(), refund_by_transfer(amount=70_000, number="5551234567")
    batch = exported()
    for _twice in range(2):
        say(
            batch,
            Result(batch.lines.get(refund=arrives).reference, True),
            Result(batch.lines.get(refund=returns).reference, False, "Sai số tài khoản"),
        )

    states = dict(Refund.objects.values_list("pk", "state"))
    assert (states[arrives.pk], states[returns.pk]) == ("succeeded", "manual")
    assert (holds("refund_due", arrives.order), holds("refund_due", returns.order)) == (0, 70_000)
    assert Refund.objects.get(pk=returns.pk).account_no == ""
    assert list(problems()) == []


def test_rows_that_are_none_of_ours_are_told_and_the_others_count():
    earned(seller_with_account())
    batch = exported()
    reference = batch.lines.get().reference

    said = say(
        batch,
        Result("TT99999999990001", True, row=2),
        Result(reference, True, amount=NET + 1, row=3),
        Result(reference, True, amount=NET, row=4),
    )

    assert [row for row, _text in said.faults] == [2, 3]
    assert (said.paid, Payout.objects.get().state) == (1, "paid")


def test_another_batchs_transfer_is_not_answered_here():
    earned(seller_with_account("Một"))
    first = exported()
    earned(seller_with_account("Hai"))
    second = exported()

    said = say(second, Result(first.lines.get().reference, True, row=2))

    assert [row for row, _text in said.faults] == [2]
    assert set(Payout.objects.values_list("state", flat=True)) == {"exported"}


def test_nothing_is_answered_before_the_export_nor_by_anybody():
    earned(seller_with_account())
    batch = drafted()
    with pytest.raises(WrongState):
        answered(batch)
    with pytest.raises(PermissionDenied):
        record_results(batch=batch, by=till.staff())


TITLES = [Column(title) for title in ("Mã tham chiếu", "Số tiền", "Trạng thái", "Lý do")]
ROWS = [
    ("TT261121010001", "1.000", "Thành công", ""),
    ("TT261121010002", "2.500", "Bị trả lại", "Sai tên"),
    ("TT261121010003", "", "chưa rõ", ""),
    ("", "", "Thành công", ""),
]


@pytest.mark.parametrize(("write", "name"), [(write_csv, "kq.csv"), (write_xlsx, "kq.xlsx")])
def test_an_answer_is_read_from_csv_and_xlsx(write, name):
    answer = read_results(write(ROWS, TITLES), name)

    assert [(one.reference, one.is_paid, one.amount, one.reason, one.row) for one in answer.results] == [
        ("TT261121010001", True, 1_000, "", 2),
        ("TT261121010002", False, 2_500, "Sai tên", 3),
    ]
    assert [row for row, _text in answer.faults] == [4, 5]


def test_a_reference_is_found_at_the_beginning_of_the_content():
    answer = read_results(b"Noi dung,Ket qua\nTT261121010001 CHO OCOP TIEN BAN HANG,OK\n", "kq.csv")

    assert [(one.reference, one.is_paid) for one in answer.results] == [("TT261121010001", True)]


@pytest.mark.parametrize(("data", "name"), [(b"a,b\n1,2\n", "kq.csv"), (b"", "kq.csv"), (b"%PDF", "kq.xlsx")])
def test_a_file_that_is_no_answer_is_refused(data, name):
    with pytest.raises(StatementError):
        read_results(data, name)


def test_a_file_is_booked_once_however_often_it_is_imported():
    earned(seller_with_account())
    batch = exported()
    file = f"payout_ref,result\n{batch.lines.get().reference},paid\nTT99999999990001,paid\n".encode()

    said = [record_results(batch=batch, by=batch.created_by, data=file, filename="kq.csv") for _n in range(2)]

    assert [(one.paid, one.unchanged, [row for row, _text in one.faults]) for one in said] == [(1, 0, [3]), (0, 1, [3])]
