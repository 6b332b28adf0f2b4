"""From basket to voucher: no ward asked, a parcel of its own, paid in advance, nobody asked for an answer."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.answering.asking import ask_new
from marketplace.answering.models import OrderQuestion
from marketplace.checkout.placing import NotPlaced, PaymentRefused
from marketplace.fulfilment.loading import load_rates
from marketplace.fulfilment.models import Parcel
from marketplace.notify.models import Message
from marketplace.payments.applying import apply
from marketplace.payments.expiring import expire
from marketplace.payments.models import Attention
from marketplace.payments.providers import ProviderState
from marketplace.visits.models import Visit
from marketplace.visits.voucher import voucher_of
from tests import stall
from tests.checkout.buying import basket_of, buyer, order_basket

from . import hosting
from .hosting import EXACTLY

pytestmark = pytest.mark.django_db
Order = get_model("order", "Order")
CHECKOUT = "/en/shop/checkout/"
WHO = {"phone": "0912 345 678", "name": "Nguyễn Văn Mẫu", "note": "Hai người ăn chay", "payment": "till"}


def add(client, of, people=2):
    return client.post(f"/en/shop/basket/add/{of.experience.product_id}/", {"quantity": people, "child_id": of.pk})


def test_a_basket_of_visits_asks_neither_ward_nor_house():
    load_rates()
    made, shopper = hosting.slot(), Client()
    add(shopper, made)

    html = shopper.get(CHECKOUT).content.decode()
    page = shopper.post(CHECKOUT, {**WHO, "calculate": 1}).context["page"]
    answer = shopper.post(CHECKOUT, {**WHO, "token": page.token, "shown_total": page.total})

    assert 'name="place"' not in html
    assert 'name="house"' not in html
    assert "Province and ward" not in html
    assert (page.total, page.needs_place, page.can_order) == (400_000, False, True)
    assert answer.status_code == 302
    parcel = Parcel.objects.get()
    assert (parcel.zone, parcel.temperature, parcel.fee, parcel.weight_g) == ("pickup", "service", 0, 0)
    assert parcel.to_commune_id == parcel.seller.commune_id
    assert (parcel.ship_on, parcel.arrive_from, parcel.arrive_by) == (EXACTLY.date(),) * 3
    assert parcel.order.shipping_address.notes == "Hai người ăn chay"
    visit = Visit.objects.get()
    assert (visit.parcel_id, visit.slot_id, visit.people, visit.outcome) == (parcel.pk, made.pk, 2, "")
    assert visit.cancel_until == EXACTLY - timedelta(hours=24)


def test_the_checkout_says_until_when_a_visit_can_be_cancelled():
    made, shopper = hosting.slot(hosting.experience(free_cancel_hours=48)), Client()
    add(shopper, made)

    with hosting.clock(EXACTLY - timedelta(days=3)):
        early = shopper.get(CHECKOUT).content.decode()
    with hosting.clock(EXACTLY - timedelta(hours=48)):
        late = shopper.get(CHECKOUT).content.decode()

    assert "You can cancel free of charge until 08:00 03/12/2026, and not after that." in early
    assert "It begins so soon that it cannot be cancelled any more." in late


def test_a_rule_that_changed_since_it_was_read_is_read_again_before_anything_is_ordered():
    load_rates()
    made, shopper = hosting.slot(hosting.experience(free_cancel_hours=24)), Client()
    add(shopper, made)
    html = shopper.get(CHECKOUT).content.decode()
    sent = {**WHO, **dict(re.findall(r'type="hidden" name="(token|shown_total|shown_promise)" value="([^"]*)"', html))}
    type(made.experience).objects.update(free_cancel_hours=72)

    refused = shopper.post(CHECKOUT, sent)
    placed_at_first = Order.objects.count()
    page = refused.context["page"]
    again = shopper.post(CHECKOUT, {**sent, "shown_promise": page.shown_promise})

    said = refused.content.decode()
    assert (refused.status_code, placed_at_first) == (200, 0)
    assert "You can cancel free of charge until 08:00 02/12/2026" in said
    assert "Hai người ăn chay" in said
    assert again.status_code == 302
    assert Visit.objects.get().cancel_until == EXACTLY - timedelta(hours=72)


def test_goods_and_a_visit_in_one_basket_are_one_order_of_two_parcels():
    made, jar = hosting.slot(), stall.product("Khô cá lóc", by=stall.seller("Anh Ba"), price=120_000)

    order = hosting.booked(made, 3, by=buyer(), others=[(jar, 1)])
    hosting.pay(order)

    parcels = {parcel.temperature: parcel for parcel in order.parcels.all()}
    assert set(parcels) == {"ambient", "service"}
    assert (parcels["service"].state, parcels["ambient"].state) == ("accepted", "new")
    assert parcels["service"].goods_total == 600_000
    assert parcels["ambient"].to_commune_id == "30470"
    assert order.shipping_address.line1 == "Số 1, ấp Mẫu"
    assert Visit.objects.get().parcel == parcels["service"]


def test_goods_of_the_same_host_travel_apart_from_the_visit_and_each_time_is_its_own_parcel():
    of = hosting.experience()
    one, two = hosting.slot(of), hosting.slot(of, starts_at=EXACTLY + timedelta(days=1))

    order = hosting.booked(one, 1, others=[(two.product, 2)])

    assert [(p.arrive_by.day, p.goods_total) for p in order.parcels.order_by("arrive_by")] == [
        (5, 200_000),
        (6, 400_000),
    ]
    assert Visit.objects.count() == 2


def test_goods_without_a_place_are_not_ordered():
    load_rates()
    jar = stall.product(price=50_000)

    with pytest.raises(NotPlaced) as error:
        order_basket(basket_of((jar, 1)), by=hosting.guest(), shown_total=50_000)

    assert "goods" in error.value.text or "hàng" in error.value.text
    assert not Order.objects.exists()


def test_a_visit_is_not_paid_in_cash():
    with pytest.raises(PaymentRefused):
        hosting.booked(hosting.slot(), payment="cod")

    assert not Order.objects.exists()


def test_a_paid_visit_is_certain_and_nobody_is_asked_whether_it_can_be():
    visit = hosting.paid(hosting.slot())

    assert list(visit.parcel.events.order_by("pk").values_list("state", flat=True)) == [
        "awaiting_payment",
        "new",
        "accepted",
    ]
    assert ask_new() == 0
    assert not OrderQuestion.objects.exists()


def test_voucher_states_follow_the_parcel():
    made = hosting.slot()
    order = hosting.booked(made)
    parcel = order.parcels.get()
    waiting = voucher_of(parcel)
    hosting.pay(order)
    after = voucher_of(order.parcels.get())

    assert (waiting.state, waiting.code, waiting.qr) == ("waiting", "", None)
    assert (after.state, after.code.replace("-", "")) == ("paid", Visit.objects.get().code)
    assert after.qr.side > 20


def test_a_voucher_of_goods_is_none_and_costs_no_query(django_assert_num_queries):
    order = hosting.booked(stall_slot := hosting.slot())
    goods = Parcel(temperature="ambient")

    with django_assert_num_queries(0):
        assert voucher_of(goods) is None
    assert order.parcels.count() == 1
    assert stall_slot.pk


def test_late_money_finds_the_places_again_when_they_are_there():
    made = hosting.slot()
    order = hosting.booked(made)
    expire(order.pk)
    assert (order.parcels.get().state, hosting.record_of(made).num_allocated) == ("expired", 0)

    hosting.pay(order)

    assert (order.parcels.get().state, hosting.record_of(made).num_allocated) == ("accepted", 2)
    assert voucher_of(order.parcels.get()).state == "paid"


def test_late_money_for_a_slot_that_closed_goes_back():
    made = hosting.slot()
    order = hosting.booked(made)
    expire(order.pk)

    with hosting.clock(made.closes_at):
        hosting.pay(order)

    refund = order.refunds.get()
    assert (order.parcels.get().state, hosting.record_of(made).num_allocated) == ("expired", 0)
    assert (refund.amount, refund.reason) == (400_000, "late")
    assert Attention.objects.get().reason == "late_payment"
    assert voucher_of(order.parcels.get()).state == "expired"


def test_a_visit_is_taxed_as_a_service_of_a_household():
    from marketplace.sales.models import LineTerms, SaleEntry
    from marketplace.visits.checking_in import check_in

    of = hosting.experience(hosting.host(kind="household"))
    visit = hosting.paid(hosting.slot(of), 5)
    with hosting.clock(EXACTLY):
        check_in(visit=visit, by=hosting.acting(visit.parcel.seller))

    assert LineTerms.objects.get().treatment == "service"
    sale = SaleEntry.objects.get(parcel=visit.parcel)
    assert (sale.goods, sale.vat_withheld, sale.pit_withheld) == (1_000_000, 50_000, 20_000)


def test_booking_goes_on_one_page_with_constant_queries(django_assert_num_queries):
    of = hosting.experience()
    shopper = Client()
    add(shopper, hosting.slot(of))
    shopper.get(CHECKOUT)

    def queries():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as seen:
            assert shopper.get(CHECKOUT).status_code == 200
        return len(seen)

    one = queries()
    for days in range(1, 5):
        add(shopper, hosting.slot(of, starts_at=EXACTLY + timedelta(days=days)))

    assert queries() == one


def test_applying_twice_books_once():
    order = hosting.booked(hosting.slot())
    payment = order.payments.get(parcel=None)

    for _time in range(2):
        apply(payment, ProviderState("captured", payment.amount, charge_ref="ch_1"))

    assert Message.objects.filter(template="visit_voucher").count() == 1
    assert order.parcels.get().events.filter(state="accepted").count() == 1
    assert timezone.now() < EXACTLY
