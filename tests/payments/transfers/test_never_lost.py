"""Random transfers, right and wrong, parts and twice, late and by hand: every dong is somewhere (I1, I2, I15)."""

from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oscar.core.loading import get_model

from marketplace.charges.loading import load_charges
from marketplace.fulfilment.loading import load_rates
from marketplace.ledger.conservation import check_order
from marketplace.ledger.models import Posting
from marketplace.payments.expiring import expire_due
from marketplace.payments.models import BankReceipt
from marketplace.payments.receipts.allocating import NotWaiting, TooMuch, allocate_by_hand
from marketplace.payments.receipts.matching import match, take
from marketplace.payments.receipts.returning import confirm_returned, return_receipt, set_aside
from marketplace.payments.receipts.storing import store
from tests import stall
from tests.lives import lives
from tests.payments.till import staff

from .banking import attempt_of, check_books, fresh, memo, order_by_transfer, run_out, total, transfer

pytestmark = pytest.mark.django_db
Order = get_model("order", "Order")
WHICH = st.integers(0, 2)
STEP = st.one_of(
    st.tuples(st.just("exact"), WHICH, st.sampled_from([0, 0, 0, -1, 1, -40_000, 25_000])),
    st.tuples(st.just("missing"), WHICH, st.sampled_from([0, -1, 1])),
    st.tuples(st.just("two"), WHICH, st.sampled_from([0, 0, 1, -1])),
    st.tuples(st.just("wrong"), WHICH, st.integers(1, 300_000)),
    st.tuples(st.just("again"), WHICH, st.integers(0, 9)),
    st.tuples(st.just("other source"), WHICH, st.integers(0, 9)),
    st.tuples(st.just("stored only"), WHICH, st.integers(1, 300_000)),
    st.tuples(st.just("match rest"), WHICH, st.just(0)),
    st.tuples(st.just("expire"), WHICH, st.just(0)),
    st.tuples(st.just("by hand"), WHICH, st.integers(0, 9)),
    st.tuples(st.just("back"), WHICH, st.integers(0, 9)),
    st.tuples(st.just("aside"), WHICH, st.integers(0, 9)),
)


class UndoIt(Exception):
    """Hypothesis runs many lives in one test."""


@pytest.fixture
def ordered(db):
    """Three orders, two of the same scarce thing, and two persons of the staff: every life begins with them."""
    load_rates()
    load_charges()
    scarce = stall.product("Hũ mật", by=stall.seller("Người bán mật"), price=60_000, stock=2)
    orders = [order_by_transfer(product=scarce) for _n in range(2)] + [order_by_transfer(price=90_000)]
    return [order.pk for order in orders], [staff("match_transfer"), staff("confirm_transfer")]


@settings(max_examples=lives(15), deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(STEP, min_size=1, max_size=14))
def test_no_dong_is_lost(ordered, steps):
    try:
        with transaction.atomic():
            transaction.get_connection().atomic_blocks[-1]._from_testcase = True
            _live(steps, *ordered)
            raise UndoIt
    except UndoIt:
        pass


def _live(steps, ordered, people) -> None:
    orders = [Order.objects.get(pk=pk) for pk in ordered]
    told = []
    for kind, which, number in steps:
        _step(kind, which, number, orders, people, told)
        check_books()
    for order in orders:
        check_order(order)
        captured = fresh(order).status == "confirmed"
        assert not captured or attempt_of(order).received >= total(order)
    receipts = BankReceipt.objects.exclude(state__in=("proposed", "refused")).count()
    assert (
        Posting.objects.filter(kind="transfer_unmatched").count()
        == receipts
        == len({each.provider_id for each in told})
    )


def _step(kind, which, number, orders, people, told) -> None:
    order, other = orders[which], orders[(which + 1) % 3]
    coming = {
        "exact": lambda: transfer(memo(order), max(1, total(order) + number)),
        "missing": lambda: transfer(memo(order), max(1, attempt_of(order).missing + number)),
        "two": lambda: transfer(memo(order, other), total(order) + total(other) + number),
        "wrong": lambda: transfer("mua hang", number),
        "stored only": lambda: transfer(memo(order), number),
    }
    if kind in coming:
        told.append(coming[kind]())
        (store if kind == "stored only" else take)(told[-1])
    elif kind == "again" and told:
        take(told[number % len(told)])
    elif kind == "other source" and told:
        take(_row_of(told[number % len(told)]))
    elif kind == "match rest":
        for receipt in BankReceipt.objects.filter(state="unmatched", judged_at=None):
            match(receipt)
    elif kind == "expire":
        run_out(order)
        expire_due()
    else:
        _by_staff(kind, number, order, people)


def _row_of(first):
    """As the bank's statement tells of it, which knows only the day."""
    at = first.at.replace(hour=0, minute=0, second=0)
    return replace(first, provider="statement_file", provider_id=f"row {first.provider_id}", at=at)


def _by_staff(kind, number, order, people) -> None:
    receipts = list(BankReceipt.objects.order_by("pk"))
    if not receipts:
        return
    receipt = receipts[number % len(receipts)]
    try:
        if kind == "by hand":
            allocate_by_hand(receipt=receipt, order=order, by=people[0])
        elif kind == "back":
            return_receipt(receipt=receipt, by=people[0], reason="nhầm")
            confirm_returned(receipt=receipt, by=people[1], reference=f"B{receipt.pk}")
        elif kind == "aside":
            set_aside(receipt=receipt, by=people[1], note="x")
    except (NotWaiting, TooMuch):
        pass
