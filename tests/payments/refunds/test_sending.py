"""The way a refund takes: sent once, settled once, and never lost (R17, R18, I13)."""

from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.notify.models import Message
from marketplace.payments.applying import apply
from marketplace.payments.models import Attention, Refund
from marketplace.payments.providers import ProviderRefundState, ProviderState
from marketplace.payments.refunding.accounts import give_account
from marketplace.payments.refunding.deciding import approve_by_shop
from marketplace.payments.refunding.drafting import draft_refund
from marketplace.payments.refunding.outside import note_external
from marketplace.payments.refunding.sending import send, send_due
from marketplace.payments.refunding.settling import settle_refund
from marketplace.payments.refunding.transferring import sent_by_transfer, transfer_succeeded
from tests.payments.till import WAYS, Till, all_units, arrived, figures, goods, holds, paid, parcel_of, silence
from tests.planted import planted

pytestmark = pytest.mark.django_db


def _made():
    return paid((goods(price=100_000), 1), fees=(0,))


@pytest.fixture(scope="module")
def _order(django_db_setup, django_db_blocker):
    with override_settings(PAYMENT_PROVIDERS=WAYS), planted(django_db_blocker, _made) as copied:
        yield copied


@pytest.fixture
def order(_order, db):
    return _order()


@pytest.fixture
def refund(order):
    parcel = arrived(parcel_of(order))
    draft = draft_refund(parcel=parcel, units=all_units(parcel), with_fee=False, reason="complaint", by="x")
    return approve_by_shop(refund=draft)


def said(refund, status, amount=100_000, **more):
    return settle_refund(refund=refund, state=ProviderRefundState(status, amount, "re_1", **more))


def test_an_approved_refund_leaves_once_and_is_booked_once(order, refund):
    send_due()
    send_due()
    said(refund, "succeeded")

    refund.refresh_from_db()
    assert (refund.state, len(Till.asked)) == ("succeeded", 1)
    assert refund.done_at is not None
    assert (holds("refund_due", order), holds("clearing_stripe")) == (0, 0)
    assert figures(order).refunded == 100_000
    source = get_model("payment", "Source").objects.get(order=order)
    assert source.amount_refunded == 100_000


def test_drafts_are_never_sent(order):
    parcel = parcel_of(order)
    draft_refund(parcel=parcel, units=all_units(parcel), with_fee=False, reason="complaint", by="x")

    assert send_due() == 0
    assert Till.asked == []


def test_that_it_leaves_is_written_before_and_silence_is_asked_about_again_after_a_while(refund):
    Till.answer = silence()
    assert send_due() == 0
    refund.refresh_from_db()
    assert refund.state == "sent"

    Till.answer = "succeeded"
    assert send_due() == 0
    assert send_due(timezone.now() + timedelta(minutes=16)) == 1

    refund.refresh_from_db()
    assert refund.state == "succeeded"


def test_one_that_is_under_way_waits_for_its_end(order, refund):
    Till.answer = "sent"
    send(refund)

    refund.refresh_from_db()
    assert refund.state == "sent"
    assert holds("refund_due", order) == 100_000
    said(refund, "succeeded")
    assert holds("refund_due", order) == 0


def test_a_refused_refund_goes_by_transfer_and_calls_a_person(order, refund):
    Till.answer = "failed"
    send(refund)
    said(refund, "failed")

    refund.refresh_from_db()
    assert (refund.state, refund.channel) == ("manual", "transfer")
    assert holds("refund_due", order) == 100_000
    assert Attention.objects.get(reason="refund_failed").about == str(refund.uuid)
    assert Message.objects.filter(template="refund_failed").count() == 1
    assert send_due() == 0
    figures(order)


def test_a_success_that_turns_into_a_failure_owes_the_money_again(order, refund):
    send(refund)
    said(refund, "failed", error="expired card")

    refund.refresh_from_db()
    assert (refund.state, refund.error) == ("manual", "expired card")
    assert (holds("refund_due", order), holds("clearing_stripe")) == (100_000, 100_000)
    assert figures(order).refunded == 0


def test_another_amount_is_not_believed(order, refund):
    Till.answer = "sent"
    send(refund)
    said(refund, "succeeded", 99_999)

    refund.refresh_from_db()
    assert refund.state == "sent"
    assert holds("refund_due", order) == 100_000
    assert Attention.objects.filter(reason="amount_mismatch", about=str(refund.uuid)).count() == 1


def test_money_that_came_too_much_is_sent_back_by_itself(order):
    payment = order.payments.get()
    apply(payment, ProviderState("captured", payment.amount, received=payment.amount + 7))

    send_due()

    refund = Refund.objects.get()
    assert (refund.amount, refund.state, refund.parcel) == (7, "succeeded", None)
    assert (holds("refund_due", order), figures(order).refunded) == (0, 7)


def test_a_refund_made_outside_is_noted_once_calls_a_person_and_names_no_parcel(order):
    payment = order.payments.get()
    for _time in range(2):
        note_external(payment=payment, amount=40_000, provider_ref="re_x")

    refund = Refund.objects.get()
    assert (refund.reason, refund.state, refund.parcel, refund.amount) == ("external", "succeeded", None, 40_000)
    assert Attention.objects.get(reason="external_refund").about == str(refund.uuid)
    found = figures(order)
    assert (found.loss_other, found.refunded, found.buyer_funds) == (40_000, 40_000, 100_000)
    assert holds("clearing_stripe") == 60_000


def test_an_outside_refund_that_fails_is_as_if_it_had_not_been(order):
    refund = note_external(payment=order.payments.get(), amount=40_000, provider_ref="re_x")

    for _time in range(2):
        settle_refund(refund=refund, state=ProviderRefundState("failed", 40_000, "re_x"))

    refund.refresh_from_db()
    found = figures(order)
    assert (refund.state, found.loss_other, found.refunded, holds("clearing_stripe")) == ("rejected", 0, 0, 100_000)


def gone_by_transfer(refund):
    Till.answer = "failed"
    send(refund)
    give_account(refund=refund, bin="970436", number="0123456789", holder="Nguyễn Văn Mẫu")
    return sent_by_transfer(refund, "TL-1")


@pytest.mark.parametrize("status", ["failed", "sent", "succeeded"])
def test_the_provider_does_not_overwrite_the_reference_of_the_bank(order, refund, status):
    gone_by_transfer(refund)

    said(refund, status)

    refund.refresh_from_db()
    assert (refund.provider_ref, refund.state) == ("TL-1", "sent")
    transfer_succeeded(refund, "TL-1")
    assert (holds("refund_due", order), holds("bank_collection")) == (0, -100_000)


def test_a_success_before_the_transfer_left_is_the_providers_with_its_reference(order, refund):
    Till.answer = "failed"
    send(refund)
    said(refund, "failed")
    refund.refresh_from_db()
    assert refund.provider_ref != "re_1"

    said(refund, "succeeded")

    refund.refresh_from_db()
    assert (refund.provider_ref, refund.state) == ("re_1", "succeeded")


def test_a_refund_that_stands_still_waits_for_a_person_and_can_be_sent_again(order, refund):
    Till.answer = silence()
    send_due()

    for _time in range(2):
        said(refund, "sent", error="charge_disputed")

    refund.refresh_from_db()
    assert (refund.state, refund.channel, refund.error) == ("failed", "provider", "charge_disputed")
    assert "charge_disputed" in Attention.objects.get(reason="refund_failed", about=str(refund.uuid)).text
    assert not Message.objects.filter(template="refund_failed").exists()
    assert send_due(timezone.now() + timedelta(hours=1)) == 0
    assert holds("refund_due", order) == 100_000

    Till.answer = "succeeded"
    send(refund)
    refund.refresh_from_db()
    assert (refund.state, refund.error, holds("refund_due", order)) == ("succeeded", "", 0)
    figures(order)


def test_more_back_than_ever_came_calls_a_person(order, refund):
    payment = order.payments.get()

    outside = note_external(payment=payment, amount=40_000, provider_ref="re_x")

    assert Attention.objects.get(reason="double_payment").about == str(outside.uuid)


def test_no_more_back_than_came_is_no_double_payment(order):
    note_external(payment=order.payments.get(), amount=100_000, provider_ref="re_x")

    assert not Attention.objects.filter(reason="double_payment").exists()
