"""The way of paying of these tests."""

import pytest

from tests.payments import till


@pytest.fixture(autouse=True)
def _till(settings):
    settings.PAYMENT_PROVIDERS = till.WAYS
    till.reset()
