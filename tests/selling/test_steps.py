"""Each step of an order in the workspace, with cash and without, pressed twice and too late."""

import pytest

from marketplace.fulfilment.models import Parcel, Zone
from marketplace.payments.cancelling import cannot_deliver
from marketplace.payments.models import Payment, Refund
from marketplace.payments.parcel_life.stepping import accept, out_for_delivery
from sellers.models import SellerChange
from tests.answering.asked import lines_of, maker, ordered
from tests.payments import till

from .workroom import address, owner

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return maker()


@pytest.fixture
def client(by):
    return owner(by)


def press(client, parcel, *step, **typed):
    return client.post(address(parcel.seller, "orders", parcel.number, *step), typed, follow=True)


def state(parcel) -> str:
    return Parcel.objects.get(pk=parcel.pk).state


def test_an_order_goes_from_yes_to_the_carrier(client, by):
    parcel = ordered(by=by)

    press(client, parcel, "yes")
    press(client, parcel, "do", "packed")
    press(client, parcel, "hand-over", carrier="viettel-post", tracking_no="VTP 1")

    current = Parcel.objects.get(pk=parcel.pk)
    assert (current.state, current.carrier, current.tracking_no) == ("handed_over", "viettel-post", "VTP 1")
    actions = list(SellerChange.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["order.yes", "order.packed", "order.handed_over"]
    assert [event.by for event in parcel.events.all()][-3:] == ["Nguyễn Thị Mẫu"] * 3


def test_a_carrier_needs_a_tracking_number_and_the_producers_own_way_does_not(client, by):
    parcel = till.packed(ordered(by=by))

    answer = press(client, parcel, "hand-over", carrier="ghn")

    assert "Write the tracking number" in answer.content.decode()
    assert state(parcel) == "packed"
    press(client, parcel, "hand-over", carrier="seller")
    assert state(parcel) == "handed_over"


def test_another_carrier_is_named(client, by):
    parcel = till.packed(ordered(by=by))

    answer = press(client, parcel, "hand-over", carrier="other", other="!", tracking_no="1")
    assert "Name the carrier in 2 to 20 letters." in answer.content.decode()
    press(client, parcel, "hand-over", carrier="other", other="Nhà xe Phương", tracking_no="1")

    assert Parcel.objects.get(pk=parcel.pk).carrier == "nha-xe-phuong"


def test_cash_that_the_producer_took_is_theirs_to_account_for(client, by):
    parcel = till.on_its_way(ordered(by=by, payment="cod"), carrier="seller")

    asked = client.get(address(by, "orders", parcel.number, "do", "delivered")).content.decode()
    press(client, parcel, "do", "delivered")

    assert "250.000" in asked
    assert state(parcel) == "delivered"
    assert till.holds("seller_due", by) == 250_000
    assert Payment.objects.get().state == "remitted"


def test_what_a_carrier_has_is_not_the_producers_to_call_delivered(client, by):
    parcel = till.on_its_way(ordered(by=by), carrier="ghn")

    answer = press(client, parcel, "do", "delivered")

    assert state(parcel) == "handed_over"
    assert "moved on meanwhile" in answer.content.decode()


def test_what_is_picked_up_at_the_door_arrives_at_once(client, by):
    parcel = till.packed(ordered(by=by))
    Parcel.objects.filter(pk=parcel.pk).update(zone=Zone.PICKUP)

    press(client, parcel, "do", "picked-up")

    assert state(parcel) == "delivered"


def test_who_was_not_at_home_gets_another_try_and_what_is_refused_comes_back(client, by):
    parcel = till.on_its_way(ordered(by=by, payment="cod"), carrier="seller")

    for step in ("not-there", "try-again", "refused", "came-back"):
        press(client, parcel, "do", step)

    assert state(parcel) == "returned"
    assert Payment.objects.get().state == "void"
    assert [event.state for event in parcel.events.all()][-4:] == [
        "delivery_failed", "out_for_delivery", "returning", "returned",
    ]  # fmt: skip


def test_pressed_twice_a_step_is_one(client, by):
    parcel = ordered(by=by)
    accept(parcel=parcel, by="x")

    press(client, parcel, "do", "packed")
    press(client, parcel, "do", "packed")

    assert SellerChange.objects.count() == 1
    assert [event.state for event in parcel.events.all()].count("packed") == 1


def test_yes_after_the_desk_gave_up_is_told_in_plain_words(client, by):
    parcel = ordered(by=by)
    cannot_deliver(parcel=parcel, by="Bàn điều phối")

    answer = press(client, parcel, "yes")

    assert "This order has moved on meanwhile, so nothing was changed." in answer.content.decode()
    assert state(parcel) == "cancelled"
    assert SellerChange.objects.count() == 0


def test_less_in_the_workspace_gives_back_what_is_missing(client, by):
    parcel = ordered(by=by)
    lines = lines_of(parcel)

    press(client, parcel, "less", **{f"line-{lines['Khô cá lóc']}": 3, f"line-{lines['Đường thốt nốt']}": 2})

    assert state(parcel) == "accepted"
    assert Refund.objects.get().amount == 80_000
    assert parcel.question.figures == {"missing": [[2, "Khô cá lóc"]]}
    assert SellerChange.objects.get().action == "order.less"


def test_after_yes_less_is_still_possible_until_it_is_packed(client, by):
    parcel = ordered(by=by)
    lines = lines_of(parcel)
    press(client, parcel, "yes")

    press(client, parcel, "less", **{f"line-{lines['Khô cá lóc']}": 5, f"line-{lines['Đường thốt nốt']}": 0})

    assert Refund.objects.get().amount == 30_000
    assert SellerChange.objects.first().action == "order.less"


def test_none_of_anything_asks_whether_it_is_a_no(client, by):
    parcel = ordered(by=by)
    lines = lines_of(parcel)

    answer = press(client, parcel, "less", **{f"line-{pk}": 0 for pk in lines.values()})

    assert answer.redirect_chain[-1][0] == address(by, "orders", parcel.number, "cannot")
    assert state(parcel) == "new"


@pytest.mark.parametrize("wrong", ["6", "-1", "", "hai"])
def test_a_number_that_is_none_stands_beside_its_box(client, by, wrong):
    parcel = ordered(by=by, sugar=0)

    answer = press(client, parcel, "less", **{f"line-{lines_of(parcel)['Khô cá lóc']}": wrong})

    assert answer.status_code == 200
    assert 'class="error"' in answer.content.decode()
    assert state(parcel) == "new"


def test_i_cannot_send_it_asks_first_and_then_gives_the_money_back(client, by):
    parcel = till.packed(ordered(by=by))

    asked = client.get(address(by, "orders", parcel.number, "cannot")).content.decode()
    press(client, parcel, "cannot")

    assert "250.000" in asked
    assert state(parcel) == "cancelled"
    assert Refund.objects.get().amount == 250_000


def test_a_look_at_a_step_changes_nothing(client, by):
    parcel = out_for_delivery(parcel=till.on_its_way(ordered(by=by), carrier="seller"), by="x")

    for step in (["yes"], ["less"], ["cannot"], ["hand-over"], ["do", "delivered"], ["do", "refused"], ["do", "no"]):
        client.get(address(by, "orders", parcel.number, *step))

    assert state(parcel) == "out_for_delivery"
