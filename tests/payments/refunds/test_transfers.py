"""Refunds by bank transfer: the account is the buyer's to say, the batch's words are booked once."""

from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from marketplace.notify.models import Message
from marketplace.payments.models import Refund
from marketplace.payments.refunding.accounts import (
    AlreadyGiven,
    BadAccount,
    NotChangeable,
    give_account,
    give_account_once,
)
from marketplace.payments.refunding.deciding import approve_by_shop
from marketplace.payments.refunding.drafting import draft_refund
from marketplace.payments.refunding.transferring import (
    AnotherTransfer,
    NotWaiting,
    sent_by_transfer,
    transfer_bounced,
    transfer_succeeded,
)
from tests.payments.till import WAYS, all_units, arrived, bought, figures, goods, holds, paid, parcel_of
from tests.planted import planted

pytestmark = pytest.mark.django_db


def _made():
    return bought((goods(price=100_000), 1), payment="cod", fees=(0,))


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


def account(refund, bin="970436", number="0123 456 789", holder=" Nguyễn  Văn Mẫu "):
    return give_account(refund=refund, bin=bin, number=number, holder=holder)


def test_cash_goes_back_by_transfer_and_waits_for_the_account(refund):
    assert (refund.channel, refund.state, refund.needs_account) == ("transfer", "approved", True)
    assert list(Refund.objects.waiting_for_account()) == [refund]
    assert not Refund.objects.waiting_for_transfer().exists()

    given = account(refund)

    assert (given.account_bin, given.account_no, given.account_holder) == ("970436", "0123456789", "Nguyễn Văn Mẫu")
    assert list(Refund.objects.with_account()) == [refund]


def rested(refund, hours):
    given_at = timezone.now() - timedelta(hours=hours)
    Refund.objects.filter(pk=refund.pk).update(account_given_at=given_at)
    return list(Refund.objects.waiting_for_transfer())


def test_an_account_rests_for_twelve_hours_before_a_batch_may_take_the_refund(refund):
    account(refund)

    assert not Refund.objects.waiting_for_transfer().exists()
    assert rested(refund, 11.9) == []
    assert rested(refund, 12.1) == [refund]

    account(refund)
    assert list(Refund.objects.waiting_for_transfer()) == [refund]
    account(refund, number="999999999")
    assert not Refund.objects.waiting_for_transfer().exists()


def test_the_buyer_hears_of_every_account_by_bank_and_four_digits(refund):
    for number in ("0123456789", "0123456789", "55554444"):
        account(refund, number=number)

    told = list(Message.objects.filter(template="refund_account", channel="sms").order_by("pk"))
    assert [("6789" in one.body, "4444" in one.body) for one in told] == [(True, False), (False, True)]
    assert all("0123456789" not in one.body and "100.000" in one.body for one in told)
    assert {one.recipient for one in told} == {"+84912345678"}


def test_the_buyers_page_names_an_account_once_and_staff_correct_it(refund):
    wish = {"bin": "970436", "number": "0123456789", "holder": "Nguyễn Văn Mẫu"}
    for _time in range(2):
        give_account_once(refund=refund, **wish)

    with pytest.raises(AlreadyGiven):
        give_account_once(refund=refund, **wish | {"number": "999999999"})
    refund.refresh_from_db()
    assert refund.account_no == "0123456789"
    assert account(refund, number="999999999").account_no == "999999999"


def test_after_a_transfer_came_back_the_buyer_names_another_account(refund):
    sent_by_transfer(account(refund), "TL-1")
    bounced = transfer_bounced(refund, "no such account")

    assert bounced.account_given_at is None
    given = give_account_once(refund=refund, bin="970436", number="888888888", holder="Nguyễn Văn Mẫu")
    assert given.account_no == "888888888"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"bin": "000000"}, "bin"),
        ({"number": "12345"}, "number"),
        ({"number": "123456789012345678901"}, "number"),
        ({"number": "=1+1-2345"}, "number"),
        ({"holder": "A B"}, "holder"),
        ({"holder": "A" * 121}, "holder"),
    ],
)
def test_an_account_that_cannot_be_is_refused(refund, wrong, field):
    with pytest.raises(BadAccount) as error:
        account(refund, **wrong)

    assert error.value.field == field


def test_money_of_a_card_needs_no_account():
    parcel = arrived(parcel_of(paid((goods(title="Khác"), 1))))
    draft = draft_refund(parcel=parcel, units=all_units(parcel), with_fee=False, reason="complaint", by="x")

    with pytest.raises(NotChangeable):
        account(approve_by_shop(refund=draft))


def test_a_transfer_is_sent_and_booked_once(order, refund):
    with pytest.raises(NotWaiting):
        sent_by_transfer(refund, "TL-1")
    account(refund)
    for _time in range(2):
        sent_by_transfer(refund, "TL-1")
    with pytest.raises(NotWaiting):
        sent_by_transfer(refund, "TL-2")
    with pytest.raises(NotChangeable):
        account(refund, number="999999999")
    with pytest.raises(AnotherTransfer):
        transfer_succeeded(refund, "TL-2")

    for _time in range(2):
        transfer_succeeded(refund, "TL-1")

    refund.refresh_from_db()
    assert refund.state == "succeeded"
    assert (holds("refund_due", order), holds("bank_collection")) == (0, -100_000)
    assert figures(order).refunded == 100_000


@pytest.mark.parametrize("was_paid", [False, True])
def test_a_transfer_that_comes_back_asks_for_another_account_and_can_be_sent_again(order, refund, was_paid):
    sent_by_transfer(account(refund), "TL-1")
    if was_paid:
        transfer_succeeded(refund, "TL-1")

    for _time in range(2):
        transfer_bounced(refund, "no such account")
    refund.refresh_from_db()
    assert (refund.state, refund.needs_account) == ("manual", True)
    assert (holds("refund_due", order), holds("bank_collection")) == (100_000, 0)

    sent_by_transfer(account(refund, number="888888888"), "TL-2")
    transfer_succeeded(refund, "TL-2")
    assert (holds("refund_due", order), holds("bank_collection")) == (0, -100_000)
    figures(order)
