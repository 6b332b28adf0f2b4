import pytest

from tests.payments import till


@pytest.fixture(autouse=True)
def ways(settings):
    """Cash, and a way of paying in advance that does what a test tells it."""
    settings.PAYMENT_PROVIDERS = till.WAYS
    till.reset()
