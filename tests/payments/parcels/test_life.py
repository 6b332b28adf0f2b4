"""A parcel's way from the producer to the buyer: stock, cash and the sale move with it, each once."""

import pytest

from marketplace.charges.models import KindRule
from marketplace.fulfilment.moving import WrongState
from marketplace.payments.models import Attention
from marketplace.payments.parcel_life.arriving import deliver
from marketplace.payments.parcel_life.handing_over import UnknownCarrier, hand_over
from marketplace.payments.parcel_life.recognition import recognise_due
from marketplace.payments.parcel_life.stepping import in_transit
from marketplace.sales.completing import complete_due
from tests.payments.till import arrived, bought, figures, goods, holds, on_its_way, packed, paid, parcel_of

pytestmark = pytest.mark.django_db


def stock(product) -> tuple[int, int]:
    record = product.stockrecords.get()
    return record.num_in_stock, record.num_allocated


def test_goods_leave_the_stock_when_they_are_handed_over_once():
    jar = goods(stock=10)
    parcel = parcel_of(paid((jar, 3)))
    assert stock(jar) == (10, 3)

    hand_over(parcel=packed(parcel), carrier="GHN", tracking_no=" T-1 ", by="seller")
    hand_over(parcel=parcel, carrier="ghn", tracking_no="T-2", by="seller")

    parcel.refresh_from_db()
    assert stock(jar) == (7, 0)
    assert (parcel.state, parcel.carrier, parcel.tracking_no) == ("handed_over", "ghn", "T-1")
    assert [event.state for event in parcel.events.all()][-3:] == ["accepted", "packed", "handed_over"]


def test_a_parcel_that_is_picked_up_leaves_the_stock_when_it_is_given():
    jar = goods(stock=10)
    parcel = packed(parcel_of(paid((jar, 2))))

    deliver(parcel=parcel, by="seller")
    deliver(parcel=parcel, by="seller")

    assert stock(jar) == (8, 0)


def test_a_carrier_has_a_name_and_steps_are_not_skipped():
    parcel = parcel_of(paid((goods(), 1)))

    with pytest.raises(WrongState):
        in_transit(parcel=parcel, by="ghn")
    with pytest.raises(UnknownCarrier):
        hand_over(parcel=packed(parcel), carrier=" ", by="seller")

    parcel.refresh_from_db()
    assert parcel.state == "packed"


def test_a_prepaid_parcel_that_arrives_is_recognised_once_to_the_dong():
    order = paid((goods(price=160_000), 2), fees=(25_000,))
    parcel = parcel_of(order)

    deliver(parcel=on_its_way(parcel), by="ghn")
    deliver(parcel=parcel, by="ghn")

    seller = parcel.seller
    found = figures(order)
    assert (found.captured, found.buyer_funds, found.shipping_income) == (345_000, 0, 25_000)
    assert (
        found.seller_net + found.commission + found.commission_vat + found.vat_withheld + found.pit_withheld == 320_000
    )
    assert holds("seller_pending", seller) == found.seller_net
    assert parcel.sale_entries.count() == 2
    parcel.refresh_from_db()
    assert parcel.delivered_at is not None
    assert parcel.return_until > parcel.delivered_at


def test_cash_at_the_door_is_collected_and_recognised_with_the_delivery():
    order = bought((goods(price=100_000), 1), payment="cod", fees=(20_000,))
    parcel = parcel_of(order)

    arrived(parcel)
    deliver(parcel=parcel, by="ghn")

    assert order.payments.get().state == "collected"
    assert holds("clearing_cod", "ghn") == 120_000
    assert holds("buyer_funds", order) == 0
    assert order.postings.filter(kind="cod_collected").count() == 1
    assert figures(order).captured == 120_000


@pytest.mark.parametrize("way", ["picked up", "carried by the seller"])
def test_cash_that_the_producer_takes_is_owed_by_them_at_once(way):
    order = bought((goods(price=100_000), 1), payment="cod", fees=(0,))
    parcel = parcel_of(order)
    if way == "picked up":
        order.parcels.update(zone="pickup")
        deliver(parcel=packed(parcel), by="seller")
    else:
        arrived(parcel, carrier="seller")

    assert order.payments.get().state == "remitted"
    assert holds("seller_due", parcel.seller) == 100_000
    assert figures(order).captured == 100_000


def test_a_seller_without_a_decided_kind_stops_no_delivery_and_is_recognised_when_it_is_known():
    order = paid((goods(kind="household"), 1), fees=(0,))
    parcel = parcel_of(order)
    rules = list(KindRule.objects.values())
    KindRule.objects.all().delete()

    arrived(parcel)
    assert parcel.sale_entries.count() == 0
    assert holds("buyer_funds", order) == 100_000
    assert Attention.objects.get(reason="no_tax_rule").about == parcel.number
    assert recognise_due() == 0

    KindRule.objects.bulk_create(KindRule(**rule) for rule in rules)
    assert recognise_due() == 1
    assert recognise_due() == 0
    assert holds("buyer_funds", order) == 0
    assert Attention.objects.get(reason="no_tax_rule").closed_at is not None


def test_money_of_a_parcel_recognised_late_goes_free_when_it_is():
    order = paid((goods(kind="household"), 1), fees=(0,))
    parcel = parcel_of(order)
    rules = list(KindRule.objects.values())
    KindRule.objects.all().delete()
    arrived(parcel)
    parcel.refresh_from_db()

    assert complete_due(now=parcel.return_until) == 1
    KindRule.objects.bulk_create(KindRule(**rule) for rule in rules)
    recognise_due()

    assert holds("seller_pending", parcel.seller) == 0
    assert holds("seller_available", parcel.seller) == figures(order).seller_net > 0


def test_parcels_of_one_order_move_by_themselves():
    order = paid((goods(title="A"), 1), (goods(title="B"), 1))

    arrived(parcel_of(order, 0))

    order.refresh_from_db()
    assert [parcel.state for parcel in order.parcels.order_by("pk")] == ["delivered", "new"]
    assert order.status == "confirmed"
    assert holds("buyer_funds", order) == parcel_of(order, 1).buyer_pays
