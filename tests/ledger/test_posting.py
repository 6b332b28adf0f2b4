"""A posting sums to zero, is written once per key, and costs the same few queries whatever its size."""

from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from marketplace.ledger import accounts
from marketplace.ledger.balances import balance
from marketplace.ledger.checking import problems
from marketplace.ledger.models import Entry, Posting
from marketplace.ledger.posting import DifferentPosting, NothingToPost, Unbalanced, post
from tests.ledger.books import order, write

pytestmark = pytest.mark.django_db
BANK, LOOSE = accounts.bank_collection(), accounts.unallocated()
SEVERAL = [BANK, LOOSE, accounts.commission(), accounts.promo_cost(), accounts.clearing_cod("ghn"), accounts.bank("b")]


def legs_of(posting):
    return dict(posting.entries.values_list("account__code", "amount"))


def test_a_posting_keeps_what_it_was_told():
    of = order()
    at = datetime(2026, 11, 20, 8, tzinfo=UTC)

    made = write("k", "capture", (BANK, 5), (LOOSE, -5), order=of, memo="m", by="b", parcel_number="P1", occurred_at=at)

    kept = Posting.objects.get(pk=made.pk)
    assert (kept.key, kept.kind, kept.order, kept.seller) == ("k", "capture", of, None)
    assert (kept.memo, kept.by, kept.parcel_number, kept.occurred_at) == ("m", "b", "P1", at)
    assert legs_of(kept) == {"bank:collection": 5, "unallocated": -5}


def test_legs_on_one_account_are_merged_and_zero_legs_dropped():
    made = write("k", "capture", (BANK, 5), (BANK, 6), (LOOSE, -11), (accounts.commission(), 0))

    assert legs_of(made) == {"bank:collection": 11, "unallocated": -11}


def test_legs_that_do_not_sum_to_zero_are_refused():
    with pytest.raises(Unbalanced):
        write("k", "capture", (BANK, 5), (LOOSE, -4))

    assert not Posting.objects.exists()


@pytest.mark.parametrize("legs", [[], [(BANK, 0), (LOOSE, 0)], [(BANK, 5), (BANK, -5)]])
def test_nothing_is_not_posted(legs):
    with pytest.raises(NothingToPost):
        write("k", "capture", *legs)


@pytest.mark.parametrize("amount", [5.0, True, "5"])
def test_only_whole_numbers_are_dong(amount):
    with pytest.raises(TypeError):
        write("k", "capture", (BANK, amount), (LOOSE, -5))


def test_the_same_fact_is_posted_once():
    first = write("k", "capture", (BANK, 5), (LOOSE, -5))
    again = write("k", "capture", (LOOSE, -5), (BANK, 2), (BANK, 3), memo="told differently")

    assert again == first
    assert balance(BANK) == 5


@pytest.mark.parametrize(
    "other",
    [{"amount": 6}, {"kind": "loss"}, {"parcel_number": "P2"}, {"on": accounts.bank("other")}],
)
def test_another_fact_under_the_same_key_is_refused(other):
    write("k", "capture", (BANK, 5), (LOOSE, -5))
    amount, on = other.pop("amount", 5), other.pop("on", BANK)

    with pytest.raises(DifferentPosting):
        write("k", other.pop("kind", "capture"), (on, amount), (LOOSE, -amount), **other)

    assert balance(BANK) == 5


@pytest.mark.django_db(transaction=True)
def test_a_posting_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        post(key="k", kind="capture", legs=[(BANK, 5), (LOOSE, -5)])


def test_a_posting_costs_the_same_queries_whatever_its_size():
    write("open", "capture", *((ref, 1) for ref in SEVERAL[1:]), (BANK, 1 - len(SEVERAL)))

    with CaptureQueriesContext(
        connection,
    ) as few:
        post(key="few", kind="capture", legs=[(BANK, 5), (LOOSE, -5)])
    with CaptureQueriesContext(connection) as many:
        post(key="many", kind="capture", legs=[(BANK, 1 - len(SEVERAL)), *((ref, 1) for ref in SEVERAL[1:])])

    assert len(few) == len(many) == 6  # key, savepoint, accounts, entries, posting, release


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(legs=some.lists(some.tuples(some.sampled_from(SEVERAL), some.integers(-(10**15), 10**15)), max_size=12))
def test_whatever_is_posted_sums_to_zero_and_balances_say_the_same(legs):
    rest = -sum(amount for _ref, amount in legs)
    with transaction.atomic():
        try:
            made = post(key="random", kind="correction", legs=[*legs, (LOOSE, rest)])
        except NothingToPost:
            expected = {}
        else:
            expected = legs_of(made)
        told = dict.fromkeys((ref.code for ref in SEVERAL), 0)
        for ref, amount in [*legs, (LOOSE, rest)]:
            told[ref.code] += amount
        assert expected == {code: amount for code, amount in told.items() if amount}
        assert {ref.code: ref.kind.sign * balance(ref) for ref in SEVERAL} == told
        assert sum(Entry.objects.values_list("amount", flat=True)) == 0
        assert not [problem for problem in problems() if "posting" in problem or "sums" in problem]
        transaction.set_rollback(True)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(amounts=some.lists(some.integers(-(10**15), 10**15), min_size=1, max_size=6).filter(sum))
def test_whatever_does_not_sum_to_zero_is_refused(amounts):
    with pytest.raises(Unbalanced):
        write("random", "correction", *zip(SEVERAL, amounts, strict=False))
