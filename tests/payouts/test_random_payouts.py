"""I7: random weeks of sales, returns, disputes, payouts, bounces and account changes; every statement ties to the dong."""

import contextlib
import itertools
from datetime import timedelta

import pytest
from django.conf import settings as shop
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marketplace.charges.loading import load_charges
from marketplace.ledger.balances import balances_of_seller
from marketplace.ledger.checking import problems
from marketplace.ledger.models import Posting, PostingKind
from marketplace.payouts.approving import approve_batch, reject_batch
from marketplace.payouts.drafting import NothingToPay, draft_batch
from marketplace.payouts.exporting import NothingLeft, export_batch
from marketplace.payouts.models import Payout, TransferBatch
from marketplace.payouts.movements import WRITTEN, Window, purse_before
from marketplace.payouts.reading_results import Result
from marketplace.payouts.recording import record_results
from marketplace.payouts.statement import statement_between, statement_of_month, statement_of_payout
from marketplace.sales.releasing import release
from marketplace.sales.reversing import reverse
from tests.lives import lives
from tests.sales.parcels import completed
from tests.sales.test_random_orders import an_order, sell

from .paying import boss, charged, clerk, corrected, seller_with_account

pytestmark = pytest.mark.django_db
numbers = itertools.count(1)
PRICES = st.sampled_from([900, 20_000, 93_007, 400_000, 700_000_000])
STEP = st.tuples(
    st.sampled_from(
        ["sell", "back", "week", "draft", "approve", "export", "paid", "bounced", "reject", "charge", "add"]
    ),
    st.integers(0, 5),
    PRICES,
)


class Rolled(Exception):
    """Takes an example back: the ledger cannot be emptied."""


@settings(max_examples=lives(8), deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(STEP, min_size=4, max_size=16))
def test_i7_every_payout_is_its_statement_and_what_was_carried_over(steps):
    frame = transaction.atomic()
    frame._from_testcase = True  # a wrapper of the test, not a transaction of ours: files may be stored inside it
    with contextlib.suppress(Rolled), frame:
        weeks(steps)
        raise Rolled


def weeks(steps):
    load_charges()
    maker, people = seller_with_account(f"Hộ {next(numbers)}"), (clerk(), boss())
    parcels = []
    for what, which, price in steps:
        step(maker, people, parcels, what, which, price)
        check(maker)
    assert list(problems()) == []


def step(maker, people, parcels, what, which, price):
    if what == "sell":
        parcel = an_order([maker], [([(1 + which, price, 0, 0)], 0, "shop")]).parcels.get()
        sell(parcel, gone=0)
        release(parcel=completed(parcel))
        parcels.append(parcel)
    elif what == "back":
        for parcel in parcels[which % len(parcels) :][:1] if parcels else []:
            take_back(parcel)
    elif what == "charge":
        charged(maker, price, key=f"c{next(numbers)}")
    elif what == "add":
        corrected(maker, price, key=f"k{next(numbers)}")
    elif what == "week":
        for each in ("draft", "approve", "export", ("paid", "bounced")[which % 2]):
            bank(people, each, which)
    else:
        bank(people, what, which)


def take_back(parcel):
    entry = parcel.sale_entries.assessed().get()
    if entry.quantity > sum(entry.reversals.values_list("quantity", flat=True)):
        reverse(parcel=parcel, units={entry.parcel_line_id: 1}, key=f"t{next(numbers)}")


def bank(people, what, which):
    maker_of_batch, approver = people
    states = {"approve": "draft", "export": "approved", "reject": "draft", "paid": "exported", "bounced": "exported"}
    if what == "draft":
        with contextlib.suppress(NothingToPay):
            draft_batch(by=maker_of_batch)
        return
    answered = ("exported", "done") if what == "bounced" else (states[what],)
    batch = TransferBatch.objects.filter(state__in=answered).order_by("-pk").first()
    if batch is None:
        return
    if what == "approve":
        approve_batch(batch=batch, by=approver)
    elif what == "reject":
        reject_batch(batch=batch, by=approver)
    elif what == "export":
        with contextlib.suppress(NothingLeft):
            export_batch(batch=batch, by=maker_of_batch)
    else:
        lines = list(batch.lines.standing())
        chosen = lines[which % len(lines)]
        record_results(batch=batch, by=maker_of_batch, rows=[Result(chosen.reference, what == "paid")])


def check(maker):
    purse = balances_of_seller(maker)
    assert purse.seller_available >= 0 and purse.seller_due >= 0
    payouts = list(Payout.objects.filter(seller=maker).order_by("pk"))
    for payout in payouts:
        statement = statement_of_payout(payout)
        assert statement.earned + payout.carried == payout.amount >= shop.PAYOUT_MINIMUM
        assert sum(line.amount for line in payout.lines.all()) == payout.amount
    assert left_over(maker, payouts) == purse.seller_available - purse.seller_due
    month = statement_of_month(maker, f"{timezone.localdate():%Y-%m}")
    assert month.closing == purse_before(maker, month.until) == purse.seller_available - purse.seller_due


def left_over(maker, payouts) -> int:
    """What no payout has taken away, reckoned from statements alone."""
    gone = [payout for payout in payouts if payout.state in ("exported", "paid", "bounced")]
    since = gone[-1].until if gone else None
    rest = statement_between(maker, Window(WRITTEN, since, timezone.now() + timedelta(seconds=1)))
    assert Posting.objects.filter(seller=maker, kind=PostingKind.PAYOUT_EXPORTED).count() == len(gone)
    return rest.earned + rest.came_back
