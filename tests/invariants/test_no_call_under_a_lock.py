"""No network call while a transaction is open (payments.md I34), over a whole purchase by card with its refund."""

import socket
import threading

import pytest
from django.db import connection, transaction

from marketplace.fake_services.server import FakeStripe
from marketplace.fulfilment.loading import load_rates
from marketplace.payments.cancelling import cannot_deliver
from marketplace.payments.expiring import expire_due
from marketplace.payments.models import Refund
from marketplace.payments.refunding.sending import send_due
from marketplace.payments.syncing import ask_pending
from tests.payments.stripe import shopping

pytestmark = pytest.mark.django_db


def open_blocks() -> list:
    return [block for block in connection.atomic_blocks if not getattr(block, "_from_testcase", False)]


@pytest.fixture
def calls(monkeypatch):
    """All that this thread opens or says to anybody, refused inside a transaction; the pretended Stripe has threads of its own."""
    made = []

    def watch(name):
        real = getattr(socket.socket, name)

        def watched(self, *args):
            if threading.current_thread() is threading.main_thread():
                assert not open_blocks(), f"{name} inside a transaction"
                made.append(name)
            return real(self, *args)

        monkeypatch.setattr(socket.socket, name, watched)

    for name in ("connect", "connect_ex", "send", "sendall"):
        watch(name)
    return made


@pytest.fixture
def fake(settings):
    with FakeStripe(secret=shopping.SECRET) as fake:
        shopping.take_cards(settings, fake)
        yield fake


def test_i34_no_socket_is_opened_while_a_transaction_is(fake, calls):
    load_rates()
    order = shopping.order_by_card()
    payment = shopping.begun(order)
    fake.control.pay(payment.provider_ref)
    ask_pending()
    shopping.deliver_all(fake)
    shopping.come_back(payment)
    assert shopping.fresh(order).status == "confirmed"

    cannot_deliver(parcel=order.parcels.order_by("pk")[0], by="seller")
    send_due()
    expire_due()
    shopping.deliver_all(fake)

    assert Refund.objects.get(order=order).state == "succeeded"
    assert calls.count("sendall") >= 4


def test_i34_the_watch_sees_a_call_inside_a_transaction(fake, calls):
    with transaction.atomic(), pytest.raises(AssertionError, match="inside a transaction"):
        socket.create_connection(("127.0.0.1", 9))
