"""Which goods travel together, and how heavy loads are split."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from marketplace.fulfilment.models import Temperature
from marketplace.fulfilment.splitting import Group, Item, TooHeavy, boxed, grouped

A, B = SimpleNamespace(pk=1, name="Anh Ba"), SimpleNamespace(pk=2, name="Bà Tư")


def item(pk, seller=A, *, storage="ambient", quantity=1, weight_g=1_000, **more):
    return Item(
        line=SimpleNamespace(pk=pk),
        seller=seller,
        storage=storage,
        quantity=quantity,
        goods_total=10_000 * quantity,
        weight_g=weight_g,
        **more,
    )


def contents(boxes):
    return [[(it.key, quantity) for it, quantity in box.contents] for box in boxes]


def test_each_producer_and_each_temperature_is_a_group_of_its_own():
    groups = grouped([item(1), item(2, B), item(3, storage="frozen"), item(4), item(5, storage="chilled")])

    assert [(group.seller, group.temperature, [it.key for it in group.items]) for group in groups] == [
        (A, Temperature.AMBIENT, [1, 4]),
        (A, Temperature.CHILLED, [5]),
        (A, Temperature.FROZEN, [3]),
        (B, Temperature.AMBIENT, [2]),
    ]


def test_the_order_of_the_basket_does_not_matter():
    items = [item(1), item(2, B), item(3, storage="frozen"), item(4)]

    assert grouped(items) == grouped(items[::-1])


def test_a_load_over_the_limit_fills_several_parcels_heaviest_piece_first():
    group = Group(A, "ambient", (item(1, quantity=4, weight_g=1_000), item(2, quantity=3, weight_g=25_000)))

    boxes = boxed(group, max_weight_g=30_000, divisor=6000)

    assert contents(boxes) == [[(2, 1), (1, 4)], [(2, 1)], [(2, 1)]]


def test_volume_counts_for_the_limit_as_well():
    group = Group(A, "ambient", (item(1, quantity=3, weight_g=100, volume_cm3=90_000),))

    assert contents(boxed(group, max_weight_g=30_000, divisor=6000)) == [[(1, 2)], [(1, 1)]]


def test_every_piece_is_in_exactly_one_parcel():
    group = Group(A, "ambient", (item(1, quantity=997, weight_g=700), item(2, quantity=13, weight_g=9_100)))

    boxes = boxed(group, max_weight_g=30_000, divisor=6000)

    assert sum(q for box in boxes for it, q in box.contents if it.key == 1) == 997
    assert sum(q for box in boxes for it, q in box.contents if it.key == 2) == 13
    assert all(box.weight_g <= 30_000 for box in boxes)


def test_one_piece_over_the_limit_has_no_parcel():
    with pytest.raises(TooHeavy):
        boxed(Group(A, "ambient", (item(1, weight_g=30_001),)), max_weight_g=30_000, divisor=6000)


def test_the_shortest_way_that_any_goods_allow_counts_for_the_group():
    short = replace(item(1), max_transit_days=2)

    assert Group(A, "ambient", (short, item(2))).max_transit_days == 2
    assert Group(A, "ambient", (item(2),)).max_transit_days is None
