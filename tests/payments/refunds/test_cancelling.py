"""An order or a parcel that will not be sent (R12, I19, I21, I22)."""

import pytest
from django.db import transaction

from marketplace.fulfilment.moving import WrongState
from marketplace.notify.models import Message
from marketplace.payments.applying import apply
from marketplace.payments.cancelling import PaidMeanwhile, cancel_by_buyer, cannot_deliver
from marketplace.payments.models import Attention, Refund
from marketplace.payments.parcel_life.losing import lose
from marketplace.payments.parcel_life.stepping import accept
from marketplace.payments.patience import NetworkUnderLock
from marketplace.payments.providers import ProviderState
from marketplace.payments.refunding.deciding import approve_by_shop
from marketplace.payments.refunding.drafting import draft_refund
from marketplace.payments.refunding.sending import send_due
from tests.payments.till import Till, bought, figures, goods, holds, on_its_way, packed, paid, parcel_of, silence

pytestmark = pytest.mark.django_db


def stock(product) -> tuple[int, int]:
    record = product.stockrecords.get()
    return record.num_in_stock, record.num_allocated


def test_a_paid_parcel_that_the_buyer_cancels_is_refunded_at_once_with_its_delivery():
    jar = goods(price=100_000, title="A", stock=10)
    order = paid((jar, 2), (goods(title="B", price=70_000), 1), fees=(25_000, 30_000))

    cancel_by_buyer(parcel=parcel_of(order, 0), by="buyer")

    refund = Refund.objects.get()
    assert (refund.amount, refund.fee_amount, refund.state, refund.reason) == (
        225_000,
        25_000,
        "succeeded",
        "cancelled",
    )
    assert stock(jar) == (10, 0)
    assert (holds("buyer_funds", order), holds("refund_due", order)) == (100_000, 0)
    assert [parcel.state for parcel in order.parcels.order_by("pk")] == ["cancelled", "new"]
    with pytest.raises(WrongState):
        cancel_by_buyer(parcel=parcel_of(order, 0), by="buyer")
    assert Refund.objects.count() == 1
    figures(order)


def test_a_provider_that_is_silent_stops_no_cancelling():
    order = paid((goods(), 1))
    Till.answer = silence()

    cancel_by_buyer(parcel=parcel_of(order), by="buyer")

    refund = Refund.objects.get()
    assert refund.state == "sent"
    assert send_due() == 0


def test_once_the_producer_has_begun_only_they_or_staff_cancel():
    order = paid((goods(price=100_000), 1), fees=(20_000,))
    parcel = accept(parcel=parcel_of(order), by="seller")

    with pytest.raises(WrongState):
        cancel_by_buyer(parcel=parcel, by="buyer")
    cannot_deliver(parcel=packed(parcel), by="seller", note="broken")

    refund = Refund.objects.get()
    assert (refund.amount, refund.reason, refund.state) == (120_000, "not_delivered", "succeeded")
    order.refresh_from_db()
    assert order.status == "cancelled"
    assert {message.template for message in Message.objects.all()} >= {"parcel_cancelled", "money_back"}


def test_what_is_on_its_way_is_cancelled_by_nobody():
    parcel = on_its_way(parcel_of(paid((goods(), 1))))

    with pytest.raises(WrongState):
        cannot_deliver(parcel=parcel, by="seller")

    assert not Refund.objects.exists()


def test_a_promise_of_cash_is_void_when_the_parcel_is_given_up():
    order = bought((goods(), 1), payment="cod")

    cannot_deliver(parcel=parcel_of(order), by="seller")

    assert order.payments.get().state == "void"
    assert not Refund.objects.exists()


def test_units_refunded_before_do_not_go_back_again():
    order = paid((goods(price=100_000), 2), fees=(20_000,))
    parcel = parcel_of(order)
    draft = draft_refund(parcel=parcel, units={parcel.lines.get().pk: 1}, with_fee=False, reason="complaint", by="x")
    approve_by_shop(refund=draft)

    cannot_deliver(parcel=parcel, by="seller")

    assert sorted(Refund.objects.values_list("amount", flat=True)) == [100_000, 120_000]
    assert holds("buyer_funds", order) == 0


def end_lost(*, parcel, by):
    return lose(parcel=on_its_way(parcel), by=by)


@pytest.mark.parametrize("end", [cancel_by_buyer, cannot_deliver, end_lost])
def test_a_wish_that_nobody_has_decided_keeps_nothing_of_the_whole_parcel_here(end):
    order = paid((goods(price=100_000), 2), fees=(20_000,))
    parcel = parcel_of(order)
    draft = draft_refund(parcel=parcel, units={parcel.lines.get().pk: 1}, with_fee=True, reason="complaint", by="x")

    end(parcel=parcel, by="x")

    draft.refresh_from_db()
    whole = Refund.objects.exclude(pk=draft.pk).get()
    assert (draft.state, whole.amount, whole.fee_amount) == ("rejected", 220_000, 20_000)
    assert "220.000" in Message.objects.filter(template="money_back").first().body
    assert holds("buyer_funds", order) == 0
    figures(order)


def test_an_order_that_waits_for_payment_is_cancelled_whole():
    jar = goods(title="A", stock=10)
    order = bought((jar, 2), (goods(title="B"), 1))

    cancel_by_buyer(parcel=parcel_of(order, 1), by="buyer")

    order.refresh_from_db()
    assert order.status == "cancelled"
    assert {parcel.state for parcel in order.parcels.all()} == {"cancelled"}
    assert order.payments.get().state == "cancelled"
    assert stock(jar) == (10, 0)
    with pytest.raises(WrongState):
        cancel_by_buyer(parcel=parcel_of(order, 1), by="buyer")


def test_an_order_whose_money_has_just_come_is_not_cancelled():
    jar = goods(stock=10)
    order = bought((jar, 2))
    Till.is_paid = True

    with pytest.raises(PaidMeanwhile):
        cancel_by_buyer(parcel=parcel_of(order), by="buyer")

    order.refresh_from_db()
    assert order.status == "confirmed"
    assert parcel_of(order).state == "new"
    assert stock(jar) == (10, 2)


def test_a_part_that_was_paid_goes_back_and_so_does_what_comes_after_the_cancelling():
    order = bought((goods(price=100_000), 1), fees=(0,))
    payment = order.payments.get()
    apply(payment, ProviderState("pending", 100_000, received=40_000))

    cancel_by_buyer(parcel=parcel_of(order), by="buyer")
    apply(payment, ProviderState("captured", 100_000))

    assert sorted(Refund.objects.values_list("amount", "reason")) == [(40_000, "cancelled"), (60_000, "late")]
    assert (holds("buyer_funds", order), holds("refund_due", order)) == (0, 100_000)
    assert Attention.objects.filter(reason="late_payment").count() == 1
    figures(order)


@pytest.mark.django_db(transaction=True)
def test_no_provider_is_asked_while_a_transaction_is_open():
    parcel = parcel_of(bought((goods(), 1)))

    with transaction.atomic(), pytest.raises(NetworkUnderLock):
        cancel_by_buyer(parcel=parcel, by="buyer")
