"""A shop that takes cards, and a pretended Stripe for it."""

import pytest
from django.db import connection
from django.test import override_settings

from marketplace.fake_services.server import FakeStripe
from marketplace.fulfilment.loading import load_rates
from tests.fake_services.identity_key import one_identity_key  # noqa: F401 a fixture
from tests.planted import planted

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


def _placed():
    """Stripe is not asked for it: at this address nobody answers."""
    load_rates()
    with override_settings(**shopping.card_settings("sk_test_nobody", "http://127.0.0.1:9")):
        return shopping.order_by_card()


@pytest.fixture(scope="module")
def _order(django_db_setup, django_db_blocker):
    with planted(django_db_blocker, _placed) as copied:
        yield copied


@pytest.fixture
def order(fake, _order, db):
    """Two parcels of two sellers, to be paid by card: 50 000 dong of goods each, and the delivery."""
    return _order()


@pytest.fixture
def payment(order):
    """The attempt to pay it, begun."""
    return shopping.begun(order)
