"""A shop that is paid by transfer, with every bank feed switched on."""

import pytest
from django.test import override_settings

from marketplace.charges.loading import load_charges
from marketplace.fulfilment.loading import load_rates
from tests.payments import till
from tests.planted import planted

from . import banking


@pytest.fixture(autouse=True)
def _account(settings):
    banking.open_account(settings)
    till.reset()


def _placed():
    load_rates()
    load_charges()
    with override_settings(**banking.account_settings()):
        return banking.order_by_transfer()


@pytest.fixture(scope="module")
def _order(django_db_setup, django_db_blocker):
    with planted(django_db_blocker, _placed) as copied:
        yield copied


@pytest.fixture
def order(_order, db):
    """One parcel of 100 000 dong of goods and the delivery, to be paid by transfer."""
    return _order()
