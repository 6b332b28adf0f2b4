"""A pretended bank posts to a running shop: parts, too much, too late, twice, and a card beside it (R8, R11)."""

import pytest
from django.db import connections

from marketplace.charges.loading import load_charges
from marketplace.fake_services.server import FakeStripe
from marketplace.fulfilment.loading import load_rates
from marketplace.payments.expiring import expire_due
from marketplace.payments.models import BankReceipt
from marketplace.payments.starting import attempt_by, begin
from marketplace.payments.syncing import sync_and_apply
from tests.payments.stripe import shopping

from . import banking
from .banking import books, check_books, flags, fresh, order_by_transfer, refunds, run_out, told, total

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def fake(settings, live_server):
    feed = live_server.url.replace("localhost", "127.0.0.1") + "/payments/sepay/webhook/"
    secrets = {"secret": shopping.SECRET, "feed_secret": banking.SEPAY_SECRET}
    with FakeStripe(feed_url=feed, bank_account=banking.ACCOUNT, **secrets) as fake:
        shopping.take_cards(settings, fake)
        banking.open_account(settings)
        settings.PAYMENT_PROVIDERS = [banking.VIETQR, shopping.STRIPE, "marketplace.payments.cod.CashOnDelivery"]
        yield fake
    check_books_of_transfers()
    connections.close_all()


def check_books_of_transfers():
    """With money at the card company beside it."""
    held = books()
    assert held.get("bank", 0) == sum(BankReceipt.objects.values_list("amount", flat=True))


@pytest.fixture
def order(fake, settings):
    load_rates()
    load_charges()
    return order_by_transfer()


def test_parts_then_too_much_then_again(fake, order):
    content = f"OCOP{order.number}"

    answers = [fake.bank.transfer(content, amount).status for amount in (30_000, total(order), 5_000)]

    assert answers == [200, 200, 200]
    assert fresh(order).status == "confirmed"
    assert refunds(order) == [(30_000, "excess", "approved", "transfer")]
    assert flags(order) == ["double_payment", "overpaid"]
    assert books() == {
        "bank": total(order) + 35_000,
        "buyer_funds": total(order),
        "refund_due": 30_000,
        "unallocated": 5_000,
    }
    check_books()


def test_the_bank_tells_again_and_nothing_happens(fake, order):
    first = fake.bank.transfer(f"ocop-{order.number[:4]} {order.number[4:]}".lower(), total(order))

    assert [fake.bank.again(first.id).status for _time in range(3)] == [200, 200, 200]
    assert books() == {"bank": total(order), "buyer_funds": total(order)}
    assert told("order_paid") == 1


def test_after_expiry_the_order_comes_back(fake, order):
    run_out(order)
    assert expire_due() == 1

    assert fake.bank.transfer(f"OCOP{order.number}", total(order)).status == 200

    assert fresh(order).status == "confirmed"


def test_card_first_then_the_transfer_that_was_given_up(fake, order):
    """R8."""
    card = attempt_by(order, code="stripe")
    begin(card)
    fake.control.pay(fresh(card).provider_ref)
    sync_and_apply(card.pk)

    fake.bank.transfer(f"OCOP{order.number}", total(order))

    assert fresh(order).status == "confirmed"
    assert refunds(order) == [(total(order), "excess", "approved", "transfer")]
    assert flags(order) == ["double_payment"]
    assert told("order_paid") == 1


def test_a_transfer_closes_the_page_of_the_card_so_that_nobody_pays_twice(fake, order):
    card = attempt_by(order, code="stripe")
    begin(card)

    fake.bank.transfer(f"OCOP{order.number}", total(order))

    assert fresh(order).status == "confirmed"
    assert fresh(card).state == "cancelled"
    assert fake.account.find("checkout.session", fresh(card).provider_ref)["status"] == "expired"


def test_the_transfer_and_the_card_in_the_same_moment_give_one_back(fake, order):
    """R8: the card is paid before its page could be closed."""
    card = attempt_by(order, code="stripe")
    begin(card)
    fake.control.pay(fresh(card).provider_ref)

    fake.bank.transfer(f"OCOP{order.number}", total(order))

    assert fresh(order).status == "confirmed"
    assert sorted(order.payments.values_list("provider", "state")) == [("stripe", "captured"), ("vietqr", "captured")]
    assert [refund[:3] for refund in refunds(order)] == [(total(order), "excess", "approved")]
    assert flags(order) == ["double_payment"]
    assert told("order_paid") == 1
