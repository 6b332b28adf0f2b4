"""A visit among the orders of the desk: nobody can have come before it has begun."""

from datetime import timedelta

import pytest
from django.urls import reverse

from marketplace.desk.orders.steps import Deliver
from marketplace.fulfilment.models import Parcel
from marketplace.visits.voucher import voucher_of
from tests.visits import hosting
from tests.visits.hosting import EXACTLY

from .pressing import press

pytestmark = pytest.mark.django_db


def buttons(client, order) -> dict:
    sections = client.get(reverse("desk:order", args=[order.pk])).context["sections"]
    return {button.action.name: button.action.label for section in sections for button in section.buttons}


def test_the_guest_came_is_offered_once_the_visit_has_begun_and_only_then_is_the_voucher_used(client, staff):
    visit = hosting.paid(hosting.slot())
    client.force_login(staff.care)

    with hosting.clock(EXACTLY - timedelta(minutes=1)):
        early = buttons(client, visit.parcel.order)
        press(client, "order.deliver", visit.parcel)
        parcel = Parcel.objects.select_related("seller", "to_commune__province", "order").get(pk=visit.parcel_id)
        before = (parcel.state, voucher_of(parcel).state)
    with hosting.clock(EXACTLY + timedelta(minutes=1)):
        then = buttons(client, visit.parcel.order)
        press(client, "order.deliver", visit.parcel)
        parcel = Parcel.objects.select_related("seller", "to_commune__province", "order").get(pk=visit.parcel_id)
        after = (parcel.state, voucher_of(parcel).state)

    assert "deliver" not in early and "cannot-deliver" in early
    assert before == ("accepted", "paid")
    assert "deliver" in then
    assert after == ("delivered", "used")


def test_the_button_of_a_visit_does_not_speak_of_delivery(client, staff):
    visit = hosting.paid(hosting.slot())

    assert str(Deliver(staff.care, visit.parcel).label) != str(Deliver.label)
    assert Deliver(staff.care, Parcel(temperature="ambient")).label == Deliver.label
