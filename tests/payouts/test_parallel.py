"""Payouts and refunds at the same moment, on PostgreSQL with real threads (race R20)."""

import pytest

from marketplace.ledger.checking import problems
from marketplace.ledger.models import Posting
from marketplace.payouts.approving import approve_batch
from marketplace.payouts.bank_accounts import change_account
from marketplace.payouts.drafting import Draft, NothingToPay, draft_batch
from marketplace.payouts.exporting import Export, export_batch
from marketplace.payouts.holding import hold
from marketplace.payouts.models import Payout, TransferBatch, TransferLine
from marketplace.payouts.reading_results import Result
from marketplace.payouts.rechecking import WrongState
from marketplace.payouts.recording import record_results
from tests.checkout.test_races import at_once
from tests.sales.parcels import holds

from .paying import (
    NET,
    VIETCOMBANK,
    approved,
    boss,
    clerk,
    comes_back,
    drafted,
    earned,
    exported,
    purse,
    refund_by_transfer,
    seller_with_account,
)

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_r20_goods_come_back_while_the_batch_leaves():
    for turn in range(4):
        maker = seller_with_account(f"Hộ {turn}")
        parcels = [earned(maker, quantity=2, title=f"Món {turn} {n}") for n in range(3)]
        batch = approved()

        answers = at_once(
            [
                lambda batch=batch: export_batch(batch=batch, by=batch.created_by),
                *(lambda parcel=parcel: comes_back(parcel) for parcel in parcels),
            ]
        )

        left = Posting.objects.filter(seller=maker, kind="payout_exported").exists()
        assert not [one for one in answers[1:] if isinstance(one, Exception)]
        assert purse(maker) == ((0, 3 * NET) if left else (3 * NET, 0))
        assert isinstance(answers[0], Export if left else WrongState)
        payout = Payout.objects.get(seller=maker)
        assert (payout.state, payout.amount) == ("exported" if left else "rejected", 6 * NET)
        hold(seller=maker, reason="Đã xem")  # stays out of the next turn's batch
    assert list(problems()) == []


def test_ten_drafts_at_once_pay_everybody_once():
    for n in range(4):
        earned(seller_with_account(f"Hộ {n}"))
    refund_by_transfer()
    people = [clerk() for _n in range(10)]

    answers = at_once([lambda by=by: draft_batch(by=by) for by in people])

    assert sorted(type(answer).__name__ for answer in answers) == ["Draft"] + ["NothingToPay"] * 9
    assert {type(answer) for answer in answers} == {Draft, NothingToPay}
    assert (TransferBatch.objects.count(), TransferLine.objects.count(), Payout.objects.count()) == (1, 5, 4)


def test_one_batch_given_to_the_bank_by_eight_at_once_is_booked_once():
    maker = seller_with_account()
    earned(maker)
    batch = approved()

    answers = at_once([lambda: export_batch(batch=TransferBatch.objects.get(), by=batch.created_by)] * 8)

    assert {type(answer) for answer in answers} == {Export}
    assert (holds("payout_transit"), purse(maker)) == (NET, (0, 0))
    assert Posting.objects.filter(kind="payout_exported").count() == 1


def test_one_answer_imported_by_eight_at_once_is_booked_once():
    earned(seller_with_account())
    batch = exported()
    row = Result(batch.lines.get().reference, True)

    answers = at_once([lambda: record_results(batch=batch, by=batch.created_by, rows=[row])] * 8)

    assert sorted((one.paid, one.unchanged) for one in answers) == [(0, 1)] * 7 + [(1, 0)]
    assert holds("payout_transit") == 0


def test_an_account_changed_while_its_batch_is_approved_and_leaves_gets_nothing_afterwards():
    for turn in range(4):
        maker = seller_with_account(f"Hộ {turn}")
        earned(maker)
        batch, approver = drafted(), boss()

        def leave(batch=batch, approver=approver):
            approve_batch(batch=batch, by=approver)
            return export_batch(batch=batch, by=batch.created_by)

        answers = at_once(
            [
                leave,
                lambda maker=maker: change_account(
                    seller=maker, bin=VIETCOMBANK, number="0011223344", holder="Lê Văn Mẫu"
                ),
            ]
        )

        assert not isinstance(answers[1], Exception), answers[1]
        payout = Payout.objects.get(seller=maker)
        assert payout.state in ("rejected", "exported")
        assert purse(maker) == ((0, 0) if payout.state == "exported" else (NET, 0))
        if payout.state == "exported":
            assert payout.lines.get().account_no == "0123456789"
    assert list(problems()) == []
