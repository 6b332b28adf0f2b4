"""A shop that takes cards, and a pretended Stripe for it."""

import pytest
from django.db import connection

from marketplace.fake_services.server import FakeStripe
from marketplace.fulfilment.loading import load_rates

from . import shopping


@pytest.fixture
def fake(settings):
    with FakeStripe(secret=shopping.SECRET) as fake:
        shopping.take_cards(settings, fake)
        yield fake


@pytest.fixture(autouse=True)
def _nothing_locked_while_stripe_is_asked(monkeypatch):
    """payments.md I34, for every test here: whatever calls, no transaction of the shop is open."""
    from requests import Session

    send = Session.send

    def watched(self, request, **more):
        open_blocks = [block for block in connection.atomic_blocks if not getattr(block, "_from_testcase", False)]
        assert not open_blocks, f"{request.method} {request.path_url} inside a transaction"
        assert request.url.startswith("http://127.0.0.1:"), request.url
        return send(self, request, **more)

    monkeypatch.setattr(Session, "send", watched)


@pytest.fixture
def order(fake, db):
    """Two parcels of two sellers, to be paid by card: 50 000 dong of goods each, and the delivery."""
    load_rates()
    return shopping.order_by_card()


@pytest.fixture
def payment(order):
    """The attempt to pay it, begun."""
    return shopping.begun(order)
