"""Cash, and a way of paying in advance that does what a test tells it."""

import pytest

from tests.payments import till


@pytest.fixture(autouse=True)
def _till(settings):
    settings.PAYMENT_PROVIDERS = till.WAYS
    till.reset()
