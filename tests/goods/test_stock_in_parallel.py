"""Two phones and a shopper at one shelf, on PostgreSQL with real threads."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from oscar.core.loading import get_class

from sellers.goods.stocking import NothingLeft, move_stock

from . import stand

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
OutOfStock = get_class("partner.models", "OutOfStock")


def at_once(*calls):
    def run(call):
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def test_every_press_counts_when_many_press_at_once():
    acting = stand.at_work()
    product = stand.on_sale(acting, stock=10)

    at_once(*[lambda by=by: move_stock(acting=acting, product=product, by=by) for by in (1, 1, 1, 1, -1, -1, 5, -3)])

    assert stand.record_of(product).num_in_stock == 14


def test_the_last_jar_goes_to_the_shopper_or_off_the_shelf_but_not_both():
    acting = stand.at_work()
    for _round in range(6):
        product = stand.on_sale(acting, stock=1)

        def buy(product=product):
            try:
                stand.record_of(product).allocate(1)
                return "sold"
            except OutOfStock:
                return "sold out"

        def minus(product=product):
            try:
                return f"left {move_stock(acting=acting, product=product, by=-1)}"
            except NothingLeft:
                return "taken"

        results = at_once(buy, minus)

        record = stand.record_of(product)
        assert results in (["sold", "taken"], ["sold out", "left 0"])
        assert record.num_in_stock == (record.num_allocated or 0)
