"""The database itself keeps the ledger, on both engines, whatever the program does."""

import uuid
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction

from marketplace.ledger import guards
from marketplace.ledger.accounts import bank_collection, unallocated
from marketplace.ledger.models import Account, Entry, Posting
from marketplace.ledger.opening import open_accounts
from tests.ledger.books import order, write


@pytest.fixture
def posted(engine):
    return transfer()


def transfer(**more):
    return write("transfer:1", "transfer_unmatched", (bank_collection(), 100), (unallocated(), -100), **more)


def refused(statement, *values):
    with pytest.raises(IntegrityError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return str(error.value).splitlines()[0]


def entries(posting_id, *amounts):
    keys = open_accounts([bank_collection(), unallocated()]).values()
    Entry.objects.bulk_create(
        Entry(posting_id=posting_id, account_id=key, amount=amount) for key, amount in zip(keys, amounts, strict=False)
    )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_posting SET memo = 'other'",
        "DELETE FROM ledger_posting",
        "UPDATE ledger_entry SET amount = amount * 2",
        "DELETE FROM ledger_entry",
    ],
)
def test_no_row_is_changed_or_removed(posted, statement):
    message = refused(statement)

    assert message == "The ledger is append-only: nothing in it is changed or removed. Post a correction."
    assert Posting.objects.get().memo == ""
    assert sorted(Entry.objects.values_list("amount", flat=True)) == [-100, 100]


@pytest.mark.parametrize("statement", ["UPDATE ledger_account SET kind = 'income'", "DELETE FROM ledger_account"])
def test_an_account_stays_what_it_was_opened_as(posted, statement):
    assert refused(statement) == "An account of the ledger is never changed or removed once it is opened."


def test_django_is_refused_as_well(posted):
    for attempt in (posted.save, Entry.objects.all().delete, lambda: Entry.objects.update(amount=1)):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            posted.memo = "other"
            attempt()


@pytest.mark.parametrize("amounts", [(), (100,), (100, -99)])
def test_a_posting_that_does_not_sum_to_zero_is_refused(engine, amounts):
    made = Posting(id=uuid.uuid4(), key="odd", kind="capture")

    with pytest.raises(IntegrityError, match="written before it, that sum to zero"), transaction.atomic():
        entries(made.pk, *amounts)
        made.save(force_insert=True)

    assert not Posting.objects.exists() and not Entry.objects.exists()


def test_a_closed_posting_takes_no_more_entries(posted):
    with pytest.raises(IntegrityError, match="The posting of this entry is closed"), transaction.atomic():
        entries(posted.pk, 5, -5)

    assert Entry.objects.count() == 2


def test_entries_without_a_posting_never_get_through(engine):
    with pytest.raises(IntegrityError), transaction.atomic():
        entries(uuid.uuid4(), 5, -5)
        connection.check_constraints()  # what the end of the transaction does

    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_no_row_of_sqlite_is_replaced():
    """INSERT OR REPLACE removes the old row without asking the trigger on removals."""
    posting = transfer()
    old, spare = posting.entries.first(), uuid.uuid4()
    entries(spare, 9, -9)
    entry = "INSERT OR REPLACE INTO ledger_entry (id, posting_id, account_id, amount) VALUES (%s, %s, %s, 7)"
    row = (
        'INSERT OR REPLACE INTO ledger_posting (id, "key", kind, parcel_number, occurred_at, posted_at, "by", memo) '
        "VALUES (%s, %s, 'capture', '', '2026-11-21', '2026-11-21', '', 'other')"
    )

    account = "INSERT OR REPLACE INTO ledger_account (id, code, purpose, kind) VALUES (%s, 'x', 'bank', 'income')"

    refusals = {
        refused(entry, old.pk, uuid.uuid4().hex, old.account_id),
        refused(row, posting.pk.hex, "another key"),
        refused(row, spare.hex, posting.key),
        refused(account, old.account_id),
    }

    assert refusals == {"The ledger is append-only: no row takes the place of another."}
    assert (posting.entries.get(pk=old.pk).amount, Posting.objects.get().memo) == (old.amount, "")
    Posting(id=spare, key="spare", kind="capture").save(force_insert=True)  # entries never end without one


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)  # a table with checks still open cannot be emptied at all
def test_a_table_with_rows_is_not_emptied_not_even_through_another():
    transfer(order=order())

    for statement in ("TRUNCATE ledger_entry", "TRUNCATE ledger_posting CASCADE", "TRUNCATE order_order CASCADE"):
        assert refused(statement) == "The ledger is append-only: a table with rows is not emptied."

    assert (Posting.objects.count(), Entry.objects.count(), Account.objects.count()) == (1, 2, 2)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_empty_tables_may_be_emptied():
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE ledger_account, ledger_posting CASCADE")

    assert not Account.objects.exists()


def test_a_missing_guard_is_named_and_comes_back(posted):
    editor = SimpleNamespace(connection=connection, execute=lambda sql, params: run(sql))
    assert guards.missing(connection) == []

    guards.remove(editor)
    assert {"ledger_posting_balances", "ledger_entry_is_in_time"} < set(guards.missing(connection))

    guards.install(editor)
    assert guards.missing(connection) == []
    assert "append-only" in refused("DELETE FROM ledger_posting")


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
