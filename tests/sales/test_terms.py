"""What each parcel line is worth is fixed when the order is placed: discounts by who pays them, split without losing a dong."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.fulfilment.models import ParcelLine
from marketplace.sales.models import LineTerms
from marketplace.sales.terms import TermsDoNotAddUp, buyer_part, parts, store_terms, terms_of
from tests import stall
from tests.lives import lives
from tests.sales.parcels import bought, offer, voucher, worked_example

pytestmark = pytest.mark.django_db


def terms_in(order):
    return list(LineTerms.objects.filter(parcel_line__parcel__order=order).order_by("parcel_line_id"))


def figures(order):
    return [(t.list_total, t.seller_discount, t.platform_discount) for t in terms_in(order)]


def test_without_discounts_the_goods_are_the_list_price():
    order = bought((stall.product(price=50_000), 3))

    (terms,) = terms_in(order)
    assert (terms.list_total, terms.goods, terms.buyer_part, terms.treatment) == (150_000, 150_000, 150_000, "goods")
    assert terms.product_set == "I.3d"


def test_a_voucher_of_the_shop_is_the_shops_discount_as_in_the_worked_example():
    order, _first, _second = worked_example()

    assert figures(order) == [(320_000, 0, 20_779), (450_000, 0, 29_221)]
    assert [t.buyer_part for t in terms_in(order)] == [299_221, 420_779]


def test_an_offer_that_the_seller_pays_for_lowers_the_goods():
    fish = stall.product(price=200_000)
    offer(Decimal(10), kind="Percentage", funded_by="seller", sets=[fish], name="Giảm 10 %")

    order = bought((fish, 1))

    assert figures(order) == [(200_000, 20_000, 0)]


def test_example_f_both_discounts_on_one_line():
    fish = stall.product(price=200_000)
    offer(Decimal(20_000), funded_by="seller", name="Của người bán")
    card = voucher(Decimal(30_000))

    order = bought((fish, 1), with_voucher=card)

    assert figures(order) == [(200_000, 20_000, 30_000)]
    assert terms_in(order)[0].buyer_part == 150_000


def test_an_offer_without_a_word_is_paid_by_the_shop():
    offer(Decimal(7_001))

    assert figures(bought((stall.product(price=50_000), 1))) == [(50_000, 0, 7_001)]


def test_a_line_in_two_parcels_shares_its_discounts_exactly():
    sack = stall.product("Gạo", price=100_001, set_code="I.2a", facts={"gross_weight_g": 10_000})
    offer(Decimal(1_000), funded_by="seller", name="Của người bán")
    card = voucher(Decimal(10_000))

    order = bought((sack, 5), with_voucher=card)

    pieces = terms_in(order)
    assert len(pieces) == order.parcels.count() > 1
    assert sum(t.list_total for t in pieces) == 500_005
    assert sum(t.seller_discount for t in pieces) == 1_000
    assert sum(t.platform_discount for t in pieces) == 10_000
    assert [t.list_total for t in pieces] == [100_001 * t.parcel_line.quantity for t in pieces]
    assert [t.buyer_part for t in pieces] == [t.parcel_line.goods_total for t in pieces]


def test_i4_line_discounts_sum_to_the_discount_of_the_order():
    goods = [stall.product(f"Món {n}", by=stall.seller(f"Người bán {n}"), price=10_007 * (n + 1)) for n in range(4)]
    card = voucher(Decimal(33_333))

    order = bought(*((product, 3) for product in goods), with_voucher=card)

    given = sum(int(discount.amount) for discount in order.discounts.all())
    assert sum(t.platform_discount for t in terms_in(order)) == given == 33_333


def test_terms_cost_the_same_for_one_line_and_for_ten(django_assert_num_queries):
    orders = []
    card = voucher(Decimal(5_000))
    for count in (1, 10):
        maker = stall.seller(f"Người bán {count}")
        goods = [stall.product(f"Món {count} {n}", by=maker, price=20_000) for n in range(count)]
        orders.append(bought(*((product, 1) for product in goods), with_voucher=card))
    LineTerms.objects.all().delete()

    for order in orders:
        parcels = list(order.parcels.all())
        with django_assert_num_queries(8):
            store_terms(order=order, parcels=parcels)


def test_pieces_that_are_not_worth_their_line_are_refused():
    order = bought((stall.product(price=50_000), 1))
    LineTerms.objects.all().delete()
    ParcelLine.objects.update(goods_total=49_999)

    with pytest.raises(TermsDoNotAddUp):
        store_terms(order=order, parcels=list(order.parcels.all()))


def test_an_order_from_before_gets_its_terms_when_they_are_asked_for():
    order = bought((stall.product(price=50_000), 2))
    LineTerms.objects.all().delete()

    assert [t.goods for t in terms_of(order.parcels.get())] == [100_000]


def test_one_unit_of_the_worked_example_gives_the_buyer_149_610():
    order, first, _second = worked_example()
    (terms,) = terms_of(first)

    assert parts(terms, done=0, k=1) == (160_000, 10_390)
    assert [buyer_part(terms, done=done, k=1) for done in (0, 1)] == [149_610, 149_611]


@settings(max_examples=lives(500))
@given(data=st.data())
def test_i4_units_sum_to_the_line_and_none_is_negative(data):
    n = data.draw(st.integers(1, 40))
    goods = data.draw(st.integers(0, 10**7))
    terms = LineTerms(list_total=goods, platform_discount=data.draw(st.integers(0, goods)))
    terms.parcel_line = ParcelLine(quantity=n)
    done, got = 0, []
    while done < n:
        k = data.draw(st.integers(1, n - done))
        got.append((*parts(terms, done=done, k=k), buyer_part(terms, done=done, k=k)))
        done += k

    sums = tuple(sum(column) for column in zip(*got, strict=True))
    assert sums == (goods, terms.platform_discount, terms.buyer_part)
    assert min(min(row) for row in got) >= 0
