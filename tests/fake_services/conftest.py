"""A pretended Stripe that tells a listening shop, and the real library that talks to it."""

import time

import pytest
import stripe

from marketplace.fake_services.clock import Clock
from marketplace.fake_services.server import FakeStripe
from tests.fake_services.identity_key import one_identity_key  # noqa: F401 a fixture
from tests.fake_services.listening import ListeningShop


def pytest_configure(config):
    config.addinivalue_line("markers", "live_stripe: needs a test key of a real Stripe account and the network")


@pytest.fixture
def shop():
    with ListeningShop() as shop:
        yield shop


class DawdlingClock(Clock):
    """Lets other threads in whenever it is asked, while `dawdles`: what is not locked goes wrong then."""

    dawdles = False

    def now(self):
        if self.dawdles:
            time.sleep(0.02)
        return super().now()


@pytest.fixture
def fake(shop):
    gaps, clock = (0.05, 0.05, 0.05), DawdlingClock()
    addresses = {"webhook_url": f"{shop.url}/stripe", "feed_url": f"{shop.url}/sepay"}
    with FakeStripe(**addresses, retry_gaps=gaps, clock=clock) as fake:
        yield fake


@pytest.fixture
def client(fake):
    return stripe.StripeClient(fake.api_key, base_addresses={"api": fake.url}, max_network_retries=0)


@pytest.fixture
def heard(fake, shop):
    """The types of the events that the shop has heard, in order, once all are on their way."""

    def types():
        fake.control.wait()
        return shop.types(fake.webhook_secret)

    return types
