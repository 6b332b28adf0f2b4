"""Places that nobody has paid for: kept until the visit begins at the latest, and never sold afterwards."""

from datetime import timedelta

import pytest
from django.test import Client

from marketplace.checkout.pay_page import pay_page, pay_path
from marketplace.checkout.paying import payment_choices
from marketplace.fulfilment.order_links import key_of, path_of
from marketplace.fulfilment.planning import plan
from marketplace.fulfilment.settling import settle
from marketplace.ledger.conservation import check_order
from marketplace.notify.models import Message
from marketplace.payments.applying import apply
from marketplace.payments.billing import extend
from marketplace.payments.expiring import expire_due
from marketplace.payments.models import Attention
from marketplace.payments.providers import ProviderState
from marketplace.payments.starting import NotPayable, attempt_by, begin
from marketplace.visits.voucher import voucher_of
from tests import stall
from tests.checkout.buying import basket_of, buyer
from tests.payments import till
from tests.payments.till import Till

from . import hosting
from .hosting import EXACTLY

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
LATER = EXACTLY + timedelta(minutes=20)


@pytest.fixture
def soon(settings):
    """A visit that can be booked until it begins, and a bank account to transfer to."""
    settings.COLLECTION_ACCOUNT = {"bin": "970436", "number": "0123456789", "holder": "SAN MAU"}
    settings.PAYMENT_PROVIDERS = [*till.WAYS, "marketplace.payments.vietqr.provider.VietQr"]
    return hosting.slot(hosting.experience(closes_hours=0))


def test_an_order_may_be_paid_until_its_first_visit_begins_and_no_longer(soon):
    later = hosting.slot(soon.experience, starts_at=EXACTLY + timedelta(days=1))

    with hosting.clock(EXACTLY - MINUTE):
        order = hosting.booked(later, others=[(soon.product, 1)])

    assert order.bill.pay_by == EXACTLY


def test_a_transfer_does_not_keep_the_places_until_after_the_visit(soon):
    with hosting.clock(EXACTLY - timedelta(hours=3)):
        order = hosting.booked(soon, payment="vietqr")
    with hosting.clock(LATER):
        expire_due(now=LATER)

    assert order.bill.pay_by == EXACTLY
    assert (order.parcels.get().state, hosting.record_of(soon).num_allocated) == ("expired", 0)


def test_where_booking_closes_long_before_the_visit_it_is_paid_until_then():
    made = hosting.slot(hosting.experience(closes_hours=12))
    closes = EXACTLY - timedelta(hours=12)
    Till.pay_within, usual = timedelta(hours=24), Till.pay_within

    try:
        with hosting.clock(closes - timedelta(hours=3)):
            early = hosting.booked(made, 1)
        with hosting.clock(closes - MINUTE):
            late = hosting.booked(made, 1, by=hosting.guest(phone="+84912345679"))
    finally:
        Till.pay_within = usual

    assert (early.bill.pay_by, late.bill.pay_by) == (closes, EXACTLY)


def test_an_attempt_that_is_open_longer_does_not_keep_the_places_longer(soon):
    with hosting.clock(EXACTLY - timedelta(minutes=50)):
        order = hosting.booked(soon)
        extend(order.bill, EXACTLY - timedelta(minutes=10))
        first = order.bill.pay_by
        extend(order.bill, EXACTLY + timedelta(hours=2))

    assert (first, order.bill.pay_by) == (EXACTLY - timedelta(minutes=6), EXACTLY)


def test_goods_are_kept_as_long_as_before():
    with hosting.clock(EXACTLY):
        order = till.bought((till.goods(), 1))

    assert order.bill.pay_by == EXACTLY + Till.pay_within


def test_money_that_comes_after_the_visit_began_goes_back(soon):
    with hosting.clock(EXACTLY - MINUTE):
        order = hosting.booked(soon, 3)
    with hosting.clock(LATER):
        hosting.pay(order)

    order.refresh_from_db()
    refund = order.refunds.get()
    parcel = order.parcels.get()
    assert (order.status, parcel.state, hosting.record_of(soon).num_allocated) == ("expired", "expired", 0)
    assert (refund.amount, refund.reason) == (600_000, "late")
    assert Attention.objects.get().reason == "late_payment"
    assert voucher_of(parcel).state == "expired"
    assert not Message.objects.filter(template__in=("visit_voucher", "visit_booked", "order_paid")).exists()
    check_order(order)


def test_a_part_that_had_come_before_goes_back_as_well(soon):
    with hosting.clock(EXACTLY - MINUTE):
        order = hosting.booked(soon, 1)
        payment = order.payments.get()
        apply(payment, ProviderState("pending", payment.amount, received=50_000))
    with hosting.clock(LATER):
        hosting.pay(order)

    assert order.parcels.get().state == "expired"
    assert sum(order.refunds.values_list("amount", flat=True)) == 200_000
    check_order(order)


def test_goods_of_the_same_order_are_not_sent_either(soon):
    jar = stall.product("Khô cá lóc", by=stall.seller("Anh Ba"), price=120_000, stock=5)
    with hosting.clock(EXACTLY - MINUTE):
        order = hosting.booked(soon, 1, by=buyer(), others=[(jar, 2)])
    with hosting.clock(LATER):
        hosting.pay(order)

    assert set(order.parcels.values_list("state", flat=True)) == {"expired"}
    assert order.refunds.get().amount == order.total_incl_tax
    assert jar.stockrecords.get().num_allocated == 0


def test_money_that_comes_a_moment_before_the_visit_is_in_time(soon):
    with hosting.clock(EXACTLY - MINUTE):
        order = hosting.booked(soon)
    with hosting.clock(EXACTLY - timedelta(seconds=1)):
        hosting.pay(order)

    assert order.parcels.get().state == "accepted"


@pytest.mark.parametrize(("before", "is_offered"), [(timedelta(hours=2), True), (timedelta(minutes=119), False)])
def test_a_transfer_is_offered_while_there_is_time_for_it(soon, before, is_offered):
    with hosting.clock(EXACTLY - before):
        planned = plan(settle(basket_of((soon.product, 1)), user=None).lines)
        transfer = next(choice for choice in payment_choices(planned) if choice.value == "vietqr")
        order = hosting.booked(soon)
        on_pay_page = next(choice for choice in pay_page(order).ways if choice.value == "vietqr")

    assert (not transfer.disabled, not on_pay_page.disabled) == (is_offered, is_offered)


def test_who_pays_another_way_finds_no_transfer_behind_the_page(soon):
    with hosting.clock(EXACTLY - timedelta(hours=1)):
        order = hosting.booked(soon)
        with pytest.raises(NotPayable):
            attempt_by(order, code="vietqr")

    assert order.payments.get().provider == "till"


def test_from_the_beginning_on_no_page_leads_to_a_payment(soon):
    with hosting.clock(EXACTLY - timedelta(hours=3)):
        order = hosting.booked(soon, payment="vietqr")
        path = pay_path(order)
        before = Client().get(path).status_code
        with_qr = Client().get(path.replace("/pay/", "/pay/qr.svg")).status_code
    with hosting.clock(EXACTLY):
        pages = [
            Client().get(path),
            Client().post(path, {"k": key_of(order.number)}),
            Client().get(path.replace("/pay/", "/pay/qr.svg")),
        ]
        with pytest.raises(NotPayable):
            begin(order.payments.get())

    assert (before, with_qr) == (200, 200)
    assert [page.status_code for page in pages] == [302, 302, 404]
    assert {page.url for page in pages[:2]} == {path_of(order)}
