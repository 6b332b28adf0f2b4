"""One market for all tests of the desk: made once, put back after each test by its transaction."""

import pytest
from django.db import connections
from django.test import override_settings

from tests.conftest import _copy_template
from tests.payments import till

from . import market

SETTINGS = {"PAYMENT_PROVIDERS": market.WAYS, "COLLECTION_ACCOUNT": market.ACCOUNT}


@pytest.fixture(scope="package")
def _made(django_db_setup, django_db_blocker):
    till.reset()
    with django_db_blocker.unblock(), override_settings(**SETTINGS):
        staff = market.people()
        made = market.market(staff)
    yield staff, made
    with django_db_blocker.unblock():
        connections["default"].close()
        _copy_template()


@pytest.fixture(autouse=True)
def _till(settings):
    till.reset()
    for name, value in SETTINGS.items():
        setattr(settings, name, value)


@pytest.fixture
def staff(_made, db):
    """shopper, staff (Wagtail's door only), accountant, colleague, approver, care, chief."""
    return _made[0]


@pytest.fixture
def made(_made, db):
    return _made[1]
