"""Money held for others = where it lies = the bank's statement, for any day."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from marketplace.ledger import accounts
from marketplace.ledger.balances import balance, balances_by_purpose
from marketplace.ledger.daily import money_held
from marketplace.ledger.models import StatementBalance
from marketplace.ledger.statements import DifferentBalance, record_statement_balance
from tests.ledger.books import order, write

pytestmark = pytest.mark.django_db


def say(amount, **more):
    usual = {"day": timezone.localdate(), "source": "sao kê", "recorded_by": "Lan"}
    return record_statement_balance(account=accounts.bank_collection(), closing_balance=amount, **{**usual, **more})


@pytest.fixture
def sold(market):
    for step in (market.capture, market.recognise_a, market.recognise_b, market.refund_one_of_a):
        step()
    return market


def test_what_is_held_lies_somewhere(sold, django_assert_num_queries):
    cash = (accounts.clearing_cod("ghn"), 80_000), (accounts.unallocated(), -80_000)
    write("cash", "transfer_unmatched", *cash)

    with django_assert_num_queries(3):
        report = money_held(timezone.localdate())

    assert report.held == {
        "buyer_funds": 0,
        "refund_due": 149_610,
        "seller_pending": 297_600 + 425_250 - 148_800,
        "seller_available": 0,
        "payout_transit": 0,
        "unallocated": 80_000,
        "vat_withheld": 1_600,
        "pit_withheld": 800,
        "commission_vat": 3_050,
    }
    assert report.lies == {"bank:collection": 775_000, "clearing:cod:ghn": 80_000}
    assert report.own_share == 30_500 + 55_000 - 39_610
    assert report.held_total == report.lies_for_others == 809_110
    assert not report.has_difference


def test_the_shops_own_account_and_debts_are_no_part_of_what_lies_there(sold):
    own = (accounts.bank("operator"), 20_000), (accounts.bank_collection(), -20_000)
    write("own", "own_share", *own)
    bill = (accounts.carrier_cost(), 7_000), (accounts.carrier_due("ghn"), -7_000)
    write("bill", "carrier_bill", *bill)

    owed = (accounts.seller_due(sold.a), 9_000), (accounts.refund_due(sold.order), -9_000)
    write("owed", "refund_approved", *owed, order=sold.order)

    report = money_held(timezone.localdate())

    assert report.lies == {"bank:collection": 755_000}
    assert report.own_share == 45_890 - 20_000 - 9_000
    assert report.ledger_difference == 0


def test_the_banks_statement_agrees_or_the_difference_is_told(sold, capsys):
    say(775_000)
    assert money_held(timezone.localdate()).bank_difference == 0
    call_command("money_held")
    assert "775.000\u00a0₫" in capsys.readouterr().out

    say(774_000, replace=True)
    assert money_held(timezone.localdate()).bank_difference == -1_000
    with pytest.raises(CommandError) as error:
        call_command("money_held", day=timezone.localdate())
    assert error.value.returncode == 1
    assert "-1.000\u00a0₫" in capsys.readouterr().out


def test_a_day_without_a_statement_proves_nothing_and_says_so(sold):
    report = money_held(timezone.localdate())

    assert (report.statement, report.bank_difference, report.has_difference) == (None, None, False)


def test_a_day_ends_at_midnight_in_vietnam():
    of = order()
    first = datetime(2026, 11, 20, 16, 59, 59, tzinfo=UTC)
    write("a", "capture", (accounts.bank_collection(), 100), (accounts.buyer_funds(of), -100), occurred_at=first)
    second = datetime(2026, 11, 20, 17, 0, 0, tzinfo=UTC)
    write("b", "capture", (accounts.bank_collection(), 30), (accounts.buyer_funds(of), -30), occurred_at=second)

    assert balance(accounts.buyer_funds(of), until=date(2026, 11, 19)) == 0
    assert balance(accounts.buyer_funds(of), until=date(2026, 11, 20)) == 100
    assert balances_by_purpose(until=date(2026, 11, 21))["buyer_funds"] == 130
    assert money_held(date(2026, 11, 20)).lies == {"bank:collection": 100}


def test_a_statement_is_recorded_once_and_replaced_only_on_purpose():
    first = say(500)
    assert say(500, source="again") == first

    with pytest.raises(DifferentBalance):
        say(501)
    say(502, replace=True, recorded_by="Minh")

    kept = StatementBalance.objects.get()
    assert (kept.closing_balance, kept.recorded_by, kept.source) == (502, "Minh", "sao kê")
    say(7, day=date(2026, 11, 1))
    assert StatementBalance.objects.count() == 2
