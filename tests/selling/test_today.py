"""The first page of the workspace: what is to be done, for whom, and nothing twice."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from marketplace.fulfilment.models import Parcel
from marketplace.payments.parcel_life.stepping import accept
from sellers.opening.models import Suspension
from tests.answering.asked import maker, ordered
from tests.payments import till

from .workroom import address, helper, owner

pytestmark = pytest.mark.django_db


def today(client, seller) -> str:
    answer = client.get(address(seller))
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_order_that_waits_is_answered_right_there():
    by = maker()
    parcel = ordered(by=by)
    client = owner(by)

    assert f"orders/{parcel.number}/yes/" in today(client, by)
    answer = client.post(address(by, "orders", parcel.number, "yes"), {"next": "today"})

    assert (answer.status_code, answer["Location"]) == (302, address(by))
    assert Parcel.objects.get().state == "accepted"
    assert f"orders/{parcel.number}/yes/" not in today(client, by)


def test_what_is_due_today_and_overdue_is_packed_first_and_later_ones_are_counted():
    by = maker()
    day = timezone.localdate()
    late, later = ordered(by=by), ordered(by=by)
    for parcel, ship_on in ((late, day - timedelta(days=1)), (later, day + timedelta(days=2))):
        accept(parcel=parcel, by="seller")
        Parcel.objects.filter(pk=parcel.pk).update(ship_on=ship_on)

    text = today(owner(by), by)

    assert f"orders/{late.number}/do/packed/" in text
    assert f"orders/{later.number}/" not in text
    assert "1 more parcel to pack on another day" in text
    assert "was to be sent by" in text


def test_a_quiet_day_says_what_to_do_next():
    by = maker()

    text = today(owner(by), by)

    assert "Nothing to do right now" in text


def test_goods_that_ran_out_are_named():
    by = maker()
    till.stall.product("Mật ong", by=by, stock=0)
    till.stall.product("Khô cá", by=by, stock=3)

    text = today(owner(by), by)

    assert "Mật ong" in text
    assert "Khô cá" not in text


def test_a_stop_is_told_in_full_words_and_orders_are_finished():
    by = maker(state="suspended")
    parcel = ordered_then(by)
    now = timezone.now()
    Suspension.objects.create(
        seller=by, ground="food_safety", reason="Mẫu thử ngày 12/11 không đạt.", effective_at=now, took_effect_at=now
    )
    client = owner(by)

    text = today(client, by)

    assert "Your shop is stopped" in text
    assert "Mẫu thử ngày 12/11 không đạt." in text
    client.post(address(by, "orders", parcel.number, "yes"))
    assert Parcel.objects.get().state == "accepted"


def ordered_then(by) -> Parcel:
    """Ordered while the shop was open."""
    type(by).objects.filter(pk=by.pk).update(state="open")
    parcel = ordered(by=by)
    type(by).objects.filter(pk=by.pk).update(state="suspended")
    return parcel


def test_a_helper_sees_orders_and_neither_money_nor_papers():
    by = maker()
    ordered(by=by)

    text = today(helper(by, "orders"), by)

    assert "1 order waits for your answer" in text
    assert "<h2>Money</h2>" not in text
    assert "Papers that need you" not in text


def test_the_number_of_queries_does_not_grow_with_the_orders():
    by = maker()
    client = owner(by)
    for nth in range(2):
        accept(parcel=ordered(by=by, phone=f"+8491234{nth:04d}"), by="seller")
        ordered(by=by, phone=f"+8491235{nth:04d}")
    few = count(client, by)
    for nth in range(3):
        accept(parcel=ordered(by=by, phone=f"+8491236{nth:04d}"), by="seller")
        ordered(by=by, phone=f"+8491237{nth:04d}")

    assert count(client, by) == few
    assert few <= 70


def count(client, seller) -> int:
    today(client, seller)
    with CaptureQueriesContext(connection) as queries:
        today(client, seller)
    return len(queries)
