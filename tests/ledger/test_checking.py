"""The command that proves the whole ledger, and what it names when something is wrong."""

from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from marketplace.ledger import accounts, guards
from tests.ledger.books import write

pytestmark = pytest.mark.django_db


def check(capsys):
    with pytest.raises(CommandError) as error:
        call_command("check_ledger")
    assert error.value.returncode == 1
    return capsys.readouterr().err


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)


@pytest.fixture
def unguarded(db):
    """A database whose owner took the guards away."""
    guards.remove(SimpleNamespace(connection=connection, execute=lambda sql, params: run(sql)))


def test_a_sound_ledger_is_sound(market, capsys):
    for step in (market.capture, market.recognise_a, market.recognise_b, market.refund_one_of_a, market.refund_arrives):
        step()

    call_command("check_ledger")

    assert capsys.readouterr().out == "The ledger is sound: 5 postings.\n"


def test_an_order_that_is_not_conserved_is_named(market, capsys):
    market.capture()
    legs = (accounts.buyer_funds(market.order), 1), (accounts.fx_difference(), -1)
    write("swallowed", "correction", *legs, order=market.order)

    assert "order X: 775000 came in, 774999 are accounted for" in check(capsys)


def test_a_debt_below_zero_is_named(market, capsys):
    legs = (accounts.seller_available(market.a), 50), (accounts.bank_collection(), -50)
    write("too much", "payout_paid", *legs)

    assert check(capsys) == f"account seller_available:{market.a.pk}: -50\n"


def test_tax_to_be_set_off_is_not_a_debt_below_zero(market):
    write("paid", "tax_paid", (accounts.vat_withheld(), 50), (accounts.bank_collection(), -50))

    call_command("check_ledger")


def test_a_tampered_posting_and_the_missing_guards_are_named(market, unguarded, capsys):
    posting = market.capture()
    run("UPDATE ledger_entry SET amount = amount + 1 WHERE amount < 0")

    found = check(capsys)

    assert f"posting {posting.pk}: 2 entries sum to 1" in found
    assert "the ledger sums to 1" in found
    assert "guard ledger_posting_balances is missing from the database" in found


def test_a_posting_without_entries_is_named(market, unguarded, capsys):
    posting = market.capture()
    run("DELETE FROM ledger_entry")

    assert f"posting {posting.pk}: no entries" in check(capsys)
