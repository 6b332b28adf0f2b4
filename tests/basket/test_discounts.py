"""Discounts are whole dong, and the lines add up to them. Stock Oscar gives 5,255.50 on 52,555."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from oscar.core.loading import get_class, get_model

from marketplace.fulfilment.loading import load_rates
from tests import stall
from tests.checkout.buying import basket_of, order_basket

pytestmark = pytest.mark.django_db


def offer(kind, value):
    everything = get_model("offer", "Range").objects.create(name=f"Tất cả {kind}", includes_all_products=True)
    condition = get_model("offer", "Condition").objects.create(range=everything, type="Count", value=1)
    benefit_range = None if kind == "Fixed price" else everything
    benefit = get_model("offer", "Benefit").objects.create(range=benefit_range, type=kind, value=value)
    return get_model("offer", "ConditionalOffer").objects.create(
        name=f"Khuyến mãi {kind}", offer_type="Site", condition=condition, benefit=benefit
    )


def apply_to(basket):
    get_class("offer.applicator", "Applicator")().apply(basket, AnonymousUser())
    return [line.discount_value for line in basket.all_lines()]


def test_ten_per_cent_of_52555_is_5255():
    offer("Percentage", 10)
    basket = basket_of((stall.product(price=52_555), 1))

    assert apply_to(basket) == [Decimal(5_255)]
    assert basket.total_incl_tax == Decimal(47_300)


def test_the_shares_of_the_lines_add_up_to_the_discount():
    offer("Percentage", 10)
    basket = basket_of((stall.product("Một", price=52_555), 1), (stall.product("Hai", price=33_335), 1))

    shares = apply_to(basket)

    assert shares == [Decimal(5_255), Decimal(3_333)]
    assert basket.total_discount == Decimal(8_588)
    assert [given["discount"] for given in basket.offer_applications] == [Decimal(8_588)]


@pytest.mark.parametrize(
    ("kind", "value"), [("Absolute", "1000.50"), ("Fixed", "333.33"), ("Fixed price", "20000.25"), ("Multibuy", None)]
)
def test_every_kind_of_discount_is_whole_dong(kind, value):
    offer(kind, Decimal(value) if value else None)
    basket = basket_of((stall.product("Một", price=25_555), 3), (stall.product("Hai", price=33_333), 2))

    shares = apply_to(basket)

    assert sum(shares) > 0
    assert all(share == int(share) for share in shares)
    assert basket.total_incl_tax == int(basket.total_incl_tax)


def test_an_order_with_a_discount_is_whole_dong_down_to_the_price_of_each_piece():
    load_rates()
    offer("Absolute", 10_000)
    order = order_basket(basket_of((stall.product(price=50_000), 3)))

    line, parcel = order.lines.get(), order.parcels.get()

    assert (order.total_incl_tax, line.line_price_incl_tax, parcel.goods_total) == (160_000, 140_000, 140_000)
    prices = sorted((price.price_incl_tax, price.quantity) for price in line.prices.all())
    assert prices == [(Decimal(46_666), 1), (Decimal(46_667), 2)]
    assert order.discounts.get().amount == Decimal(10_000)


def test_a_used_discount_is_counted_in_the_database():
    load_rates()
    given = offer("Percentage", 10)
    for name in ("Một", "Hai"):
        order_basket(basket_of((stall.product(name, price=52_555), 1)))

    given.refresh_from_db()
    assert (given.num_orders, given.total_discount) == (2, Decimal(10_510))
