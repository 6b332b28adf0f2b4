"""The page of a visit in the shop: what happens there, which days and times can be booked, for how much."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from tests.selling.workroom import address, owner
from tests.visits import hosting
from tests.visits.hosting import EXACTLY

pytestmark = pytest.mark.django_db


def page_of(experience, language="en", **asked):
    with translation.override(language):
        return Client().get(experience.product.get_absolute_url(), asked)


def radios(html: str) -> dict[int, str]:
    found = re.findall(r'<input type="radio" name="child_id" value="(\d+)"([^>]*)>', html)
    return {int(pk): rest for pk, rest in found}


def test_the_page_says_what_where_how_long_and_what_to_bring():
    experience = hosting.experience(
        kind="tour", includes="Xuồng\nBữa trưa", bring="Nón", languages="vi,en", youngest=6,
        includes_en="The boat\nLunch", free_cancel_hours=48,
    )  # fmt: skip
    hosting.slot(experience)

    english, vietnamese = page_of(experience).content.decode(), page_of(experience, "vi").content.decode()

    for words in ("3 hours", "The boat<br>Lunch", "Vietnamese, English", "from 6 years", "Cổng vườn, ấp Mẫu"):
        assert words in english
    assert "You can cancel free of charge until 2 days before it begins; after that no more." in english
    assert "Xuồng<br>Bữa trưa" in vietnamese


def test_each_time_is_a_button_with_its_day_its_price_and_its_places():
    experience = hosting.experience()
    few = hosting.slot(experience, places=5)
    full = hosting.slot(experience, starts_at=EXACTLY + timedelta(days=1), places=2, price=250_000)
    hosting.paid(full, 2)

    html = page_of(experience).content.decode()

    assert radios(html) == {few.pk: " required", full.pk: " disabled required"}
    assert "Saturday 5 December" in html and "08:00–11:00" in html
    assert "5 places left" in html
    assert "from <b>200.000" in html


def test_nothing_is_chosen_before_the_shopper_chooses_unless_the_address_says_so():
    experience = hosting.experience()
    slot = hosting.slot(experience)

    assert radios(page_of(experience).content.decode()) == {slot.pk: " required"}
    assert radios(page_of(experience, pack=slot.pk).content.decode()) == {slot.pk: " checked required"}


def test_closed_and_called_off_times_are_not_offered():
    shop = hosting.host()
    experience = hosting.experience(shop, closes_hours=12)
    soon = hosting.slot(experience, starts_at=timezone.now() + timedelta(hours=13))
    off, later = hosting.slot(experience), hosting.slot(experience, starts_at=EXACTLY + timedelta(days=1))
    owner(shop).post(address(shop, "visits", "times", str(off.pk), "call-off"), {"reason": "Mưa"})

    with hosting.clock(timezone.now() + timedelta(hours=2)):
        shown = radios(page_of(experience).content.decode())

    assert soon.pk not in shown
    assert list(shown) == [later.pk]


def test_the_chosen_time_goes_into_the_basket_for_so_many_people_and_is_named_there():
    experience = hosting.experience(title_en="Mango garden")
    slot = hosting.slot(experience)
    shopper = Client()

    shopper.post(f"/en/shop/basket/add/{experience.pk}/", {"child_id": slot.pk, "quantity": 3})
    basket = shopper.get("/en/shop/basket/").content.decode()

    assert "Saturday 5 December, 08:00–11:00" in basket
    assert "600.000" in basket


def test_a_visit_without_an_open_day_stays_and_says_so():
    experience = hosting.experience()

    page = page_of(experience)

    assert page.status_code == 200
    assert "No day can be booked right now." in page.content.decode()
    assert radios(page.content.decode()) == {}


def test_days_after_the_first_six_are_folded_by_month_and_the_first_free_one_is_not_hidden():
    experience = hosting.experience()
    for day in range(8):
        slot = hosting.slot(experience, starts_at=EXACTLY + timedelta(days=day), places=1)
        if day < 7:
            hosting.paid(slot, 1, by=hosting.guest(phone=f"+8491234570{day}"))

    html = page_of(experience).content.decode()

    assert re.search(r"<details open><summary>.*December 2026.*2 days", html, re.DOTALL)


def test_the_page_costs_the_same_for_five_times_and_for_sixty():
    counts = []
    for number in (5, 60):
        experience = hosting.experience(hosting.host(f"Vườn {number}", slug=f"vuon-{number}"))
        for day in range(number):
            hosting.slot(experience, starts_at=EXACTLY + timedelta(days=day))
        page_of(experience)  # what is remembered of the commune
        with CaptureQueriesContext(connection) as queries:
            page = page_of(experience, pack="1")
        assert len(radios(page.content.decode())) == number
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[0] <= 24


def test_machines_read_a_trip_and_the_next_times_as_events():
    experience = hosting.experience()
    slot = hosting.slot(experience, places=2)
    hosting.paid(slot, 2)
    hosting.slot(experience, starts_at=EXACTLY + timedelta(days=1))

    html = page_of(experience).content.decode()
    blocks = [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)]

    kinds = [block["@type"] for block in blocks]
    trip = blocks[kinds.index("TouristTrip")]
    event = blocks[kinds.index("Event")]
    assert "Product" not in kinds
    assert [offer["availability"].rsplit("/")[-1] for offer in trip["offers"]] == ["SoldOut", "InStock"]
    assert (event["startDate"], event["endDate"]) == ("2026-12-05T08:00+07:00", "2026-12-05T11:00+07:00")
    assert event["offers"]["availabilityEnds"] == "2026-12-04T20:00+07:00"
    assert event["location"]["name"] == "Cổng vườn, ấp Mẫu"
    assert event["offers"]["price"] == "200000"
