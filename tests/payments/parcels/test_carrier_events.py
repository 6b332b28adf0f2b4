"""What carriers report, in any order and any number of times (I18, R19)."""

import itertools
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from marketplace.fulfilment.models import Parcel
from marketplace.payments.models import ProviderEvent, Refund
from marketplace.payments.parcel_life.carrier_events import STEPS, UNDER_WAY, carrier_event, way_to
from tests.payments.till import bought, figures, goods, holds, on_its_way, paid, parcel_of

pytestmark = pytest.mark.django_db
BEGAN = timezone.now()
S = Parcel.State


def report(parcel, code, minute=0):
    parcel.refresh_from_db()
    at = BEGAN + timedelta(minutes=minute)
    return carrier_event(carrier=parcel.carrier, tracking_no=parcel.tracking_no, code=code, at=at)


def test_reports_move_a_parcel_and_steps_that_were_not_reported_are_filled_in():
    order = bought((goods(price=100_000), 1), payment="cod", fees=(0,))
    parcel = on_its_way(parcel_of(order))

    assert report(parcel, "delivery_failed", 1)
    assert report(parcel, "delivered", 2)

    parcel.refresh_from_db()
    assert parcel.state == "delivered"
    assert [event.state for event in parcel.events.all()][-3:] == ["delivery_failed", "out_for_delivery", "delivered"]
    assert order.payments.get().state == "collected"


def test_the_same_report_twice_is_kept_once_and_late_ones_change_nothing():
    order = paid((goods(price=100_000), 1), fees=(0,))
    parcel = on_its_way(parcel_of(order))

    assert report(parcel, "delivered", 5)
    assert not report(parcel, "delivered", 5)
    assert not report(parcel, "delivered", 6)
    assert not report(parcel, "in_transit", 1)
    assert not report(parcel, "returned", 9)

    parcel.refresh_from_db()
    assert parcel.state == "delivered"
    assert ProviderEvent.objects.filter(provider="ghn").count() == 4
    assert order.postings.filter(kind="recognition").count() == 1


def test_delivered_after_returned_recognises_nothing():
    order = paid((goods(), 1))
    parcel = on_its_way(parcel_of(order))
    report(parcel, "returned", 1)

    assert not report(parcel, "delivered", 2)

    parcel.refresh_from_db()
    assert parcel.state == "returned"
    assert not parcel.sale_entries.exists()
    assert Refund.objects.count() == 1


def test_every_order_of_four_reports_ends_in_one_final_state_with_one_booking():
    order = paid((goods(price=50_000), 1), fees=(0,))
    parcel = on_its_way(parcel_of(order))
    for shuffled in itertools.permutations(["in_transit", "out_for_delivery", "delivered", "returned"]):
        parcel.refresh_from_db()
        assert parcel.state == "handed_over"

        with transaction.atomic():
            for minute, code in enumerate(shuffled):
                report(parcel, code, minute)
                report(parcel, code, minute)

            parcel.refresh_from_db()
            first = "delivered" if shuffled.index("delivered") < shuffled.index("returned") else "returned"
            assert parcel.state == first, shuffled
            assert order.postings.filter(kind="recognition").count() == (first == "delivered")
            assert holds("buyer_funds", order) == (0 if first == "delivered" else 50_000)
            figures(order)
            transaction.set_rollback(True)  # the next order of reports begins where this one began


def test_reports_about_nobodys_parcel_or_in_an_unknown_word_are_kept_and_nothing_moves():
    parcel = on_its_way(parcel_of(paid((goods(), 1))))

    assert not carrier_event(carrier="ghn", tracking_no="nobody", code="delivered", at=BEGAN)
    assert not carrier_event(carrier="vnpost", tracking_no=parcel.tracking_no, code="delivered", at=BEGAN)
    assert not report(parcel, "gone fishing")

    parcel.refresh_from_db()
    assert parcel.state == "handed_over"
    assert ProviderEvent.objects.count() == 3


def test_no_report_leads_out_of_a_final_state_or_into_one_that_is_not_the_carriers():
    final = set(S) - UNDER_WAY

    assert all(way_to(state, code) == [] for state in final for code in STEPS)
    assert all(way_to(state, code) == [] for state in UNDER_WAY for code in ("completed", "cancelled", "new", "packed"))
    assert way_to(S.PACKED, S.DELIVERED) == [S.HANDED_OVER, S.DELIVERED]
    assert way_to(S.OUT_FOR_DELIVERY, S.RETURNED) == [S.RETURNING, S.RETURNED]
