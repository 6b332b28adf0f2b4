"""A parent of processes for the whole session, on the test's own database, and one buyer's story for each test."""

import os

import pytest
from django.db import connection, connections

from marketplace.fake_services.server import FakeStripe
from marketplace.fulfilment.loading import load_rates
from tests import engines
from tests.payments.stripe import shopping

from .processes import Parent
from .story import Story


@pytest.fixture(scope="session")
def parent(django_db_setup, tmp_path_factory):
    name = connections["default"].settings_dict["NAME"]
    folder = os.environ.get("SHOP_TEST_POSTGRES")
    url = engines.postgres_url(folder, name) if folder else f"sqlite:///{name}"
    ours = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "marketplace.settings.test"}
    parent = Parent(os.environ | ours, tmp_path_factory.mktemp("survival") / "log")
    yield parent
    parent.close()


@pytest.fixture
def story(transactional_db, parent, settings, tmp_path):
    """A buyer with two producers' goods in the basket, 140 000 dong with delivery, and a pretended Stripe."""
    load_rates()
    with FakeStripe(secret=shopping.SECRET) as fake:
        shopping.take_cards(settings, fake)
        ours = {name: getattr(settings, name) for name in ("STRIPE_SECRET_KEY", "STRIPE_API_BASE", "PAYMENT_PROVIDERS")}
        ours["STRIPE_WEBHOOK_SECRETS"] = [shopping.SECRET]
        ours |= {"NOTIFY_SMS_BACKEND": "tests.survival.outlet.Outlet", "OUTLET": str(tmp_path / "sent")}
        yield Story(parent, fake, ours)
    connection.close()
