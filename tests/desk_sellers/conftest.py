"""One market for all tests of the sellers' desk: made once, put back after each test by its transaction."""

from types import SimpleNamespace

import pytest
from django.db import connections
from django.test import override_settings

from tests.conftest import _copy_template
from tests.desk.conftest import SETTINGS
from tests.payments import till

from . import market


@pytest.fixture(scope="package")
def _made(django_db_setup, django_db_blocker):
    till.reset()
    with django_db_blocker.unblock(), override_settings(**SETTINGS):
        staff = market.people()
        made = market.market()
    yield staff, made
    with django_db_blocker.unblock():
        connections["default"].close()
        _copy_template()


@pytest.fixture(autouse=True)
def _till(settings):
    till.reset()
    for name, value in SETTINGS.items():
        setattr(settings, name, value)


def _fresh(stored: SimpleNamespace) -> SimpleNamespace:
    """Read anew for each test: what one test changes in memory is not there for the next."""
    return SimpleNamespace(**{name: type(each)._default_manager.get(pk=each.pk) for name, each in vars(stored).items()})


@pytest.fixture
def staff(_made, db):
    """shopper, staff (Wagtail's door only), dossiers, colleague, reviewer, care, here, there, standards, boss."""
    return _fresh(_made[0])


@pytest.fixture
def made(_made, db):
    return _fresh(_made[1])
