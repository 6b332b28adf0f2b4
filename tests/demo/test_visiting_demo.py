"""Visits of the demo: of demo sellers only, always with days to come, with bookings in every state."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from catalogue.experiences.models import Experience, Slot
from marketplace.demo.clock import at
from marketplace.demo.stocking import stock
from marketplace.demo.visiting import make_bookings, open_visits, visit_goods
from marketplace.fulfilment.models import Parcel
from marketplace.ledger.checking import problems
from marketplace.visits.models import Visit

S = Parcel.State


@pytest.fixture
def money_may_move(demo):
    """The transaction around the loaded demo is a test's own; no provider is ever called in one of the shop's."""
    for block in connection.atomic_blocks:
        block._from_testcase = True


def test_four_visits_of_demo_sellers_can_be_booked_in_the_coming_weeks(demo):
    experiences = Experience.objects.all()

    assert experiences.count() == 4
    assert {experience.kind for experience in experiences} == {"tour", "workshop", "homestay"}
    for experience in experiences:
        seller = experience.product.stockrecords.get().partner.seller
        assert "minh họa" in seller.name
        assert "minh họa" in experience.meeting_place
        assert "demo" in experience.meeting_place_en
        days = experience.slots.filter(closes_at__gt=timezone.now())
        assert days.count() >= 15, experience
        assert days.last().starts_at > timezone.now() + timedelta(days=35)
        assert experience.product.listing.is_available


def test_loaded_again_on_the_same_day_nothing_changes(demo):
    before = Slot.objects.count()

    counts = open_visits()
    stock(visit_goods(), update=True)

    assert [(counted["created"], counted["updated"]) for counted in counts.values()] == [(0, 0), (0, 0)]
    assert Slot.objects.count() == before
    for experience in Experience.objects.all():
        assert experience.product.is_parent
        assert experience.product.get_product_class().track_stock


def test_loaded_a_month_later_there_are_new_weeks(demo):
    later = timezone.now() + timedelta(days=30)

    with at(later):
        counts = open_visits()

    assert counts["times of visits"]["created"] > 40
    for experience in Experience.objects.all():
        assert experience.slots.filter(closes_at__gt=later).count() >= 15


def test_bookings_stand_in_every_state_once_and_the_books_are_right(money_may_move):
    first, second = make_bookings(), make_bookings()

    states = sorted(Visit.objects.values_list("parcel__state", "outcome", "people"))
    assert first["bookings of visits"]["created"] == 5
    assert second["bookings of visits"]["created"] == 0
    assert states == [
        (S.ACCEPTED, "", 2), (S.ACCEPTED, "", 3), (S.ACCEPTED, "", 4), (S.CANCELLED, "", 2), (S.DELIVERED, "came", 2),
    ]  # fmt: skip
    assert Slot.objects.exclude(called_off_at=None).count() == 1
    assert {visit.parcel.seller.slug for visit in Visit.objects.all()} == {
        "ho-minh-hoa-tra-su",
        "co-so-minh-hoa-long-my",
    }
    assert list(problems()) == []
