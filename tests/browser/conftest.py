"""One shop and one Chromium for all browser tests, and a phone for each."""

import base64
import os
import shutil
import socket
import subprocess
import sys

import pytest
from playwright.sync_api import sync_playwright

from marketplace.fake_services.server import FakeStripe
from tests import engines
from tests.quality.browsing import FLAGS
from tests.quality.serving import serving

from .shopping import Shopper

WAYS = (
    "marketplace.payments.cod.CashOnDelivery",
    "marketplace.payments.vietqr.provider.VietQr",
    "marketplace.payments.stripe_gateway.StripeCheckout",
)
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGN48v4ZAAV0AroaLqVmAAAAAElFTkSuQmCC"
)


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.parent.name == "browser":
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def providers():
    """The pretended Stripe and the pretended bank that the shop talks to."""
    with FakeStripe(secret="whsec_browser", feed_secret="whsec_feed_browser") as fake:
        yield fake


@pytest.fixture(scope="session")
def shop(browser_path, tmp_path_factory, providers):
    """The address of a running shop with the goods of market.py, on a database of its own."""
    folder = tmp_path_factory.mktemp("shop")
    shutil.copyfile(engines.migrated_sqlite(), folder / "shop.sqlite3")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "marketplace.settings.test",
        "DATABASE_URL": f"sqlite:///{folder / 'shop.sqlite3'}",
        "SITE_URL": f"http://{address}",
        "NOTIFY_DELIVER_INLINE": "0",
        "LOG_LEVEL": "ERROR",
        "STRIPE_SECRET_KEY": providers.api_key,
        "STRIPE_API_BASE": providers.url,
        "STRIPE_WEBHOOK_SECRETS": "whsec_browser",
        "SEPAY_SECRETS": "whsec_feed_browser",
        "COLLECTION_ACCOUNT": "bin=970436;number=1012345678;holder=TAI KHOAN THU",
        # Cash first, as in a shop that has nothing else: the journeys of the shop page choose no way of paying.
        "PAYMENT_PROVIDERS": ",".join(WAYS),
    }
    providers.webhook_url = f"http://{address}/payments/stripe/webhook/"
    providers.bank.feed_url = f"http://{address}/payments/sepay/webhook/"
    subprocess.run([sys.executable, "-m", "tests.browser.market"], cwd=engines.ROOT, env=environment, check=True)
    with serving(address, environment) as url:
        yield url


@pytest.fixture(scope="session")
def chromium(browser_path):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def open_phone(chromium, shop):
    """Makes shoppers, each with a phone of 360 × 800 of their own."""

    def opened(language="vi", **options) -> Shopper:
        context = chromium.new_context(viewport={"width": 360, "height": 800}, locale="vi-VN", **options)
        context.set_default_timeout(15_000)
        # The drawings are rendered by `make data`, which would take longer than all these tests.
        context.route("**/media/illustrations/**", lambda route: route.fulfill(body=PICTURE, content_type="image/png"))
        return Shopper(context.new_page(), shop, language)

    return opened


@pytest.fixture
def phone(open_phone):
    return open_phone()
