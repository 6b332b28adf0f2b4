"""When the time to send goods back is over, parcels are completed and the seller's money goes free."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.sales.completing import complete_due
from marketplace.sales.recognising import recognise
from marketplace.sales.releasing import release
from tests import stall
from tests.sales.parcels import bought, delivered, holds, paid, worked_example

pytestmark = pytest.mark.django_db

NOW = timezone.now()
LATER = NOW + timedelta(days=7)


def test_a_parcel_is_completed_when_its_time_is_over_and_not_before():
    order, first, second = worked_example()
    for parcel in (first, second):
        recognise(parcel=delivered(parcel, now=NOW))

    assert complete_due(now=LATER - timedelta(seconds=1)) == 0
    assert complete_due(now=LATER) == 2
    assert complete_due(now=LATER) == 0

    order.refresh_from_db()
    assert (order.status, set(order.parcels.values_list("state", flat=True))) == ("completed", {"completed"})
    assert (holds("seller_available", first.seller), holds("seller_pending", first.seller)) == (297_600, 0)


def test_an_open_return_keeps_the_parcel_and_the_money():
    _order, first, second = worked_example()
    for parcel in (first, second):
        recognise(parcel=delivered(parcel, now=NOW))

    assert complete_due(now=LATER, has_open_return=lambda parcel: parcel.pk == first.pk) == 1

    first.refresh_from_db()
    assert (first.state, holds("seller_available", first.seller)) == ("delivered", 0)


def test_cash_is_completed_but_not_free_before_it_is_remitted():
    order = paid(bought((stall.product(price=100_000), 1), fees=(0,), prepaid=False))
    parcel = order.parcels.get()
    recognise(parcel=delivered(parcel, now=NOW))

    assert complete_due(now=LATER) == 1
    assert holds("seller_available", parcel.seller) == 0

    parcel.payments.update(state="remitted")
    release(parcel=parcel)
    assert holds("seller_available", parcel.seller) == 93_000


def test_a_parcel_that_fails_does_not_stop_the_others(caplog):
    _order, first, second = worked_example()
    for parcel in (first, second):
        recognise(parcel=delivered(parcel, now=NOW))

    def broken(parcel):
        if parcel.pk == first.pk:
            raise RuntimeError("minh họa")
        return False

    assert complete_due(now=LATER, has_open_return=broken) == 1
    assert f"parcel {first.pk} could not be completed" in caplog.text
