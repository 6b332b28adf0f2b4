"""A seller's statement sums to what their balance to be paid out changed by."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.sales.recognising import recognise
from marketplace.sales.releasing import release
from marketplace.sales.reversing import reverse
from marketplace.sales.statement import held_parcels, statement_lines
from tests import stall
from tests.sales.parcels import bought, completed, delivered, holds, paid, paid_out, worked_example

pytestmark = pytest.mark.django_db

NOW = timezone.now()
DAY = timedelta(days=1)


def nets(seller, since, until):
    return [line.net for line in statement_lines(seller=seller, since=since, until=until)]


def test_i7_lines_count_when_the_money_goes_free_and_when_goods_come_back_after():
    _order, first, _second = worked_example()
    maker, line = first.seller, first.lines.get().pk
    recognise(parcel=delivered(first, now=NOW), at=NOW)
    reverse(parcel=first, units={line: 1}, key="r1", at=NOW + DAY)
    release(parcel=completed(first), at=NOW + 2 * DAY)
    paid_out(maker, 148_800)
    reverse(parcel=first, units={line: 1}, key="r2", at=NOW + 9 * DAY)

    assert nets(maker, NOW, NOW + 2 * DAY) == []
    assert nets(maker, NOW + 2 * DAY, NOW + 3 * DAY) == [297_600, -148_800]
    assert nets(maker, NOW + 9 * DAY, NOW + 10 * DAY) == [-148_800]
    assert sum(nets(maker, NOW, NOW + 10 * DAY)) == (
        holds("seller_available", maker) - holds("seller_due", maker) + 148_800
    )


def test_a_line_says_what_was_taken_off_it():
    _order, first, _second = worked_example()
    recognise(parcel=delivered(first))
    release(parcel=completed(first), at=NOW)

    (line,) = statement_lines(seller=first.seller, since=NOW, until=NOW + DAY)

    assert (line.parcel_number, line.title, line.quantity, line.goods) == (first.number, "Mật ong", 2, 320_000)
    assert (line.commission, line.commission_vat, line.vat_withheld, line.pit_withheld) == (16_000, 1_600, 3_200, 1_600)


def test_held_money_says_what_it_waits_for():
    maker = stall.seller()
    orders = [
        paid(bought((stall.product(f"Món {n}", by=maker, price=100_000), 1), fees=(0,), prepaid=n != 2))
        for n in range(3)
    ]
    waiting, asked, cash = (order.parcels.get() for order in orders)
    for parcel, since in ((waiting, NOW), (asked, NOW - 8 * DAY), (cash, NOW - 8 * DAY)):
        recognise(parcel=delivered(parcel, now=since))
    completed(cash)

    held = held_parcels(seller=maker, now=NOW)

    assert {one.parcel.pk: (one.net, one.reason, one.until) for one in held} == {
        waiting.pk: (93_000, "return_window", waiting.return_until),
        asked.pk: (93_000, "open_return", None),
        cash.pk: (93_000, "cash", None),
    }
    assert sum(one.net for one in held) == holds("seller_pending", maker)


def test_a_statement_costs_the_same_for_one_parcel_and_for_five(django_assert_num_queries):
    for count in (1, 5):
        maker = stall.seller(f"Người bán {count}")
        for n in range(count):
            order = paid(bought((stall.product(f"Món {count} {n}", by=maker), 1), fees=(0,)))
            parcel = order.parcels.get()
            recognise(parcel=delivered(parcel))
            release(parcel=completed(parcel), at=NOW)
        with django_assert_num_queries(1):
            assert len(statement_lines(seller=maker, since=NOW, until=NOW + DAY)) == count
        with django_assert_num_queries(1):
            held_parcels(seller=maker, now=NOW)
