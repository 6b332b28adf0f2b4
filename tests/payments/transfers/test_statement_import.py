"""A bank's statement file: every incoming row once, told row by row, and the balance of the day."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from marketplace.ledger.daily import money_held
from marketplace.ledger.models import StatementBalance
from marketplace.payments.bank_feed.statement_tables import StatementError
from marketplace.payments.models import BankReceipt
from marketplace.payments.receipts.importing import import_statement
from marketplace.payments.receipts.matching import take
from tests.payments.till import staff

from .banking import books, check_books, fresh, memo, order_by_transfer, total, transfer

pytestmark = pytest.mark.django_db
HEADER = "Date,Time,Content,Reference,Credit,Debit,Balance\n"


@pytest.fixture
def clerk(db):
    return staff("import_statement")


def statement(*rows, day=None) -> bytes:
    """Rows of (content, reference, amount: below zero for money that left), with running balances from 0."""
    day, balance, lines = day or yesterday(), 0, ""
    for minute, (content, reference, amount) in enumerate(rows):
        balance += amount
        sides = f"{amount}," if amount > 0 else f",{-amount}"
        lines += f"{day:%Y-%m-%d},09:{minute:02d}:00,{content},{reference},{sides},{balance}\n"
    return (HEADER + lines).encode()


def yesterday() -> date:
    return timezone.localdate() - timedelta(days=1)


def bring(data, by, filename="sao-ke.csv"):
    return import_statement(data=data, filename=filename, layout="neutral", by=by)


def test_every_row_is_told_and_the_money_is_where_it_belongs(order, clerk):
    other = order_by_transfer(price=70_000)
    known = take(transfer(memo(other), total(other), reference="FT3", at=timezone.now() - timedelta(days=1))).receipt
    data = statement(
        (memo(order), "FT1", total(order)),
        ("mua hang", "FT2", 40_000),
        (memo(other), "FT3", total(other)),
        ("chi ho", "FT4", -10_000),
    )

    report = bring(data, clerk)

    assert [(receipt.reference, numbers) for receipt, numbers in report.matched] == [("FT1", [order.number])]
    assert [receipt.reference for receipt in report.unmatched] == ["FT2"]
    assert report.known == [known]
    assert (report.new, report.outgoing, report.faults, report.waiting) == (2, 1, [], 0)
    assert fresh(order).status == "confirmed"
    check_books()


def test_a_second_import_changes_nothing(order, clerk):
    data = statement((memo(order), "FT1", total(order)), ("mua hang", "", 40_000), ("mua hang", "", 40_000))
    first = bring(data, clerk)
    held = books()

    second = bring(data, clerk, "lan-hai.csv")

    assert (first.new, second.new, len(second.known)) == (3, 0, 3)
    assert books() == held
    assert BankReceipt.objects.count() == 3


def test_a_faulty_row_is_told_by_its_number_and_stops_no_other(order, clerk):
    data = statement(("mua hang", "FT2", 40_000)) + b"hom qua,09:05:00,xyz,FT9,12.5,,\n"

    report = bring(data, clerk)

    assert [(fault.row, fault.field) for fault in report.faults] == [(3, "at")] or report.faults[0].row == 3
    assert report.new == 1


def test_the_balance_of_a_finished_day_is_kept_and_the_daily_report_finds_no_difference(order, clerk):
    data = statement((memo(order), "FT1", total(order)), ("mua hang", "FT2", 40_000))

    report = bring(data, clerk)

    assert (report.closing_balance, report.balance_day) == (total(order) + 40_000, yesterday())
    held = money_held(yesterday())
    assert (held.statement, held.bank_difference) == (total(order) + 40_000, 0)
    assert StatementBalance.objects.get().source == "sao-ke.csv"


def test_the_balance_of_a_day_that_is_not_over_is_not_the_days(clerk):
    report = bring(statement(("mua hang", "FT2", 40_000), day=timezone.localdate()), clerk)

    assert (report.closing_balance, report.balance_day) == (40_000, None)
    assert not StatementBalance.objects.exists()


def test_another_balance_for_the_same_day_is_told_and_not_kept(clerk):
    bring(statement(("mua hang", "FT2", 40_000)), clerk)

    report = bring(statement(("mua hang", "FT2", 40_000), ("them", "FT3", 1_000)), clerk)

    assert (report.new, report.balance_day, report.other_balance) == (1, None, True)
    assert StatementBalance.objects.get().closing_balance == 40_000


def test_only_who_may_and_only_a_statement(clerk):
    with pytest.raises(PermissionDenied):
        bring(statement(("mua hang", "FT2", 40_000)), staff("match_transfer"))
    with pytest.raises(StatementError):
        bring(b"%PDF-1.7", clerk)
    assert not BankReceipt.objects.exists()
