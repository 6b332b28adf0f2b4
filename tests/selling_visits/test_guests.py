"""Who comes: by time, with name, phone and code; on paper; and noted when they are there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.fulfilment.models import Parcel
from marketplace.visits.codes import shown
from marketplace.visits.models import Visit
from sellers.helping.models import Scope
from tests.selling.workroom import address, helper, owner
from tests.visits import hosting
from tests.visits.hosting import EXACTLY

pytestmark = pytest.mark.django_db
S = Parcel.State


def booked_with(shop, people=2, **more) -> Visit:
    return hosting.paid(hosting.slot(hosting.experience(shop)), people, **more)


def test_the_bookings_of_a_time_show_who_how_many_whether_paid_and_the_code():
    shop = hosting.host()
    visit = booked_with(shop)
    hosting.booked(visit.slot, 3, by=hosting.guest(phone="+84912345679"))

    page = owner(shop).get(address(shop, "visits", "times", str(visit.slot_id), "visitors"))

    rows = [(row.name, row.phone, row.people, row.amount, row.state) for row in page.context["rows"]]
    assert rows == [
        ("Nguyễn Văn Mẫu", "0912 345 678", 2, "400.000\N{NO-BREAK SPACE}₫", "expected"),
        ("N. V. Mẫu", "•••• 679", 3, "600.000\N{NO-BREAK SPACE}₫", "unpaid"),
    ]
    assert page.context["people"] == 2
    assert shown(visit.code) in page.content.decode()


def test_what_was_cancelled_shows_neither_name_nor_phone():
    shop = hosting.host()
    visit = booked_with(shop)
    client = owner(shop)
    client.post(address(shop, "visits", "times", str(visit.slot_id), "call-off"), {"reason": "Mưa"})

    page = client.get(address(shop, "visits", "times", str(visit.slot_id), "visitors"))

    assert [(row.name, row.state) for row in page.context["rows"]] == [("N. V. Mẫu", "cancelled")]
    assert "0912 345 678" not in page.content.decode()


def test_the_list_of_bookings_costs_the_same_for_one_and_for_eight():
    shop = hosting.host()
    slot = hosting.slot(hosting.experience(shop), places=50)
    client, counts = owner(shop), []

    for number in range(2):
        for guest in range(1 + 7 * number):
            hosting.paid(slot, by=hosting.guest(phone=f"+84912{number}0{guest:03d}"))
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address(shop, "visits", "times", str(slot.pk), "visitors"))
        counts.append(len(queries))

    assert len(page.context["rows"]) == 9
    assert counts[0] == counts[1]


def test_the_times_with_guests_cost_the_same_for_one_and_for_many():
    shop = hosting.host()
    experience = hosting.experience(shop)
    client, counts = owner(shop), []

    for weeks in (range(1), range(1, 7)):
        for week in weeks:
            slot = hosting.slot(experience, starts_at=EXACTLY + timedelta(weeks=week))
            hosting.paid(slot, by=hosting.guest(phone=f"+8491240{week:04d}"))
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address(shop, "visits", "visitors"))
        counts.append(len(queries))

    assert [row.people for row in page.context["later"]] == [2] * 7
    assert counts[0] == counts[1]


def test_the_list_to_print_names_the_guests():
    shop = hosting.host()
    visit = booked_with(shop)

    answer = owner(shop).get(address(shop, "visits", "times", str(visit.slot_id), "visitors.pdf"))

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert len(answer.content) > 5_000


def test_the_address_of_the_qr_code_shows_who_and_how_many_before_anything_is_noted():
    shop = hosting.host()
    visit = booked_with(shop, 3)

    with hosting.clock(EXACTLY):
        page = owner(shop).get(address(shop, "visits", "check-in") + f"?code={visit.code}")

    said = page.content.decode()
    assert page.context["row"].people == 3
    assert "Nguyễn Văn Mẫu" in said and "They came" in said and "Did not come" not in said
    assert Visit.objects.get(pk=visit.pk).outcome == ""


@pytest.mark.parametrize("typed", ["{0}", "{1}", " {2} ", "{1}."])
def test_a_code_is_found_however_it_was_typed(typed):
    shop = hosting.host()
    visit = booked_with(shop)
    code = typed.format(visit.code, shown(visit.code), shown(visit.code).lower())

    with hosting.clock(EXACTLY):
        page = owner(shop).get(address(shop, "visits", "check-in"), {"code": code})

    assert page.context["row"].visit == visit


def test_one_button_notes_that_they_came_and_the_sale_is_made():
    shop = hosting.host()
    visit = booked_with(shop, 3)

    with hosting.clock(EXACTLY):
        answer = owner(shop, name="Bà Tám").post(
            address(shop, "visits", "check-in"), {"code": visit.code, "people": "2", "came": "1"}, follow=True
        )

    visit = Visit.objects.select_related("parcel").get(pk=visit.pk)
    assert (visit.outcome, visit.people_came, visit.settled_by) == ("came", 2, "Bà Tám")
    assert visit.parcel.state == S.DELIVERED
    assert "Nguyễn Văn Mẫu: 2 people came." in answer.content.decode()
    assert [row.state_text for row in answer.context["rows"]] == ["2 of 3 came"]


def test_the_same_code_a_second_time_says_when_and_by_whom():
    shop = hosting.host()
    visit = booked_with(shop)
    client, url = owner(shop, name="Bà Tám"), address(shop, "visits", "check-in")

    with hosting.clock(EXACTLY):
        for _press in range(2):
            answer = client.post(url, {"code": visit.code, "came": "1"}, follow=True)

    said = answer.content.decode()
    assert "Noted already" in said and "Bà Tám" in said
    assert "They came" not in said


def test_before_the_day_nothing_can_be_noted():
    shop = hosting.host()
    visit = booked_with(shop)
    client, url = owner(shop), address(shop, "visits", "check-in")

    with hosting.clock(EXACTLY - timedelta(days=1)):
        page = client.get(url, {"code": visit.code})
        client.post(url, {"code": visit.code, "came": "1"})

    assert "It can be checked in on that day." in page.content.decode()
    assert Visit.objects.get(pk=visit.pk).outcome == ""


def test_who_did_not_come_is_noted_after_the_end_only():
    shop = hosting.host()
    visit = booked_with(shop)
    client, url = owner(shop), address(shop, "visits", "check-in")

    with hosting.clock(EXACTLY + timedelta(hours=1)):
        client.post(url, {"code": visit.code, "did_not_come": "1"})
        during = Visit.objects.get(pk=visit.pk).outcome
    with hosting.clock(EXACTLY + timedelta(hours=4)):
        page = client.get(url, {"code": visit.code})
        client.post(url, {"code": visit.code, "did_not_come": "1"})

    assert during == ""
    assert "Did not come" in page.content.decode()
    assert Visit.objects.get(pk=visit.pk).outcome == "did_not_come"


@pytest.mark.parametrize("code", ["ABCD-EFGH", "kha", "<b>", "0" * 40])
def test_a_code_that_is_none_is_said_so(code):
    shop = hosting.host()
    client = owner(shop)

    for page in (
        client.get(address(shop, "visits", "check-in"), {"code": code}),
        client.post(address(shop, "visits", "check-in"), {"code": code, "came": "1"}),
    ):
        assert page.status_code == 200
        assert page.context["form"].errors["code"]


def test_the_code_of_another_host_is_as_unknown_as_none():
    shop, other = hosting.host(), hosting.host("Vườn khác", phone="+84900000032")
    visit = booked_with(shop)
    client = owner(other)

    with hosting.clock(EXACTLY):
        page = client.get(address(other, "visits", "check-in"), {"code": visit.code})
        client.post(address(other, "visits", "check-in"), {"code": visit.code, "came": "1"})

    assert page.context["row"] is None
    assert "Nguyễn Văn Mẫu" not in page.content.decode()
    assert Visit.objects.get(pk=visit.pk).outcome == ""


def test_a_helper_for_orders_checks_in_and_both_names_stand_there():
    shop = hosting.host()
    visit = booked_with(shop)

    with hosting.clock(EXACTLY):
        helper(shop, Scope.ORDERS, name="Lê Thị Giúp").post(
            address(shop, "visits", "check-in"), {"code": visit.code, "came": "1"}
        )

    assert Visit.objects.get(pk=visit.pk).settled_by == "Lê Thị Giúp for Vườn Bà Tám"


def test_guests_who_wait_for_a_word_stand_first():
    shop = hosting.host()
    experience = hosting.experience(shop)
    first, second = hosting.slot(experience), hosting.slot(experience, starts_at=EXACTLY + timedelta(days=7))
    hosting.paid(first)
    hosting.paid(second, by=hosting.guest(phone="+84912345679"))

    with hosting.clock(EXACTLY + timedelta(days=1)):
        page = owner(shop).get(address(shop, "visits", "visitors"))

    assert [row.slot for row in page.context["begun"]] == [first]
    assert [row.slot for row in page.context["later"]] == [second]


def test_today_says_who_comes_and_visits_are_neither_packed_nor_sold_out():
    shop = hosting.host()
    booked_with(shop, 10)  # every place
    client = owner(shop)

    with hosting.clock(EXACTLY - timedelta(hours=2)):
        page = client.get(address(shop))

    today = page.context["today"]
    assert (today.guests, today.guests_booked) == (10, 1)
    assert (today.to_answer, today.to_pack, today.later, today.sold_out) == ([], [], 0, [])
    assert "10 people come" in page.content.decode()


def test_an_order_number_leads_to_the_guests_of_its_time():
    shop = hosting.host()
    visit = booked_with(shop)
    client = owner(shop)

    found = client.get(address(shop, "orders"), {"q": visit.parcel.number})
    order = client.get(address(shop, "orders", visit.parcel.number))

    assert [row.parcel for row in found.context["rows"]] == [visit.parcel]
    assert order.url == address(shop, "visits", "times", str(visit.slot_id), "visitors")
