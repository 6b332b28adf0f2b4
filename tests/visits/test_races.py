"""Many at once, on a real PostgreSQL with real threads: no place is sold twice, no sale is recognised twice."""

import threading
import time

import pytest
from django.db import connection
from oscar.core.loading import get_model

from catalogue.experiences.making import BelowBooked, move_places
from marketplace.charges.loading import load_charges
from marketplace.checkout import placing
from marketplace.checkout.placing import NothingToBuy, RanOut, TotalsChanged
from marketplace.fulfilment.loading import load_rates
from marketplace.fulfilment.models import Parcel
from marketplace.sales.models import SaleEntry
from marketplace.visits.booking import create_visits
from marketplace.visits.calling_off import CalledOff, call_off
from marketplace.visits.checking_in import AlreadySettled, check_in
from marketplace.visits.models import Visit
from tests.checkout.buying import basket_of, order_basket
from tests.checkout.test_races import at_once

from . import hosting
from .hosting import EXACTLY

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
Order = get_model("order", "Order")
LOST = (RanOut, NothingToBuy, TotalsChanged)


def buying(of, number: int, people: int = 1):
    """So many guests, each with a basket, ready to press the button."""
    load_rates()
    load_charges()
    guests = [hosting.guest(phone=f"+8491{n:07d}") for n in range(number)]
    baskets = [basket_of((of.product, people)) for _guest in guests]
    total = 200_000 * people
    return [
        lambda basket=basket, guest=guest: order_basket(basket, by=guest, shown_total=total, payment="till")
        for basket, guest in zip(baskets, guests, strict=True)
    ]


def test_forty_buyers_for_the_last_five_places_sell_exactly_five():
    made = hosting.slot(places=5)

    answers = at_once(buying(made, 40))

    assert sum(isinstance(answer, Order) for answer in answers) == 5
    assert all(isinstance(answer, (Order, *LOST)) for answer in answers), answers
    record = hosting.record_of(made)
    assert (record.num_in_stock, record.num_allocated) == (5, 5)
    assert (Order.objects.count(), Parcel.objects.count(), Visit.objects.count()) == (5, 5, 5)
    assert len(set(Visit.objects.values_list("code", flat=True))) == 5


def test_places_lowered_while_guests_book_never_end_below_what_is_booked():
    made = hosting.slot(places=20)

    def lower(places):
        try:
            move_places(slot=made, by=places - hosting.record_of(made).num_in_stock)
            return "lowered"
        except BelowBooked:
            return "refused"

    def lower_when_seven_are_booked():
        for _time in range(600):
            if (hosting.record_of(made).num_allocated or 0) >= 7:
                break
            time.sleep(0.05)
        return lower(6)

    answers = at_once([*buying(made, 15), lambda: lower(12), *[lower_when_seven_are_booked] * 3])

    record = hosting.record_of(made)
    booked = sum(isinstance(answer, Order) for answer in answers)
    early, late = answers[15], answers[16:]
    assert late == ["refused"] * 3
    assert record.num_allocated == booked == Visit.objects.count()
    assert (record.num_in_stock, booked) == ((12, 12) if early == "lowered" else (20, 15))


def test_a_check_in_pressed_four_times_at_once_recognises_one_sale():
    visit = hosting.paid(hosting.slot(), 2)
    by = hosting.acting(visit.parcel.seller)

    with hosting.clock(EXACTLY):
        answers = at_once([lambda: check_in(visit=visit, by=by)] * 4)

    assert sum(isinstance(answer, Visit) for answer in answers) == 1, answers
    assert sum(isinstance(answer, AlreadySettled) for answer in answers) == 3
    assert SaleEntry.objects.count() == 1


@pytest.mark.parametrize("act", ["called off", "more places"])
def test_a_booking_and_a_change_of_its_time_wait_for_each_other_without_a_deadlock(act, monkeypatch):
    made, has_stock = hosting.slot(places=5), threading.Event()

    def slow_create_visits(**written):
        has_stock.set()
        until_somebody_waits()
        return create_visits(**written)

    def change():
        assert has_stock.wait(30)
        if act == "called off":
            return call_off(slot=made, by="Nhân viên mẫu", reason="Bão")
        return move_places(slot=made, by=4)

    monkeypatch.setattr(placing, "create_visits", slow_create_visits)

    bought, changed = at_once([*buying(made, 1), change])

    assert isinstance(bought, Order), bought
    assert not isinstance(changed, Exception), changed
    assert Visit.objects.count() == 1


def until_somebody_waits():
    """The other one holds the slot by now, and waits for the stock."""
    for _time in range(100):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)


def test_nobody_is_left_with_a_booking_of_a_day_that_is_called_off_meanwhile():
    made = hosting.slot(places=20)

    answers = at_once([*buying(made, 12), lambda: call_off(slot=made, by="Nhân viên mẫu", reason="Bão")])

    assert all(isinstance(answer, (Order, *LOST, CalledOff)) for answer in answers), answers
    assert set(Parcel.objects.values_list("state", flat=True)) <= {"cancelled"}
    assert hosting.record_of(made).num_allocated in (None, 0)
    assert hosting.record_of(made).num_in_stock == 0
