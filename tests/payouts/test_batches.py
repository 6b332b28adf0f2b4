"""A batch: planned by one person, approved by another, given to the bank once, answered line by line."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from marketplace.ledger.checking import problems
from marketplace.payouts.approving import OwnBatch, approve_batch, reject_batch
from marketplace.payouts.bank_accounts import change_account
from marketplace.payouts.drafting import NothingToPay, draft_batch
from marketplace.payouts.exporting import NothingLeft, export_batch
from marketplace.payouts.holding import hold, lift
from marketplace.payouts.models import Payout, TransferBatch
from marketplace.payouts.readiness import Why
from marketplace.payouts.rechecking import WrongState
from tests import stall
from tests.payments import till
from tests.payments.till import holds

from .paying import (
    NET,
    VIETCOMBANK,
    account,
    answered,
    approved,
    boss,
    charged,
    clerk,
    comes_back,
    corrected,
    drafted,
    earned,
    exported,
    purse,
    refund_by_transfer,
    seller_with_account,
    sold,
)

pytestmark = pytest.mark.django_db


def left_out(**more):
    with pytest.raises(NothingToPay) as error:
        draft_batch(by=clerk(), **more)
    return [(one.seller, one.amount, one.why) for one in error.value.left_out]


def test_a_seller_gets_all_that_is_free_in_one_line():
    maker = seller_with_account()
    earned(maker)
    earned(maker, price=200_000)
    sold(maker)

    batch = drafted()

    (line,) = batch.lines.all()
    assert (batch.count, batch.total, batch.state) == (1, 3 * NET, "draft")
    assert (line.amount, line.bin, line.account_no, line.holder) == (3 * NET, "970405", "0123456789", "Nguyễn Thị Mẫu")
    assert (line.payout.seller, line.payout.amount, line.payout.carried, line.payout.since) == (maker, 3 * NET, 0, None)
    assert purse(maker) == (3 * NET, 0)


def test_references_are_unique_and_begin_the_content_in_plain_capitals():
    for n in range(3):
        earned(seller_with_account(f"Hộ mẫu {n}"))

    batch = drafted()

    today = timezone.localdate()
    assert batch.number == f"TT{today:%y%m%d}01"
    assert list(batch.lines.values_list("reference", flat=True)) == [f"{batch.number}000{n}" for n in (1, 2, 3)]
    for line in batch.lines.all():
        assert line.content.startswith(f"{line.reference} CHO OCOP TIEN BAN HANG DEN")
        assert len(line.content) <= 70
        assert line.content.isascii() and line.content == line.content.upper()
        assert line.content.replace(" ", "").isalnum()


def test_two_batches_of_a_day_have_two_numbers_and_pay_nobody_twice():
    first_maker = seller_with_account()
    earned(first_maker)
    first = drafted()
    second_maker = seller_with_account("Hộ hai")
    earned(second_maker)

    draft = draft_batch(by=clerk())

    assert draft.batch.number[:-2] == first.number[:-2]
    assert (first.number[-2:], draft.batch.number[-2:]) == ("01", "02")
    assert [line.payout.seller for line in draft.batch.lines.all()] == [second_maker]
    assert [(one.seller, one.why) for one in draft.left_out] == [(first_maker, Why.OPEN)]


def test_less_than_the_minimum_waits_and_comes_with_the_next(settings):
    settings.PAYOUT_MINIMUM = 2 * NET
    maker = seller_with_account()
    earned(maker)
    assert left_out() == [(maker, NET, Why.MINIMUM)]
    assert not TransferBatch.objects.exists()

    earned(maker)

    assert drafted().total == 2 * NET


def test_nobody_without_an_account_or_with_a_new_one_or_on_hold_is_paid():
    nobody, fresh, held = stall.seller("Không tài khoản"), seller_with_account("Mới đổi"), seller_with_account("Bị giữ")
    for maker in (nobody, fresh, held):
        earned(maker)
    change_account(seller=fresh, bin=VIETCOMBANK, number="1111222233", holder="Lê Văn Mẫu")
    stop = hold(seller=held, reason="Chờ giấy tờ")

    assert left_out() == [(nobody, NET, Why.NO_ACCOUNT), (fresh, NET, Why.FROZEN), (held, NET, Why.HELD)]

    lift(hold=stop)
    batch = drafted(now=timezone.now() + timedelta(hours=72))
    assert [(line.payout.seller, line.account_no) for line in batch.lines.all()] == [
        (fresh, "1111222233"),
        (held, "0123456789"),
    ]


def test_five_hundred_million_and_more_is_split():
    maker = seller_with_account()
    net = 1_200_000_000
    corrected(maker, net)

    batch = exported()

    amounts = list(batch.lines.values_list("amount", flat=True))
    assert amounts == [499_999_999, 499_999_999, 200_000_002]
    assert (batch.count, batch.total) == (3, net)
    assert purse(maker) == (0, 0)
    assert holds("payout_transit") == net


def test_refunds_by_transfer_go_along_once():
    refund = refund_by_transfer()
    waiting = refund_by_transfer(amount=70_000, number="")

    batch = drafted()

    (line,) = batch.lines.all()
    assert (line.refund, line.payout, line.amount, line.account_no) == (refund, None, 100_000, "9876543210")
    assert line.content == f"{line.reference} CHO OCOP HOAN TIEN DON {refund.order.number}"
    assert left_out() == []
    assert waiting.needs_account


def test_only_who_may_make_a_batch_makes_one():
    for person in (till.staff(), boss(), None):
        with pytest.raises(PermissionDenied):
            draft_batch(by=person)


def test_i27_nobody_approves_a_batch_of_his_own():
    earned(seller_with_account())
    both = till.staff("make_batch", "approve_batch")
    batch = draft_batch(by=both).batch

    with pytest.raises(OwnBatch):
        approve_batch(batch=batch, by=both)
    with pytest.raises(PermissionDenied):
        approve_batch(batch=batch, by=clerk())

    assert TransferBatch.objects.get().state == "draft"
    with pytest.raises(IntegrityError), transaction.atomic():
        TransferBatch.objects.update(approved_by=both)


def test_an_approved_batch_is_not_approved_again():
    earned(seller_with_account())
    batch = approved()

    assert (batch.state, Payout.objects.get().state) == ("approved", "approved")
    with pytest.raises(WrongState):
        approve_batch(batch=batch, by=boss())


def test_approval_leaves_out_what_no_longer_holds_and_says_so():
    less, moved, stopped, good = (seller_with_account(f"Hộ {n}") for n in range(4))
    parcels = [earned(maker) for maker in (less, moved, stopped, good)]
    refund = refund_by_transfer()
    batch = drafted()
    comes_back(parcels[0])
    account(moved, number="5555666677")
    hold(seller=stopped, reason="Tranh chấp")
    type(refund).objects.filter(pk=refund.pk).update(account_no="1231231231")

    said = approve_batch(batch=batch, by=boss())

    assert [(one.seller or one.refund, one.why) for one in said] == [
        (refund, Why.REFUND_CHANGED),
        (less, Why.LESS),
        (stopped, Why.HELD),
    ]
    assert [line.payout.seller for line in batch.lines.standing()] == [good]
    assert {line.payout.seller if line.payout else line.refund for line in batch.lines.left_out()} == {
        less, moved, stopped, refund,
    }  # fmt: skip
    assert all(line.answer for line in batch.lines.left_out())
    assert (batch.state, batch.count, batch.total) == ("approved", 1, NET)
    assert dict(Payout.objects.values_list("seller__name", "state")) == {
        "Hộ 0": "rejected", "Hộ 1": "rejected", "Hộ 2": "rejected", "Hộ 3": "approved",
    }  # fmt: skip


def test_a_batch_in_which_nothing_holds_is_rejected():
    parcel = earned(seller_with_account())
    batch = drafted()
    comes_back(parcel)

    assert [one.why for one in approve_batch(batch=batch, by=boss())] == [Why.LESS]
    assert (batch.state, batch.count, batch.total) == ("rejected", 0, 0)


def test_a_rejected_batch_leaves_the_money_for_the_next():
    maker = seller_with_account()
    earned(maker)
    batch = approved()

    reject_batch(batch=batch, by=boss())

    assert (batch.state, Payout.objects.get().state) == ("rejected", "rejected")
    assert drafted().total == NET
    with pytest.raises(WrongState):
        export_batch(batch=batch, by=batch.created_by)


def test_whoever_made_a_batch_takes_it_back_and_another_clerk_does_not():
    earned(seller_with_account())
    batch = drafted()

    with pytest.raises(PermissionDenied):
        reject_batch(batch=batch, by=clerk())
    reject_batch(batch=batch, by=batch.created_by)

    assert batch.state == "rejected"


def test_export_books_the_money_as_on_its_way_once():
    maker, refund = seller_with_account(), refund_by_transfer()
    earned(maker)
    batch = exported()

    again = export_batch(batch=batch, by=batch.created_by)

    refund.refresh_from_db()
    assert (again.batch.state, Payout.objects.get().state, refund.state) == ("exported", "exported", "sent")
    assert refund.provider_ref == batch.lines.get(refund=refund).reference
    assert (purse(maker), holds("payout_transit")) == ((0, 0), NET)
    assert list(problems()) == []


def test_an_unapproved_batch_is_not_given_to_the_bank():
    earned(seller_with_account())
    batch = drafted()

    with pytest.raises(WrongState):
        export_batch(batch=batch, by=batch.created_by)
    with pytest.raises(PermissionDenied):
        export_batch(batch=batch, by=till.staff())


def test_what_changed_after_the_approval_does_not_leave():
    first, second = seller_with_account("Hộ một"), seller_with_account("Hộ hai")
    parcel = earned(first)
    earned(second)
    batch = approved()
    comes_back(parcel)

    export = export_batch(batch=batch, by=batch.created_by)

    assert [(one.seller, one.why) for one in export.left_out] == [(first, Why.LESS)]
    assert (batch.count, batch.total, holds("payout_transit")) == (1, NET, NET)
    assert purse(first) == (0, 0)


def test_when_nothing_is_left_nothing_leaves():
    parcel = earned(seller_with_account())
    batch = approved()
    comes_back(parcel)

    with pytest.raises(NothingLeft) as error:
        export_batch(batch=batch, by=batch.created_by)

    assert [one.why for one in error.value.left_out] == [Why.LESS]
    assert (batch.state, batch.file, holds("payout_transit")) == ("rejected", "", 0)


def test_r20_goods_that_come_back_after_the_export_are_owed_and_come_off_the_next_payout():
    maker = seller_with_account()
    parcel = earned(maker, quantity=2)
    batch = exported()

    comes_back(parcel)
    assert purse(maker) == (0, NET)
    answered(batch)
    earned(maker, price=300_000)

    assert purse(maker) == (2 * NET, 0)
    assert drafted().total == 2 * NET


def test_r21_a_dispute_about_what_was_paid_is_owed_and_holds_the_next_payout():
    maker = seller_with_account()
    earned(maker)
    answered(exported())
    charged(maker, 100_000)
    stop = hold(seller=maker, reason="Tranh chấp thẻ")
    earned(maker, price=200_000)

    assert purse(maker) == (2 * NET - 100_000, 0)
    assert left_out() == [(maker, 2 * NET - 100_000, Why.HELD)]
    lift(hold=stop)
    assert drafted().total == 2 * NET - 100_000
