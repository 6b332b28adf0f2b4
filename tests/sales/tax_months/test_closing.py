"""The month is closed once, to the dong, and only when the ledger says the same (rules.md 4.2, I9)."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from marketplace.ledger.accounts import loss_other, pit_withheld, vat_withheld
from marketplace.ledger.balances import balance
from marketplace.ledger.models import PostingKind
from marketplace.ledger.posting import post
from marketplace.sales.tax_months.closing import (
    EarlierMonthOpen,
    MonthIsClosed,
    MonthNotOver,
    close_month,
    open_months,
)
from marketplace.sales.tax_months.models import TaxPeriod
from marketplace.sales.tax_months.months import WrongMonth
from marketplace.sales.tax_months.reckoning import LedgerDiffers
from tests import stall

from . import trade

pytestmark = pytest.mark.django_db


def test_example_a_a_return_in_the_same_month_is_offset(household, december):
    sale = trade.sold(household, "2026-11-05")
    trade.taken_back(sale, "2026-11-20")

    period = close_month(month="2026-11", by=None)

    assert (period.revenue, period.returns) == (500_000, 100_000)
    assert (period.vat_assessed, period.vat_offset, period.vat_due) == (5000, 1000, 4000)
    assert (period.pit_assessed, period.pit_offset, period.pit_due) == (2500, 500, 2000)
    assert period.due == 6000
    assert period.state == "closed"
    assert period.due_on == date(2026, 12, 21)  # the twentieth is a Sunday


def test_example_a_a_return_in_the_next_month_is_offset_there_against_other_sales(household, december):
    sale = trade.sold(household, "2026-11-05")
    trade.taken_back(sale, "2026-12-01")
    trade.sold(household, "2026-12-02", quantity=3)
    november = close_month(month="2026-11", by=None)
    december.move_to("2027-01-04")

    closed = close_month(month="2026-12", by=None)

    assert november.due == 7500
    assert (closed.vat_assessed, closed.vat_offset, closed.vat_due) == (3000, 1000, 2000)
    assert (closed.pit_assessed, closed.pit_offset, closed.pit_due) == (1500, 500, 1000)


def test_returns_above_the_months_sales_are_carried_forward_and_not_paid_back(household, december):
    sale = trade.sold(household, "2026-11-05")
    trade.taken_back(sale, "2026-12-01")
    close_month(month="2026-11", by=None)
    december.move_to("2027-01-04")
    trade.sold(household, "2027-01-02", quantity=4)

    second = close_month(month="2026-12", by=None)
    december.move_to("2027-02-02")
    third = close_month(month="2027-01", by=None)

    assert (second.vat_due, second.pit_due) == (0, 0)
    assert (second.vat_carried, second.pit_carried) == (-1000, -500)
    assert (third.vat_brought, third.pit_brought) == (-1000, -500)
    assert (third.vat_due, third.pit_due) == (3000, 1500)
    assert (third.vat_carried, third.pit_carried) == (0, 0)


def test_example_c_own_raw_produce_is_closed_with_nothing_due(household, december):
    trade.sold(household, "2026-11-05", treatment="agri_raw_self")

    period = close_month(month="2026-11", by=None)

    assert (period.sellers, period.revenue, period.due) == (1, 500_000, 0)


def test_a_company_is_no_part_of_the_months_figures(household, december):
    trade.sold(stall.seller("Công ty minh họa", kind="company"), "2026-11-05")

    period = close_month(month="2026-11", by=None)

    assert (period.sellers, period.revenue, period.due) == (0, 0, 0)


def test_the_last_minute_of_a_month_in_vietnam_belongs_to_it(household, december):
    trade.sold(household, "2026-11-30 23:59")
    trade.sold(household, "2026-12-01 00:00", quantity=1)

    period = close_month(month="2026-11", by=None)

    assert period.vat_due == 5000


def test_a_month_is_not_closed_before_it_is_over_in_vietnam(rules, december):
    december.move_to("2026-11-30 16:59:59")  # one second before midnight in Vietnam

    with pytest.raises(MonthNotOver):
        close_month(month="2026-11", by=None)
    december.tick(1)

    assert close_month(month="2026-11", by=None).state == "closed"


def test_a_month_is_closed_once(household, december):
    trade.sold(household, "2026-11-05")
    close_month(month="2026-11", by=None)

    with pytest.raises(MonthIsClosed):
        close_month(month="2026-11", by=None)


def test_earlier_months_with_sales_are_closed_first(household, december):
    trade.sold(household, "2026-10-05")
    trade.sold(household, "2026-11-05")

    assert open_months() == ["2026-10", "2026-11"]
    with pytest.raises(EarlierMonthOpen, match="2026-10"):
        close_month(month="2026-11", by=None)


@pytest.mark.parametrize("wrong", ["2026-13", "2026-1", "11-2026", "2026-11-01", "", "2026-11\n"])
def test_a_month_is_written_in_one_way(wrong, db):
    with pytest.raises(WrongMonth):
        close_month(month=wrong, by=None)


def test_a_ledger_that_says_otherwise_stops_the_close_and_names_the_difference(household, december):
    trade.sold(household, "2026-11-05")
    with transaction.atomic():
        post(
            key="slip",
            kind=PostingKind.CORRECTION,
            legs=[(vat_withheld(), 300), (pit_withheld(), -20), (loss_other(), -280)],
            occurred_at=trade.at("2026-11-30 23:59"),
        )

    with pytest.raises(LedgerDiffers) as refused:
        close_month(month="2026-11", by=None)

    assert refused.value.differences == {"vat": 300, "pit": -20}
    assert "vat 300" in str(refused.value)
    assert not TaxPeriod.objects.exists()


def test_a_sale_written_after_the_close_is_brought_into_the_next_month(household, december):
    trade.sold(household, "2026-11-05")
    close_month(month="2026-11", by=None)
    trade.sold(household, "2026-11-29", quantity=1)
    december.move_to("2027-01-04")

    period = close_month(month="2026-12", by=None)

    assert (period.vat_assessed, period.vat_brought, period.vat_due) == (0, 1000, 1000)
    assert sum(TaxPeriod.objects.values_list("vat_due", flat=True)) == balance(vat_withheld()) == 6000
    assert sum(TaxPeriod.objects.values_list("pit_due", flat=True)) == balance(pit_withheld()) == 3000


def test_closing_takes_as_many_queries_for_many_sellers_as_for_one(household, december):
    trade.sold(household, "2026-11-05")
    december.move_to("2027-01-04")
    for number in range(5):
        trade.sold(stall.seller(f"Hộ {number}"), "2026-12-05")

    with CaptureQueriesContext(connection) as of_one:
        close_month(month="2026-11", by=None)
    with CaptureQueriesContext(connection) as of_five:
        close_month(month="2026-12", by=None)

    assert len(of_five) == len(of_one)


def test_the_command_closes_a_month_and_says_what_is_due(household, december, capsys):
    trade.sold(household, "2026-11-05")

    call_command("close_tax_month", "2026-11")

    said = capsys.readouterr().out.replace("\u00a0", " ")
    assert "2026-11 is closed: VAT 5.000 ₫, PIT 2.500 ₫, to be declared and paid by 2026-12-21." in said
    assert "tax/2026-11/monthly_list-" in said


@pytest.mark.parametrize(("month", "words"), [("2026-12", "The month is not over"), ("12/2026", "Write the month as")])
def test_the_command_says_why_it_refuses(rules, december, month, words):
    with pytest.raises(CommandError, match=words):
        call_command("close_tax_month", month)
