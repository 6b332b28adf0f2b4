"""The same at once on PostgreSQL: a sale, a return and a release happen once, and the database keeps them."""

import pytest
from django.db import IntegrityError, connection, transaction

from marketplace.ledger.conservation import check_order
from marketplace.ledger.purses import lock_purse
from marketplace.sales import guards
from marketplace.sales.models import ParcelRelease, SaleEntry
from marketplace.sales.recognising import recognise
from marketplace.sales.releasing import release
from marketplace.sales.reversing import reverse
from tests.checkout.test_races import at_once
from tests.sales.parcels import completed, delivered, holds, paid_out, worked_example

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_a_parcel_told_to_have_arrived_by_ten_at_once_is_sold_once():
    order, first, _second = worked_example()
    delivered(first)

    answers = at_once([lambda: recognise(parcel=first) for _n in range(10)])

    assert {tuple(entry.pk for entry in answer) for answer in answers} == {
        tuple(SaleEntry.objects.order_by("pk").values_list("pk", flat=True))
    }
    assert holds("seller_pending", first.seller) == 297_600
    check_order(order)


def test_one_return_asked_by_ten_at_once_is_one_return():
    order, first, _second = worked_example()
    recognise(parcel=delivered(first))
    line = first.lines.get().pk

    at_once([lambda: reverse(parcel=first, units={line: 1}, key="r1") for _n in range(10)])

    assert holds("refund_due", order) == 149_610


def test_money_goes_free_once_while_goods_come_back():
    order, first, _second = worked_example()
    recognise(parcel=delivered(first))
    completed(first)
    line = first.lines.get().pk
    back = [lambda key=key: reverse(parcel=first, units={line: 1}, key=key) for key in ("r1", "r2")]

    answers = at_once([*back, *(lambda: release(parcel=first) for _n in range(6))])

    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert ParcelRelease.objects.count() == 1
    assert holds("seller_pending", first.seller) == 0
    assert holds("seller_available", first.seller) == holds("seller_due", first.seller) == 0
    assert holds("refund_due", order) == 299_221
    check_order(order)


def test_r20_a_payout_and_a_return_see_each_other():
    order, first, _second = worked_example()
    recognise(parcel=delivered(first))
    release(parcel=completed(first))
    line = first.lines.get().pk

    def payout():
        with transaction.atomic():
            lock_purse(first.seller_id)
            if amount := holds("seller_available", first.seller):
                paid_out(first.seller, amount)

    at_once([payout, *(lambda key=key: reverse(parcel=first, units={line: 1}, key=key) for key in ("r1", "r2"))])

    paid = holds("payout_transit")
    assert (holds("seller_available", first.seller), holds("seller_due", first.seller)) == (0, paid)
    check_order(order)


def test_i1_postgresql_refuses_to_change_remove_or_empty():
    _order, first, _second = worked_example()
    recognise(parcel=delivered(first))
    release(parcel=completed(first))

    assert guards.missing(connection) == []
    for table in guards.TABLES:
        for start in ("UPDATE {} SET seller_id = seller_id", "DELETE FROM {}", "TRUNCATE {} CASCADE"):
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(start.format(table))
