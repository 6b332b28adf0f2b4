"""Plus and minus, and a number that was counted: what orders have taken stays theirs."""

import pytest

from catalogue.listing.models import Listing
from sellers.access import NotYours
from sellers.goods.making import LARGEST_STOCK
from sellers.goods.stocking import NotCounted, NothingLeft, TooMany, move_stock, set_stock
from tests import stall

from . import stand

pytestmark = pytest.mark.django_db


def stocked(in_stock, allocated=0):
    acting = stand.at_work()
    product = stand.on_sale(acting, stock=in_stock)
    product.stockrecords.update(num_allocated=allocated)
    return acting, product


def test_plus_and_minus_count_what_is_left_to_sell():
    acting, product = stocked(10, allocated=3)

    assert move_stock(acting=acting, product=product, by=1) == 8
    assert move_stock(acting=acting, product=product, by=-2) == 6
    assert stand.record_of(product).num_in_stock == 9


def test_minus_stops_at_what_orders_have_taken():
    acting, product = stocked(4, allocated=3)
    move_stock(acting=acting, product=product, by=-1)

    with pytest.raises(NothingLeft) as told:
        move_stock(acting=acting, product=product, by=-1)

    assert told.value.left == 0
    assert stand.record_of(product).num_in_stock == 3


def test_more_than_can_be_counted_is_refused():
    acting, product = stocked(LARGEST_STOCK)

    for by in (1, 10**12):
        with pytest.raises(TooMany):
            move_stock(acting=acting, product=product, by=by)
    with pytest.raises(TooMany):
        set_stock(acting=acting, product=product, number=LARGEST_STOCK + 1)


def test_a_stock_that_nobody_ever_said_begins_at_what_orders_have_taken():
    acting, product = stocked(None, allocated=2)

    assert move_stock(acting=acting, product=product, by=5) == 5
    assert stand.record_of(product).num_in_stock == 7


def test_a_counted_number_is_what_is_left_to_sell():
    acting, product = stocked(10, allocated=4)

    assert set_stock(acting=acting, product=product, number=20) == 20
    assert stand.record_of(product).num_in_stock == 24


def test_what_was_sold_since_the_page_was_opened_stays_sold():
    acting, product = stocked(10)
    product.stockrecords.update(num_allocated=2)  # two were ordered meanwhile

    assert set_stock(acting=acting, product=product, number=15, seen=10) == 13


def test_a_lower_number_never_takes_what_orders_have():
    acting, product = stocked(10, allocated=9)

    assert set_stock(acting=acting, product=product, number=0, seen=10) == 0
    assert stand.record_of(product).num_in_stock == 9


def test_the_listing_hears_of_the_last_and_of_the_first_one(django_capture_on_commit_callbacks):
    acting, product = stocked(1)

    with django_capture_on_commit_callbacks(execute=True):
        move_stock(acting=acting, product=product, by=-1)
    assert not Listing.objects.get(product=product).is_available

    with django_capture_on_commit_callbacks(execute=True):
        move_stock(acting=acting, product=product, by=1)
    assert Listing.objects.get(product=product).is_available


def test_anothers_product_is_not_counted_by_me():
    acting, others = stand.at_work(), stall.product("Của người khác", stock=5)

    with pytest.raises(NotYours):
        move_stock(acting=acting, product=others, by=1)

    assert stand.record_of(others).num_in_stock == 5


def test_a_page_with_packs_has_no_stock_of_its_own():
    acting = stand.at_work()
    page = stall.product(price=None)
    stall.product(parent=page, by=acting.seller)

    with pytest.raises(NotCounted):
        move_stock(acting=acting, product=stand.fresh(page), by=1)
