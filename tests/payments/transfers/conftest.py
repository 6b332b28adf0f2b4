"""A shop that is paid by transfer, with every bank feed switched on."""

import pytest

from marketplace.charges.loading import load_charges
from marketplace.fulfilment.loading import load_rates
from tests.payments import till

from . import banking


@pytest.fixture(autouse=True)
def _account(settings):
    banking.open_account(settings)
    till.reset()


@pytest.fixture
def order(db):
    """One parcel of 100 000 dong of goods and the delivery, to be paid by transfer."""
    load_rates()
    load_charges()
    return banking.order_by_transfer()
