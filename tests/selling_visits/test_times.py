"""Many times at once after a look at them, places by plus and minus, a time called off."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.experiences.making import BadSlot
from catalogue.experiences.models import Slot
from marketplace.fulfilment.models import Parcel
from marketplace.notify.models import Message
from marketplace.selling.visits.time_forms import TimesForm
from marketplace.selling.visits.timetable import make_times
from sellers.helping.models import Scope
from tests.payments import till
from tests.selling.workroom import address, helper, owner
from tests.visits import hosting
from tests.visits.hosting import EXACTLY, VIETNAM

pytestmark = pytest.mark.django_db
WEEKENDS = {
    "weekdays": ["32", "64"], "times": "8:00", "places": "12", "price": "200.000", "first": "2026-12-05", "last": "2026-12-13",
}  # fmt: skip


def at(day: int, hour=8) -> datetime:
    return datetime(2026, 12, day, hour, tzinfo=VIETNAM)


def test_the_list_is_shown_before_anything_is_made():
    shop = hosting.host()
    experience = hosting.experience(shop)

    page = owner(shop).post(address(shop, "visits", str(experience.pk), "times"), WEEKENDS)

    assert page.context["new"] == [
        ("Saturday 5 December", ["08:00"]),
        ("Sunday 6 December", ["08:00"]),
        ("Saturday 12 December", ["08:00"]),
        ("Sunday 13 December", ["08:00"]),
    ]
    assert "Each with 12 places" in page.content.decode()
    assert not Slot.objects.exists()


def test_pressing_once_more_makes_them_with_places_and_price():
    shop = hosting.host()
    experience = hosting.experience(shop)

    answer = owner(shop).post(address(shop, "visits", str(experience.pk), "times"), WEEKENDS | {"confirm": "1"})

    assert answer.url == address(shop, "visits", str(experience.pk))
    slots = Slot.objects.in_time_order()
    assert [slot.starts_at for slot in slots] == [at(5), at(6), at(12), at(13)]
    assert slots[0].ends_at == at(5, 11)
    record = slots[0].product.stockrecords.get()
    assert (record.num_in_stock, record.price, record.partner) == (12, 200_000, shop.partner)


def test_what_stands_already_is_named_and_left_as_it_is():
    shop = hosting.host()
    experience = hosting.experience(shop)
    standing = hosting.slot(experience, places=3, price=90_000)
    client, url = owner(shop), address(shop, "visits", str(experience.pk), "times")

    look = client.post(url, WEEKENDS)
    client.post(url, WEEKENDS | {"confirm": "1"})

    assert look.context["there"] == [("Saturday 5 December", ["08:00"])]
    assert look.context["new_count"] == 3
    assert Slot.objects.count() == 4
    record = hosting.record_of(standing)
    assert (record.num_in_stock, record.price) == (3, 90_000)


def test_what_begins_too_soon_to_be_booked_is_skipped_and_named():
    shop = hosting.host()
    experience = hosting.experience(shop, closes_hours=24)

    with hosting.clock(at(5, 6)):
        answer = owner(shop).post(
            address(shop, "visits", str(experience.pk), "times"), WEEKENDS | {"confirm": "1"}, follow=True
        )

    assert [slot.starts_at for slot in Slot.objects.in_time_order()] == [at(6), at(12), at(13)]
    said = answer.content.decode()
    assert "Left as it was or too soon: Saturday 5 December 08:00" in said


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"weekdays": []}, "weekdays"),
        ({"times": "sáng sớm"}, "times"),
        ({"places": "0"}, "places"),
        ({"price": "không"}, "price"),
        ({"last": "2026-12-01"}, "last"),
        ({"last": "2028-12-01"}, "last"),
        ({"first": "2026-11-01"}, "first"),
        ({"last": "2026-12-05", "weekdays": ["1"]}, "weekdays"),
    ],
)
def test_what_is_wrong_is_said_beside_its_box_and_nothing_is_made(typed, field):
    shop = hosting.host()
    experience = hosting.experience(shop)

    page = owner(shop).post(address(shop, "visits", str(experience.pk), "times"), WEEKENDS | {"confirm": "1"} | typed)

    assert list(page.context["form"].errors) == [field]
    assert not Slot.objects.exists()


def test_changing_something_keeps_what_was_typed():
    shop = hosting.host()
    experience = hosting.experience(shop)

    page = owner(shop).post(address(shop, "visits", str(experience.pk), "times"), WEEKENDS | {"change": "1"})

    assert page.context["form"]["times"].value() == "8:00"
    assert not Slot.objects.exists()


def test_plus_and_minus_change_the_places_and_never_below_what_is_booked():
    shop = hosting.host()
    slot = hosting.slot(hosting.experience(shop), places=3)
    hosting.paid(slot, 2)
    client, url = owner(shop), address(shop, "visits", "times", str(slot.pk), "places")

    client.post(url, {"by": "1"})
    more = hosting.record_of(slot).num_in_stock
    for _press in range(4):
        client.post(url, {"by": "-1"})

    record = hosting.record_of(slot)
    assert (more, record.num_in_stock, record.num_allocated) == (4, 2, 2)


def test_with_scripts_the_number_alone_comes_back():
    shop = hosting.host()
    slot = hosting.slot(hosting.experience(shop), places=3)

    answer = owner(shop).post(
        address(shop, "visits", "times", str(slot.pk), "places"), {"by": "1"}, headers={"hx-request": "true"}
    )

    assert answer.content.decode().strip() == "<b>4</b><small>free</small>"


def test_calling_off_says_first_how_many_are_told_and_how_much_goes_back():
    shop = hosting.host()
    slot = hosting.slot(hosting.experience(shop), places=9)
    hosting.paid(slot, 2)
    hosting.paid(slot, 3, by=hosting.guest(phone="+84912345679"))

    page = owner(shop).get(address(shop, "visits", "times", str(slot.pk), "call-off"))

    assert page.context["given_back"] == (2, 5, 1_000_000)
    assert "2 bookings for 5 people are cancelled" in page.content.decode()
    assert Slot.objects.get(pk=slot.pk).called_off_at is None


def test_a_time_is_called_off_with_a_reason_and_the_money_goes_back():
    shop = hosting.host()
    slot = hosting.slot(hosting.experience(shop))
    visit = hosting.paid(slot, 2)
    client, url = owner(shop), address(shop, "visits", "times", str(slot.pk), "call-off")

    without = client.post(url, {"reason": " "})
    answer = client.post(url, {"reason": "Báo mưa to"}, follow=True)

    assert without.context["form"].errors == {"reason": ["Say why, in a few words."]}
    assert "Called off. 1 buyer is told" in answer.content.decode()
    visit.parcel.refresh_from_db()
    assert visit.parcel.state == Parcel.State.CANCELLED
    assert Slot.objects.get(pk=slot.pk).called_off_at is not None
    assert len(till.Till.asked) == 1
    bodies = list(
        Message.objects.filter(recipient=visit.parcel.recipient_phone).order_by("-pk").values_list("body", flat=True)
    )
    assert bodies[0].startswith("08:00 05/12 không diễn ra"), bodies


def test_what_is_over_is_not_called_off():
    shop = hosting.host()
    slot = hosting.slot(hosting.experience(shop))
    visit = hosting.paid(slot)

    with hosting.clock(at(6)):
        owner(shop).post(address(shop, "visits", "times", str(slot.pk), "call-off"), {"reason": "Mưa"})

    visit.parcel.refresh_from_db()
    assert visit.parcel.state == Parcel.State.ACCEPTED
    assert Slot.objects.get(pk=slot.pk).called_off_at is None


def test_a_helper_for_orders_may_call_off_and_adds_no_times():
    shop = hosting.host()
    slot = hosting.slot(hosting.experience(shop))
    client = helper(shop, Scope.ORDERS)

    assert client.get(address(shop, "visits", "times", str(slot.pk), "call-off")).status_code == 200
    assert client.get(address(shop, "visits", str(slot.experience_id), "times")).status_code == 403


def test_the_list_of_times_costs_the_same_for_two_and_for_sixty():
    shop = hosting.host()
    experience = hosting.experience(shop)
    client, counts = owner(shop), []
    for days in ((5, 6), range(7, 31)):
        for day in days:
            hosting.paid(hosting.slot(experience, starts_at=at(day)), by=hosting.guest(phone=f"+849123{day:05d}"))
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address(shop, "visits", str(experience.pk)))
        counts.append(len(queries))

    assert sum(len(month.rows) for month in page.context["months"]) == 26
    assert counts[0] == counts[1]


def test_the_form_proposes_what_the_latest_time_had():
    shop = hosting.host()
    experience = hosting.experience(shop)
    hosting.slot(experience, starts_at=EXACTLY, places=7, price=170_000)

    form = owner(shop).get(address(shop, "visits", str(experience.pk), "times")).context["form"]

    assert (form["places"].value(), form["price"].value()) == (7, "170.000")
    assert isinstance(form.initial["first"], date)


@pytest.mark.parametrize(("last", "is_cut"), [("2026-12-20", False), ("2026-12-21", True)])
def test_only_what_was_cut_off_is_said_to_be(last, is_cut):
    daily = WEEKENDS | {"weekdays": ["1", "2", "4", "8", "16", "32", "64"], "first": "2026-12-01", "last": last}
    form = TimesForm(daily | {"times": "6:00, 8:00, 10:00, 12:00, 14:00, 16:00"}, price=None, places=1)

    assert form.is_valid()
    assert len(form.moments()) == 120
    assert form.is_cut is is_cut


@pytest.mark.parametrize("wrong", [{"places": 0}, {"price": 1}])
def test_what_is_wrong_with_every_time_is_not_called_too_soon(wrong):
    shop = hosting.host()
    experience = hosting.experience(shop)

    with pytest.raises(BadSlot) as refused:
        make_times(
            acting=hosting.acting(shop),
            experience=experience,
            moments=[at(5)],
            **{"places": 5, "price": 90_000} | wrong,
        )

    assert refused.value.field == next(iter(wrong))
    assert not Slot.objects.exists()


def test_a_day_more_than_a_year_away_is_said_beside_its_box():
    far = WEEKENDS | {"first": "2027-11-01", "last": "2027-12-20"}

    form = TimesForm(far, price=None, places=1)

    assert list(form.errors) == ["last"]
