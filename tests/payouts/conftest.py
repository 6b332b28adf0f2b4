"""A way of paying in advance, and an operator who can be called."""

import pytest

from tests.payments import till


@pytest.fixture(autouse=True)
def _till(settings):
    settings.PAYMENT_PROVIDERS = till.WAYS
    settings.OPERATOR = {"name": "Sàn mẫu", "phone": "02963000000", "email": "san@example.com"}
    till.reset()
