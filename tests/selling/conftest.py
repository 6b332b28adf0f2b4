"""Ways of paying that do what a test tells them."""

import pytest

from tests.payments import till


@pytest.fixture(autouse=True)
def _till(settings):
    settings.PAYMENT_PROVIDERS = till.WAYS
    till.reset()
