"""The host changes when booking closes, or how many may come."""

from datetime import timedelta

import pytest
from oscar.core.loading import get_model

from catalogue.experiences.closing import close_due
from catalogue.experiences.making import MOST_PLACES
from catalogue.listing.models import Listing
from marketplace.selling.visits.offering import change_visit
from marketplace.visits.calling_off import call_off
from sellers.models import SellerChange
from tests.selling.workroom import address, owner

from . import hosting
from .hosting import EXACTLY

pytestmark = pytest.mark.django_db
Product = get_model("catalogue", "Product")


@pytest.fixture
def shop():
    return hosting.host()


def press(slot, shop, by="1") -> str:
    url = address(shop, "visits", "times", str(slot.pk), "places")
    return owner(shop).post(url, {"by": by}, follow=True).content.decode()


def closing(slot):
    return type(slot).objects.get(pk=slot.pk).closes_at


def test_another_closing_time_counts_for_the_times_that_stand(shop, django_capture_on_commit_callbacks):
    of = hosting.experience(shop, closes_hours=12)
    coming, off = hosting.slot(of), hosting.slot(of, starts_at=EXACTLY + timedelta(days=1))
    past = hosting.slot(of, starts_at=EXACTLY - timedelta(days=3))
    call_off(slot=off, by=hosting.acting(shop), reason="Bão")

    with hosting.clock(EXACTLY - timedelta(days=1)), django_capture_on_commit_callbacks(execute=True):
        change_visit(acting=hosting.acting(shop), experience=of, values={"closes_hours": 48})

    assert closing(coming) == EXACTLY - timedelta(hours=48)
    assert (closing(off), closing(past)) == (off.closes_at, past.closes_at)
    assert not Listing.objects.filter(pk=of.product_id).exists()


def test_what_had_closed_is_on_sale_again_when_it_may_be_booked_later(shop, django_capture_on_commit_callbacks):
    of = hosting.experience(shop, closes_hours=24)
    made = hosting.slot(of)
    now = EXACTLY - timedelta(hours=10)
    with hosting.clock(now), django_capture_on_commit_callbacks(execute=True):
        close_due()
    gone = Listing.objects.filter(pk=of.product_id).exists()

    with hosting.clock(now), django_capture_on_commit_callbacks(execute=True):
        change_visit(acting=hosting.acting(shop), experience=of, values={"closes_hours": 2})

    assert closing(made) == EXACTLY - timedelta(hours=2)
    assert (gone, Product.objects.get(pk=made.pk).is_public) == (False, True)
    assert Listing.objects.get(pk=of.product_id).is_available


def test_plus_gives_no_place_to_a_time_that_was_called_off(shop):
    made = hosting.slot(hosting.experience(shop))
    call_off(slot=made, by=hosting.acting(shop), reason="Bão")

    said = press(made, shop)

    assert hosting.record_of(made).num_in_stock == 0
    assert "This time was called off." in said


def test_with_scripts_a_page_that_is_too_old_is_shown_anew_with_the_reason(shop):
    made, client = hosting.slot(hosting.experience(shop)), owner(shop)
    call_off(slot=made, by=hosting.acting(shop), reason="Bão")

    url = address(shop, "visits", "times", str(made.pk), "places")
    answer = client.post(url, {"by": "1"}, headers={"hx-request": "true"})

    assert (answer.status_code, answer.headers["HX-Refresh"]) == (204, "true")
    assert "This time was called off." in client.get(address(shop, "visits")).content.decode()


def test_the_room_of_goods_gives_no_places_and_takes_no_time_off(shop):
    made, client = hosting.slot(hosting.experience(shop), places=4), owner(shop)

    plus = client.post(address(shop, "products", str(made.pk), "stock"), {"by": "1"})
    off = client.post(address(shop, "products", str(made.experience_id), "packs", str(made.pk), "remove"))

    assert (plus.status_code, off.status_code, hosting.record_of(made).num_in_stock) == (404, 404, 4)
    assert Product.objects.get(pk=made.pk).is_public


def test_plus_gives_no_place_to_a_time_that_closed(shop):
    made = hosting.slot(hosting.experience(shop), places=4)

    with hosting.clock(made.closes_at):
        said = press(made, shop)

    assert hosting.record_of(made).num_in_stock == 4
    assert "This time cannot be booked any more." in said


def test_plus_ends_at_the_most_places_a_time_can_have(shop):
    made = hosting.slot(hosting.experience(shop), places=MOST_PLACES)

    press(made, shop)

    assert hosting.record_of(made).num_in_stock == MOST_PLACES


def test_plus_and_minus_are_noted_with_who_pressed(shop):
    made = hosting.slot(hosting.experience(shop), places=4)

    press(made, shop)
    press(made, shop, "-1")

    words = SellerChange.objects.filter(seller=shop, action="stock").order_by("pk").values_list("words", flat=True)
    assert [text.count("5 left") + 2 * text.count("4 left") for text in words] == [1, 2]
