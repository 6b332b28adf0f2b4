"""Until when a guest may change their mind, to the second, and what a called-off day means for everybody."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from marketplace.fulfilment.moving import WrongState
from marketplace.fulfilment.order_links import path_of
from marketplace.notify.models import Message
from marketplace.payments.cancelling import cancel_by_buyer
from marketplace.payments.lessening import lessen
from marketplace.visits.calling_off import ReasonMissing, SlotOver, call_off, finish_calling_off
from marketplace.visits.cancelling import TooLate, cancel_visit
from marketplace.visits.checking_in import WrongVisit, check_in
from marketplace.visits.models import Visit
from marketplace.visits.voucher import voucher_of
from tests import stall
from tests.checkout.buying import buyer
from tests.payments.till import Till, silence

from . import hosting
from .hosting import EXACTLY, VIETNAM

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def test_the_deadline_counts_hours_before_the_beginning_in_vietnam():
    evening = datetime(2026, 12, 6, 1, 0, tzinfo=VIETNAM)
    visit = hosting.paid(hosting.slot(hosting.experience(free_cancel_hours=30), starts_at=evening))

    assert visit.cancel_until == datetime(2026, 12, 4, 19, 0, tzinfo=VIETNAM)


def test_until_the_last_second_the_whole_money_comes_back_and_the_places_are_free():
    visit = hosting.paid(made := hosting.slot(), 3)

    with hosting.clock(visit.cancel_until - SECOND):
        cancel_visit(visit=visit, by="buyer")

    parcel = visit.parcel.order.parcels.get()
    refund = parcel.order.refunds.get()
    assert (parcel.state, refund.amount, refund.state, refund.reason) == (
        "cancelled",
        600_000,
        "succeeded",
        "cancelled",
    )
    assert (hosting.record_of(made).num_in_stock, hosting.record_of(made).num_allocated) == (10, 0)
    assert voucher_of(parcel).state == "cancelled"
    assert voucher_of(parcel).code == ""
    assert Message.objects.filter(template="visit_cancelled").count() == 1


def test_from_the_deadline_on_nothing_is_cancelled():
    visit = hosting.paid(made := hosting.slot(), 3)

    with hosting.clock(visit.cancel_until), pytest.raises(TooLate):
        cancel_visit(visit=visit, by="buyer")

    assert visit.parcel.order.parcels.get().state == "accepted"
    assert not visit.parcel.order.refunds.exists()
    assert hosting.record_of(made).num_allocated == 3


def test_a_later_change_of_the_rule_takes_nothing_from_who_has_booked():
    of = hosting.experience(free_cancel_hours=24)
    visit = hosting.paid(hosting.slot(of))
    type(of).objects.update(free_cancel_hours=240)

    with hosting.clock(EXACTLY - timedelta(hours=25)):
        cancel_visit(visit=visit, by="buyer")

    assert visit.parcel.order.parcels.get().state == "cancelled"


def test_the_ways_of_goods_do_not_cancel_or_lessen_a_paid_visit():
    visit = hosting.paid(hosting.slot())
    line = visit.parcel.lines.get()

    with pytest.raises(WrongState):
        cancel_by_buyer(parcel=visit.parcel, by="buyer")
    with pytest.raises(WrongState):
        lessen(parcel=visit.parcel, missing={line.pk: 1}, by="seller")


def test_the_order_page_cancels_in_time_and_says_when_it_is_too_late():
    shopper = Client()
    late, early = (hosting.paid(slot, 1) for slot in two_slots())

    with hosting.clock(late.cancel_until):
        told = press_cancel(shopper, late)
    with hosting.clock(early.cancel_until - SECOND):
        press_cancel(shopper, early)

    assert "The time to cancel this visit is over." in told
    assert [visit.parcel.order.parcels.get().state for visit in (late, early)] == ["accepted", "cancelled"]


def two_slots():
    of = hosting.experience()
    return hosting.slot(of), hosting.slot(of, starts_at=EXACTLY + timedelta(days=1))


def press_cancel(client, visit) -> str:
    order = visit.parcel.order
    key = path_of(order).partition("?k=")[2]
    url = f"/en/shop/orders/{order.number}/cancel/"
    return client.post(url, {"k": key, "parcel": visit.parcel.number}, follow=True).content.decode()


def test_a_visit_of_a_mixed_order_is_cancelled_without_the_goods():
    jar = stall.product("Khô cá lóc", by=stall.seller("Anh Ba"), price=120_000)
    visit = hosting.paid(hosting.slot(), 1, by=buyer(), others=[(jar, 1)])

    cancel_visit(visit=visit, by="buyer")

    states = dict(visit.parcel.order.parcels.values_list("temperature", "state"))
    assert states == {"service": "cancelled", "ambient": "new"}
    assert visit.parcel.order.refunds.get().amount == 200_000


def test_a_called_off_slot_gives_everybody_their_money_back():
    made = hosting.slot()
    visits = [hosting.paid(made, n, by=hosting.guest(phone=f"+8491234567{n}")) for n in (1, 2, 3)]
    unpaid = hosting.booked(made, 4, by=hosting.guest(phone="+84912345679"))

    cancelled = call_off(slot=made, by=hosting.acting(visits[0].parcel.seller), reason="Bão")

    assert {visit.pk for visit in cancelled.visits} == set(Visit.objects.values_list("pk", flat=True))
    assert {visit.parcel.order.parcels.get().state for visit in visits} == {"cancelled"}
    assert [visit.parcel.order.refunds.get().amount for visit in visits] == [200_000, 400_000, 600_000]
    assert unpaid.parcels.get().state == "cancelled"
    assert (hosting.record_of(made).num_in_stock, hosting.record_of(made).num_allocated) == (0, 0)
    told = Message.objects.filter(template="visit_called_off", channel="sms").order_by("pk")
    assert [message.recipient[-1] for message in told] == ["1", "2", "3", "9"]
    assert "400.000" in told[1].body
    assert "₫" not in told[3].body


def test_a_called_off_slot_is_not_sold_again_and_calling_off_twice_is_once():
    made = hosting.slot()
    visit = hosting.paid(made)
    by = hosting.acting(visit.parcel.seller)

    first, again = (call_off(slot=made, by=by, reason="Bão") for _time in range(2))

    made.refresh_from_db()
    assert (len(first.visits), again) == (1, ([], [], []))
    assert made.called_off_at is not None
    assert not type(made.product).objects.get(pk=made.pk).is_public
    assert visit.parcel.order.refunds.count() == 1


def test_a_slot_is_called_off_by_its_own_seller_with_a_reason_and_before_it_ends():
    made = hosting.slot()
    own = hosting.acting(made.experience.product.children.first().stockrecords.get().partner.seller)

    with pytest.raises(WrongVisit):
        call_off(slot=made, by=hosting.acting(hosting.host("Nhà khác")), reason="Bão")
    with pytest.raises(ReasonMissing):
        call_off(slot=made, by=own, reason="  ")
    with hosting.clock(made.ends_at), pytest.raises(SlotOver):
        call_off(slot=made, by=own, reason="Bão")

    made.refresh_from_db()
    assert made.called_off_at is None


def test_who_pays_while_a_slot_is_called_off_gets_the_money_back_by_the_job():
    made = hosting.slot()
    order = hosting.booked(made)
    Till.is_paid = True  # the provider has the money, and we do not know yet
    seller = order.parcels.get().seller

    call_off(slot=made, by=hosting.acting(seller), reason="Bão")
    Till.is_paid = False

    assert finish_calling_off() in (0, 1)
    assert order.parcels.get().state == "cancelled"
    assert order.refunds.get().amount == 400_000


def test_a_refund_that_the_provider_cannot_take_stops_no_other():
    made = hosting.slot()
    visits = [hosting.paid(made, 1, by=hosting.guest(phone=f"+8491234567{n}")) for n in (1, 2)]
    Till.answer = silence()

    call_off(slot=made, by="Nhân viên mẫu", reason="Bão")

    assert {visit.parcel.order.parcels.get().state for visit in visits} == {"cancelled"}
    assert [visit.parcel.order.refunds.get().amount for visit in visits] == [200_000, 200_000]


def test_who_has_checked_in_is_not_called_off():
    made = hosting.slot()
    here, coming = (hosting.paid(made, 1, by=hosting.guest(phone=f"+8491234567{n}")) for n in (1, 2))
    by = hosting.acting(here.parcel.seller)

    with hosting.clock(EXACTLY):
        check_in(visit=here, by=by)
        cancelled = call_off(slot=made, by=by, reason="Mưa to")

    assert [visit.pk for visit in cancelled.visits] == [coming.pk]
    assert here.parcel.order.parcels.get().state == "delivered"
