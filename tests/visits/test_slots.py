"""An experience and its times: made, put in words, given places, closed."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation
from oscar.core.loading import get_class

from catalogue.experiences.choosing import days_open
from catalogue.experiences.closing import close_due
from catalogue.experiences.making import BadExperience, BadSlot, BelowBooked, SlotTaken, make_experience, move_places
from catalogue.experiences.models import Experience, Slot
from catalogue.experiences.wording import slot_text
from catalogue.listing.models import Listing
from tests import stall

from . import hosting
from .hosting import EXACTLY, VIETNAM

pytestmark = pytest.mark.django_db


def strategy():
    return get_class("partner.strategy", "Selector")().strategy()


def test_a_product_of_group_six_becomes_an_experience_whose_places_are_counted():
    made = hosting.experience()

    page = made.product
    assert (page.structure, page.get_product_class().track_stock, page.facts.storage) == ("parent", True, "service")
    refreshed(made)
    assert not Listing.objects.filter(product=page).exists()


def test_goods_and_packs_do_not_become_experiences():
    jar = stall.product(set_code="I.3d")
    about = {"kind": "meal", "minutes": 60, "meeting_place": "Nhà"}

    with pytest.raises(BadExperience) as error:
        make_experience(product=jar, **about)
    assert error.value.field == "set_code"
    with pytest.raises(BadExperience) as error:
        make_experience(product=stall.product(set_code="VI.1"), **{**about, "minutes": 5})
    assert error.value.field == "minutes"
    assert not Experience.objects.exists()


def test_a_slot_is_a_pack_with_its_own_places_price_and_closing_time():
    of = hosting.experience(closes_hours=12, title_en="Mango orchard visit")
    made = hosting.slot(of, places=8, price=250_000)

    record = hosting.record_of(made)
    assert (record.num_in_stock, record.price, made.product.parent_id) == (8, 250_000, of.product_id)
    assert (made.ends_at, made.closes_at) == (EXACTLY + timedelta(hours=3), EXACTLY - timedelta(hours=12))
    facts = made.product.facts
    assert (facts.net_quantity, facts.unit, facts.storage, facts.gross_weight_g) == (1, "piece", "service", 0)
    with translation.override("en"):
        assert made.product.english_title == "Mango orchard visit, Saturday 5 December, 08:00–11:00"


def test_a_slot_is_said_in_vietnamese_time_and_in_the_readers_language():
    one_day = Slot(starts_at=EXACTLY, ends_at=EXACTLY + timedelta(hours=3))
    night = Slot(starts_at=datetime(2026, 12, 31, 14, tzinfo=VIETNAM), ends_at=datetime(2027, 1, 1, 11, tzinfo=VIETNAM))

    assert slot_text(one_day, "en") == "Saturday 5 December, 08:00–11:00"
    assert slot_text(night, "en") == "Thursday 31 December, 14:00 – Friday 1 January, 11:00"
    assert slot_text(one_day, "vi") == "Thứ Bảy 05/12, 08:00–11:00"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"starts_at": datetime(2026, 11, 22, 9, tzinfo=VIETNAM)}, "starts_at"),
        ({"starts_at": datetime(2028, 1, 1, 9, tzinfo=VIETNAM)}, "starts_at"),
        ({"ends_at": EXACTLY}, "ends_at"),
        ({"places": 0}, "places"),
        ({"places": 1001}, "places"),
        ({"price": 999}, "price"),
    ],
)
def test_a_slot_that_cannot_be_is_refused_with_its_field(wrong, field):
    of = hosting.experience()

    with hosting.clock(datetime(2026, 11, 22, 8, tzinfo=VIETNAM)), pytest.raises(BadSlot) as error:
        hosting.slot(of, **wrong)

    assert error.value.field == field
    assert not Slot.objects.exists()


def test_two_slots_cannot_begin_at_once_unless_the_first_was_called_off():
    of = hosting.experience()
    first = hosting.slot(of)

    with pytest.raises(SlotTaken):
        hosting.slot(of)
    Slot.objects.filter(pk=first.pk).update(called_off_at=timezone.now())

    assert hosting.slot(of).pk != first.pk


def test_places_never_fall_below_what_is_booked(django_capture_on_commit_callbacks):
    made = hosting.slot(places=10)
    hosting.booked(made, 4)

    with pytest.raises(BelowBooked) as error:
        move_places(slot=made, by=-7)
    assert (error.value.booked, hosting.record_of(made).num_in_stock) == (4, 10)
    with django_capture_on_commit_callbacks(execute=True):
        assert move_places(slot=made, by=-6) == 0

    assert hosting.record_of(made).num_in_stock == 4
    assert not Listing.objects.get(product=made.experience.product_id).is_available


def test_the_listing_shows_the_cheapest_open_time_that_has_places(django_capture_on_commit_callbacks):
    of = hosting.experience()
    with django_capture_on_commit_callbacks(execute=True):
        cheap = hosting.slot(of, price=150_000, places=2)
        dear = hosting.slot(of, starts_at=EXACTLY + timedelta(days=1), price=300_000)
    assert (listing_of(of).price, listing_of(of).is_available, listing_of(of).has_packs) == (150_000, True, True)

    with django_capture_on_commit_callbacks(execute=True):
        hosting.booked(cheap, 2)
    assert (listing_of(of).price, listing_of(of).is_available) == (300_000, True)

    with django_capture_on_commit_callbacks(execute=True):
        hosting.booked(dear, 10)
    assert (listing_of(of).price, listing_of(of).is_available) == (150_000, False)


def listing_of(of):
    return Listing.objects.filter(product=of.product_id).first()


def test_closed_times_leave_the_shop_and_the_last_one_takes_the_listing_with_it(django_capture_on_commit_callbacks):
    of = hosting.experience(closes_hours=12)
    hosting.slot(of, price=150_000)
    hosting.slot(of, starts_at=EXACTLY + timedelta(days=1), price=300_000)

    with hosting.clock(EXACTLY - timedelta(hours=12)), django_capture_on_commit_callbacks(execute=True):
        assert close_due() == 1
        assert close_due() == 0
    with hosting.clock(EXACTLY - timedelta(hours=12)):
        refreshed(of)
        assert listing_of(of).price == 300_000
    with hosting.clock(EXACTLY + timedelta(hours=12)), django_capture_on_commit_callbacks(execute=True):
        assert close_due() == 1

    refreshed(of)
    assert listing_of(of) is None


def test_the_listing_counts_no_closed_time_even_before_the_job_has_run():
    of = hosting.experience(closes_hours=12)
    hosting.slot(of, price=150_000)
    hosting.slot(of, starts_at=EXACTLY + timedelta(days=1), price=300_000)

    with hosting.clock(EXACTLY - timedelta(hours=12)):
        refreshed(of)

    assert (listing_of(of).price, listing_of(of).has_packs) == (300_000, False)


def refreshed(of):
    from catalogue.listing.refreshing import refresh

    refresh([of.product_id])


def test_a_closed_slot_cannot_be_bought_even_while_it_is_public():
    made = hosting.slot(hosting.experience(closes_hours=12))
    last_moment = made.closes_at

    with hosting.clock(last_moment - timedelta(seconds=1)):
        assert strategy().fetch_for_product(fresh(made)).availability.is_available_to_buy
    with hosting.clock(last_moment):
        info = strategy().fetch_for_product(fresh(made))

    assert (info.availability.is_available_to_buy, info.availability.code, info.price.exists) == (
        False,
        "closed",
        False,
    )
    with translation.override("en"):
        assert str(info.availability.message) == "Booking for this time has closed. Choose another day."


def fresh(made):
    return type(made.product).objects.get(pk=made.product.pk)


def test_a_slot_that_closed_in_the_basket_is_set_aside_with_its_own_words():
    made = hosting.slot(hosting.experience(closes_hours=12, title_en="Mango orchard"))
    shopper = Client()
    shopper.post(f"/en/shop/basket/add/{made.experience.product_id}/", {"quantity": 2, "child_id": made.pk})

    with hosting.clock(made.closes_at):
        page = shopper.get("/en/shop/basket/").context["page"]

    assert [line.notes for line in page.set_aside] == [
        [
            "Booking for Mango orchard, Saturday 5 December, 08:00–11:00 has closed."
            " It is set aside and not counted. Choose another day."
        ]
    ]
    assert page.groups == []


def test_days_that_are_open_come_in_order_with_one_query(django_assert_num_queries):
    of = hosting.experience()
    late = hosting.slot(of, starts_at=EXACTLY.replace(hour=14), places=3)
    early = hosting.slot(of)
    hosting.slot(of, starts_at=EXACTLY + timedelta(days=2))
    called_off = hosting.slot(of, starts_at=EXACTLY + timedelta(days=3))
    Slot.objects.filter(pk=called_off.pk).update(called_off_at=timezone.now())
    hosting.booked(late, 3)

    with translation.override("en"), django_assert_num_queries(1):
        days = days_open(of.product, now=timezone.now())

    assert [(day.text, [(s.product_id, s.text, s.left, s.is_open) for s in day.slots]) for day in days][:1] == [
        (
            "Saturday 5 December",
            [(early.pk, "08:00–11:00", 10, True), (late.pk, "14:00–17:00", 0, False)],
        )
    ]
    assert [day.day.day for day in days] == [5, 7]
