"""Parcels that come back, or never arrive: stock, promises and refunds."""

import pytest

from marketplace.fulfilment.moving import WrongState
from marketplace.payments.models import Attention, CashRefusal, Refund
from marketplace.payments.parcel_life.arriving import deliver
from marketplace.payments.parcel_life.coming_back import bring_back, come_back
from marketplace.payments.parcel_life.losing import damage, lose
from marketplace.payments.parcel_life.stepping import fail_delivery, out_for_delivery
from tests.payments.till import bought, figures, goods, holds, on_its_way, paid, parcel_of

pytestmark = pytest.mark.django_db


def refused(parcel):
    on_its_way(parcel)
    fail_delivery(parcel=out_for_delivery(parcel=parcel, by="ghn"), by="ghn")
    bring_back(parcel=parcel, by="ghn")
    return come_back(parcel=parcel, by="seller")


def stock(product) -> tuple[int, int]:
    record = product.stockrecords.get()
    return record.num_in_stock, record.num_allocated


def test_refused_goods_are_on_the_shelf_again_once_and_the_promise_of_cash_is_void():
    jar = goods(stock=10)
    order = bought((jar, 3), payment="cod")
    parcel = parcel_of(order)

    refused(parcel)
    come_back(parcel=parcel, by="seller")
    bring_back_again = pytest.raises(WrongState)
    with bring_back_again:
        bring_back(parcel=parcel, by="ghn")

    assert stock(jar) == (10, 0)
    assert order.payments.get().state == "void"
    assert not order.postings.exists()
    assert not Refund.objects.exists()
    assert CashRefusal.objects.filter(parcel=parcel).count() == 1
    order.refresh_from_db()
    assert order.status == "completed"


@pytest.mark.parametrize("temperature", ["chilled", "frozen", "live"])
def test_what_spoils_is_written_off_when_it_comes_back(temperature):
    fish = goods(stock=10)
    order = paid((fish, 3))
    order.parcels.update(temperature=temperature)

    refused(parcel_of(order))

    assert stock(fish) == (7, 0)


def test_a_prepaid_parcel_that_comes_back_is_a_draft_without_delivery_and_no_refusal_of_cash():
    order = paid((goods(price=100_000), 2), fees=(25_000,))
    parcel = parcel_of(order)

    refused(parcel)

    refund = Refund.objects.get()
    assert (refund.state, refund.amount, refund.fee_amount, refund.reason) == ("draft", 200_000, 0, "returned")
    assert refund.lines.get().quantity == 2
    assert holds("refund_due", order) == 0
    assert not CashRefusal.objects.exists()


@pytest.mark.parametrize("end", [lose, damage])
def test_a_prepaid_parcel_that_is_lost_gives_everything_back_by_itself(end):
    jar = goods(price=100_000, stock=10)
    order = paid((jar, 2), fees=(25_000,))
    parcel = on_its_way(parcel_of(order))

    for _time in range(2):
        end(parcel=parcel, by="ghn", note="flood")

    refund = Refund.objects.get()
    assert (refund.state, refund.amount, refund.fee_amount, refund.reason) == ("approved", 225_000, 25_000, "lost")
    assert refund.approved_by is None
    assert (holds("buyer_funds", order), holds("refund_due", order)) == (0, 225_000)
    assert Attention.objects.get(reason="lost").about == parcel.number
    assert stock(jar) == (8, 0)
    figures(order)


def test_a_cash_parcel_that_is_lost_costs_the_buyer_nothing():
    order = bought((goods(), 1), payment="cod")

    lose(parcel=on_its_way(parcel_of(order)), by="ghn")

    assert order.payments.get().state == "void"
    assert not Refund.objects.exists()
    assert Attention.objects.filter(reason="lost").count() == 1


def test_a_lost_parcel_is_lost_for_good():
    parcel = on_its_way(parcel_of(paid((goods(), 1))))
    lose(parcel=parcel, by="ghn")

    with pytest.raises(WrongState):
        deliver(parcel=parcel, by="ghn")

    assert not parcel.sale_entries.exists()
