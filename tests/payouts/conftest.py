"""A way of paying in advance, and an operator who can be called."""

import pytest

from tests.payments import till

SETTINGS = {
    "PAYMENT_PROVIDERS": till.WAYS,
    "OPERATOR": {"name": "Sàn mẫu", "phone": "02963000000", "email": "san@example.com"},
}


@pytest.fixture(autouse=True)
def _till(settings):
    for name, value in SETTINGS.items():
        setattr(settings, name, value)
    till.reset()
