"""Declared, paid, amended: one step after the other, one posting, and the tax accounts end at zero."""

import pytest

from marketplace.ledger.accounts import bank_collection, pit_withheld, vat_withheld
from marketplace.ledger.balances import balance
from marketplace.ledger.models import Posting
from marketplace.sales.tax_months.closing import close_month
from marketplace.sales.tax_months.paying import NoReference, WrongStep, mark_amended, mark_declared, mark_paid
from marketplace.sales.tax_months.reckoning import ledger_movement

from . import trade

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(household, december):
    trade.sold(household, "2026-11-05")
    return close_month(month="2026-11", by=None)


def test_paying_takes_the_withheld_tax_out_of_the_collection_account(closed):
    mark_declared(period=closed, reference="TK-1", by=None)

    paid = mark_paid(period=closed, reference="  UNC \u200b 77 ", by=None)

    assert (paid.state, paid.payment_reference) == ("paid", "UNC 77")
    assert (balance(vat_withheld()), balance(pit_withheld())) == (0, 0)
    assert balance(bank_collection()) == -7500
    assert (paid.posting.kind, paid.posting.key) == ("tax_paid", "tax_paid:2026-11")


def test_a_month_is_paid_once(closed):
    mark_declared(period=closed, reference="TK-1", by=None)
    mark_paid(period=closed, reference="UNC 77", by=None)

    with pytest.raises(WrongStep):
        mark_paid(period=closed, reference="UNC 78", by=None)

    assert Posting.objects.filter(kind="tax_paid").count() == 1


def test_a_month_is_declared_before_it_is_paid_and_paid_before_it_is_amended(closed):
    with pytest.raises(WrongStep):
        mark_paid(period=closed, reference="UNC 77", by=None)
    with pytest.raises(WrongStep):
        mark_amended(period=closed, what="Sai tên", by=None)


@pytest.mark.parametrize("reference", ["", "  \u200b ", "x" * 121])
def test_a_step_needs_the_number_of_its_paper(closed, reference):
    with pytest.raises(NoReference):
        mark_declared(period=closed, reference=reference, by=None)


def test_an_amended_month_keeps_its_figures(closed):
    mark_declared(period=closed, reference="TK-1", by=None)
    mark_paid(period=closed, reference="UNC 77", by=None)

    amended = mark_amended(period=closed, what="Khai lại tên người bán", by=None)

    assert (amended.state, amended.amendment, amended.due) == ("amended", "Khai lại tên người bán", 7500)


def test_nothing_due_is_paid_without_a_posting(rules, december):
    empty = close_month(month="2026-11", by=None)
    mark_declared(period=empty, reference="TK-1", by=None)

    paid = mark_paid(period=empty, reference="không phát sinh", by=None)

    assert (paid.state, paid.posting) == ("paid", None)


def test_a_payment_to_the_state_is_no_movement_of_the_month_it_is_made_in(closed, december):
    mark_declared(period=closed, reference="TK-1", by=None)
    mark_paid(period=closed, reference="UNC 77", by=None)
    december.move_to("2027-01-04")

    second = close_month(month="2026-12", by=None)

    assert ledger_movement("2026-12") == {"vat": 0, "pit": 0}
    assert second.due == 0
