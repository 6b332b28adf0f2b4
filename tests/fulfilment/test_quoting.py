"""How goods can reach a buyer: ways, days, limits of fresh goods."""

from datetime import date
from types import SimpleNamespace

import pytest

from marketplace.fulfilment.loading import load_rates
from marketplace.fulfilment.quoting import offers_for
from marketplace.fulfilment.rates import current_rates
from marketplace.fulfilment.splitting import Group, Item
from tests import stall

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def rates():
    load_rates()
    return current_rates()


@pytest.fixture
def places():
    return {
        "here": stall.commune(),
        "near": stall.commune("30470", "Xã Khánh Hòa"),
        "region": stall.commune("31117", "Phường Ninh Kiều", "92"),
        "far": stall.commune("00070", "Phường Hoàn Kiếm", "01", region="north"),
        "island": stall.commune("31105", "Đặc khu Thổ Châu", is_remote=True),
    }


def group(
    *, goods_total=100_000, weight_g=900, quantity=1, storage="ambient", max_transit_days=None, seller=None, **of_seller
):
    seller = seller or stall.seller(**of_seller)
    line = Item(
        SimpleNamespace(pk=1), seller, storage, quantity, goods_total, weight_g, max_transit_days=max_transit_days
    )
    return Group(seller, storage, (line,))


def ways(offers):
    return [(offer.way, offer.zone, offer.fee) for offer in offers]


def test_delivery_comes_first_and_pick_up_is_offered_in_the_same_province(rates, places):
    assert ways(offers_for(group(), places["near"], rates, TODAY)) == [
        ("delivery", "province", 20_000),
        ("pickup", "pickup", 0),
    ]
    assert ways(offers_for(group(), places["far"], rates, TODAY)) == [("delivery", "national", 35_000)]
    assert ways(offers_for(group(has_pickup=False), places["near"], rates, TODAY)) == [("delivery", "province", 20_000)]


def test_a_parcel_leaves_when_the_seller_is_ready_and_arrives_within_the_days_of_the_zone(rates, places):
    (offer, *_rest) = offers_for(group(handling_days=3), places["near"], rates, TODAY)

    assert offer.ship_on == date(2026, 11, 27)
    assert (offer.arrive_from, offer.arrive_by) == (date(2026, 11, 28), date(2026, 11, 29))


def test_goods_worth_enough_travel_free_but_the_way_to_an_island_is_paid(rates, places):
    near = offers_for(group(goods_total=500_000), places["near"], rates, TODAY)[0]
    island = offers_for(group(goods_total=500_000, weight_g=3_600), places["island"], rates, TODAY)[0]
    just_below = offers_for(group(goods_total=499_999), places["near"], rates, TODAY)[0]

    assert (near.fee, near.is_free_by_value) == (0, True)
    assert island.fee == 15_000 + 3_000
    assert just_below.fee == 20_000


def test_an_island_takes_longer_and_pays_no_cash(rates, places):
    offer = offers_for(group(handling_days=0), places["island"], rates, TODAY)[0]

    assert (offer.arrive_from, offer.arrive_by) == (date(2026, 11, 27), date(2026, 12, 1))
    assert offer.cod_allowed is False


@pytest.mark.parametrize("storage", ["frozen", "live"])
def test_frozen_and_live_goods_stay_in_the_province(rates, places, storage):
    assert ways(offers_for(group(storage=storage, has_pickup=False), places["near"], rates, TODAY)) == [
        ("delivery", "province", 20_000)
    ]
    assert offers_for(group(storage=storage, has_pickup=False), places["region"], rates, TODAY) == []


def test_chilled_goods_travel_two_days_at_most(rates, places):
    assert ways(offers_for(group(storage="chilled", has_pickup=False), places["near"], rates, TODAY)) == [
        ("delivery", "province", 20_000)
    ]
    assert offers_for(group(storage="chilled", has_pickup=False), places["region"], rates, TODAY) == []


def test_goods_that_may_travel_less_long_than_the_way_takes_are_not_sent(rates, places):
    assert ways(offers_for(group(max_transit_days=4), places["region"], rates, TODAY)) == [
        ("delivery", "region", 30_000)
    ]
    assert ways(offers_for(group(max_transit_days=3), places["region"], rates, TODAY)) == [("pickup", "pickup", 0)]


def test_a_seller_sends_no_further_than_promised(rates, places):
    assert offers_for(group(reach=2, has_pickup=False), places["region"], rates, TODAY) == []
    assert ways(offers_for(group(reach=0), places["near"], rates, TODAY)) == [("pickup", "pickup", 0)]


def test_nothing_is_sent_for_a_visit(rates, places):
    assert ways(offers_for(group(storage="service", has_pickup=False), places["far"], rates, TODAY)) == [
        ("visit", "pickup", 0)
    ]


def test_a_heavy_load_costs_the_sum_of_its_parcels(rates, places):
    offer = offers_for(group(weight_g=20_000, quantity=2), places["near"], rates, TODAY)[0]

    assert [(box.weight_g, box.fee) for box in offer.boxes] == [(20_000, 110_000), (20_000, 110_000)]
    assert offer.fee == 220_000


def test_a_piece_over_the_limit_is_offered_for_pick_up_only(rates, places):
    assert ways(offers_for(group(weight_g=30_001), places["near"], rates, TODAY)) == [("pickup", "pickup", 0)]
