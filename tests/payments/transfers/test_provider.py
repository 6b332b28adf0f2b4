"""The way of paying itself: what it offers, what it asks the buyer for, and its page."""

from datetime import timedelta

import pytest
from django.test import Client

from marketplace.checkout.pay_page import pay_path
from marketplace.ledger import accounts
from marketplace.payments.models import Payment
from marketplace.payments.providers import (
    Cancelled,
    Instructions,
    ParcelAsk,
    ProviderUnavailable,
    Purchase,
    TooLatePaid,
    provider,
)
from marketplace.payments.starting import attempt_by, begin
from marketplace.payments.vietqr import payload

from .banking import ACCOUNT, attempt_of, came, fresh, total

pytestmark = pytest.mark.django_db


def asked(amount, **more):
    return Purchase((ParcelAsk(amount, "ambient", **more),))


@pytest.mark.parametrize(
    ("amount", "is_possible"), [(1_999, False), (2_000, True), (499_999_999, True), (500_000_000, False)]
)
def test_the_edges_of_what_can_be_transferred(amount, is_possible):
    assert bool(provider("vietqr").is_available(asked(amount))) is is_possible


def test_alcohol_may_be_paid_by_transfer():
    assert provider("vietqr").is_available(asked(100_000, has_alcohol=True))


@pytest.mark.parametrize(
    "account", [{}, {"bin": "97043", "number": "1", "holder": "A"}, {"bin": "970436", "number": "", "holder": "A"}]
)
def test_without_a_whole_account_nothing_can_be_transferred(account, settings, order):
    settings.COLLECTION_ACCOUNT = account

    assert not provider("vietqr").is_available(asked(100_000))
    with pytest.raises(ProviderUnavailable):
        begin(attempt_of(order))


def test_the_code_asks_for_the_whole_sum_with_the_orders_code(order):
    payment = attempt_of(order)

    told = provider("vietqr").start(payment)

    assert isinstance(told, Instructions)
    code = payload.parse(told.qr_payload)
    assert (code.bin, code.account, code.amount, code.purpose) == (
        "970436",
        ACCOUNT,
        total(order),
        f"OCOP{order.number}",
    )
    assert told.provider_ref == payment.provider_ref == f"OCOP{order.number}"
    assert told == provider("vietqr").start(payment)


def test_after_a_part_the_code_asks_for_the_rest(order):
    came(order, 30_000)

    transfer = provider("vietqr").transfer_of(attempt_of(order))

    assert transfer.amount == total(order) - 30_000
    assert payload.parse(transfer.qr_payload).amount == total(order) - 30_000
    assert (transfer.bank_name, transfer.holder) == ("Vietcombank", "SAN OCOP TINH")


def test_the_goods_are_held_longer_than_the_attempt_is_open(order):
    payment = attempt_of(order)

    assert payment.expires_at == payment.created_at + timedelta(hours=24)
    assert payment.expires_at < fresh(order.bill).pay_by


def test_changing_from_card_to_transfer_gives_the_time_of_a_transfer(order):
    attempt_by(order, code="till")
    payment = attempt_by(fresh(order), code="vietqr")
    begin(payment)

    assert fresh(order.bill).pay_by == fresh(payment).expires_at + timedelta(minutes=4)
    assert Payment.objects.filter(order=order).count() == 3


def test_what_came_is_what_was_given_to_it(order):
    way, payment = provider("vietqr"), attempt_of(order)
    assert (way.sync(payment).status, way.sync(payment).received) == ("open", 0)
    assert isinstance(way.cancel(payment), Cancelled)

    came(order, 10_000)
    assert (way.sync(payment).status, way.sync(payment).received) == ("pending", 10_000)
    assert isinstance(way.cancel(payment), Cancelled)

    came(order, total(order))
    assert (way.sync(payment).status, way.sync(payment).received) == ("captured", total(order) + 10_000)
    assert isinstance(way.cancel(payment), TooLatePaid)


def test_money_lies_unallocated_and_goes_back_by_a_transfer_of_ours(order):
    came(order, total(order) + 7_000)
    refund = order.refunds.get()

    assert provider("vietqr").funds(refund.payment) == accounts.unallocated()
    assert provider("vietqr").refund(refund).status == "manual"
    assert (refund.channel, refund.needs_account) == ("transfer", True)


def test_the_page_shows_the_code_and_then_the_rest_and_then_the_order(order):
    client = Client()
    page = client.get(pay_path(order)).content.decode()
    assert ACCOUNT in page
    assert f"OCOP{order.number}" in page
    assert f'data-copy="{total(order)}"' in page
    picture = client.get(pay_path(order).replace("/pay/", "/pay/qr.svg"))
    assert picture["Content-Type"] == "image/svg+xml"

    came(order, 30_000)
    assert f'data-copy="{total(order) - 30_000}"' in client.get(pay_path(order)).content.decode()

    came(order, total(order) - 30_000)
    assert client.get(pay_path(order)).status_code == 302
