"""Proves the whole ledger: guards in place, sets at zero, no debt of ours below zero, every order conserved."""

from collections.abc import Iterator

from django.db import connection
from django.db.models import Count, Q, Sum

from . import guards
from .conservation import figures_of_orders, problem_of
from .models import Account, AccountKind, Entry, Posting, Purpose

BATCH = 500
# Goods returned after the month's tax was paid: the state owes us until it is set off (Decree 252/2026, Article 45).
MAY_BE_CLAIMS = (Purpose.VAT_WITHHELD, Purpose.PIT_WITHHELD, Purpose.COMMISSION_VAT)


def problems() -> Iterator[str]:
    """One line for each thing that is wrong; nothing when the ledger is sound."""
    yield from (f"guard {name} is missing from the database" for name in guards.missing(connection))
    yield from _open_sets()
    yield from _negative_debts()
    yield from _orders_not_conserved()


def _open_sets() -> Iterator[str]:
    sums = Entry.objects.values("posting_id").annotate(total=Sum("amount"), parts=Count("pk"))
    for row in sums.filter(~Q(total=0) | Q(parts__lt=2)).iterator():
        yield f"posting {row['posting_id']}: {row['parts']} entries sum to {row['total']}"
    for pk in Posting.objects.filter(entries=None).values_list("pk", flat=True).iterator():
        yield f"posting {pk}: no entries"
    total = Entry.objects.aggregate(total=Sum("amount"))["total"]
    if total:
        yield f"the ledger sums to {total}"


def _negative_debts() -> Iterator[str]:
    """Liabilities are credits: an account whose entries sum above zero is owed less than nothing."""
    owed = Account.objects.filter(kind=AccountKind.LIABILITY).exclude(purpose__in=MAY_BE_CLAIMS)
    sums = owed.annotate(total=Sum("entries__amount")).filter(total__gt=0)
    for code, total in sums.order_by("code").values_list("code", "total").iterator():
        yield f"account {code}: {-total}"


def _orders_not_conserved() -> Iterator[str]:
    accounts = Account.objects.filter(order__isnull=False).order_by().values_list("order_id", "order__number")
    postings = Posting.objects.filter(order__isnull=False).order_by().values_list("order_id", "order__number")
    numbers = dict(accounts.union(postings))
    keys = sorted(numbers)
    for start in range(0, len(keys), BATCH):
        for key, figures in figures_of_orders(keys[start : start + BATCH]).items():
            problem = problem_of(figures)
            if problem:
                yield f"order {numbers[key]}: {problem}"
