"""The table of rates: the worked examples, zones, remote places, free delivery."""

import pytest

from marketplace.fulfilment.loading import load_rates
from marketplace.fulfilment.models import DeliveryRate, RemoteSurcharge, Zone
from marketplace.fulfilment.rates import chargeable_weight_g, current_rates, price_of, zone_of
from tests import stall

pytestmark = pytest.mark.django_db


@pytest.fixture
def rates():
    load_rates()
    return current_rates()


@pytest.mark.parametrize(
    ("zone", "weight_g", "price"),
    [
        (Zone.PICKUP, 90_000, 0),
        (Zone.COMMUNE, 3_000, 12_000),
        (Zone.COMMUNE, 3_001, 14_000),
        (Zone.PROVINCE, 2_000, 20_000),
        (Zone.PROVINCE, 2_001, 22_500),
        (Zone.PROVINCE, 3_600, 30_000),
        (Zone.REGION, 1_500, 34_500),
        (Zone.NATIONAL, 1_000, 35_000),
        (Zone.NATIONAL, 1_001, 42_000),
        (Zone.NATIONAL, 6_000, 105_000),
    ],
)
def test_a_parcel_costs_what_the_table_says(rates, zone, weight_g, price):
    assert price_of(rates.by_zone[zone], weight_g) == price


def test_a_big_light_box_is_charged_by_its_volume():
    assert chargeable_weight_g(2_000, 40 * 30 * 30, 6000) == 6_000
    assert chargeable_weight_g(7_000, 40 * 30 * 30, 6000) == 7_000
    assert chargeable_weight_g(0, 1, 6000) == 1


def test_an_island_costs_a_fixed_part_and_a_third_of_the_steps_more(rates):
    assert price_of(rates.by_zone[Zone.NATIONAL], 1_000, rates.remote) == 35_000 + 15_000
    assert price_of(rates.by_zone[Zone.PROVINCE], 3_600, rates.remote) == 30_000 + 15_000 + 3_000
    assert price_of(rates.by_zone[Zone.PROVINCE], 2_001, rates.remote) == 22_500 + 15_000 + 750


def test_the_price_never_falls_when_the_weight_grows(rates):
    for rate in rates.by_zone.values():
        for remote in (None, rates.remote):
            prices = [price_of(rate, weight, remote) for weight in range(0, 31_000, 137)]
            assert prices == sorted(prices)
            assert prices[0] >= 0


def test_zones_follow_from_the_two_communes():
    here, near = stall.commune(), stall.commune("30470", "Xã Khánh Hòa")
    can_tho = stall.commune("31117", "Phường Ninh Kiều", "92")
    ha_noi = stall.commune("00070", "Phường Hoàn Kiếm", "01", region="north")

    assert zone_of(here, here) == Zone.COMMUNE
    assert zone_of(here, near) == Zone.PROVINCE
    assert zone_of(here, can_tho) == Zone.REGION
    assert zone_of(here, ha_noi) == Zone.NATIONAL


def test_loading_again_changes_nothing_and_keeps_what_the_operator_set(rates):
    DeliveryRate.objects.filter(zone=Zone.PROVINCE).update(first_price=18_000)

    counts = load_rates()

    assert counts == {"unchanged": 6}
    assert DeliveryRate.objects.get(zone=Zone.PROVINCE).first_price == 18_000
    assert RemoteSurcharge.objects.count() == 1
