"""Invariant I9 on random trade: the monthly lists are the ledger's movement of the two tax accounts, to the dong."""

from contextlib import contextmanager

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marketplace.ledger.accounts import pit_withheld, vat_withheld
from marketplace.ledger.balances import balance
from marketplace.sales.tax_months import closing
from marketplace.sales.tax_months.certifying import year_of_seller
from marketplace.sales.tax_months.closing import close_month
from marketplace.sales.tax_months.listing import monthly_list
from marketplace.sales.tax_months.models import TaxPeriod
from marketplace.sales.tax_months.paying import mark_declared, mark_paid
from marketplace.sales.tax_months.reckoning import ledger_movement
from tests import stall
from tests.lives import lives

from . import trade

pytestmark = pytest.mark.django_db
MONTHS = ("2026-10", "2026-11", "2026-12")
KINDS = ("household", "facility", "cooperative")
TREATMENTS = ("goods", "production", "service", "agri_raw_self")
SALES = st.fixed_dictionaries(
    {
        "seller": st.integers(0, 2),
        "month": st.integers(0, 2),
        "price": st.integers(1, 3_000_000),
        "quantity": st.integers(1, 4),
        "treatment": st.sampled_from(TREATMENTS),
        "back": st.lists(st.integers(0, 2), max_size=3),  # how many months after the sale a unit comes back
    }
)


@contextmanager
def rolled_back():
    """Each example begins with the same empty books."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def trade_of(sales: list[dict]) -> list:
    sellers = [stall.seller(f"Người bán {kind}", kind=kind) for kind in KINDS]
    for sale in sales:
        month = sale["month"]
        wanted = {name: sale[name] for name in ("price", "quantity", "treatment")}
        parcel = trade.sold(sellers[sale["seller"]], f"{MONTHS[month]}-05", **wanted)
        for later in sorted(sale["back"][: sale["quantity"]]):
            if month + later < len(MONTHS):
                trade.taken_back(parcel, f"{MONTHS[month + later]}-20")
    return sellers


@settings(max_examples=lives(8), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(SALES, max_size=6))
def test_i9_every_list_is_the_ledgers_movement_and_nothing_is_lost_between_months(rules, december, monkeypatch, sales):
    monkeypatch.setattr(
        closing, "declaration_pdf", lambda *args, **more: b""
    )  # the slowest part, not this test's matter
    december.move_to("2027-01-04")
    with rolled_back():
        sellers = trade_of(sales)
        for month in MONTHS:
            rows, moved = monthly_list(month), ledger_movement(month)
            assert {"vat": sum(row.vat for row in rows), "pit": sum(row.pit for row in rows)} == moved

            period = close_month(month=month, by=None)

            assert period.vat_assessed - period.vat_offset == moved["vat"]
            assert period.pit_assessed - period.pit_offset == moved["pit"]
            assert period.vat_due >= 0 >= period.vat_carried
            assert period.pit_due >= 0 >= period.pit_carried
        assert sum(year_of_seller(seller, 2026).vat for seller in sellers) == balance(vat_withheld())
        assert sum(year_of_seller(seller, 2026).pit for seller in sellers) == balance(pit_withheld())
        last = _all_paid()
        assert (balance(vat_withheld()), balance(pit_withheld())) == (last.vat_carried, last.pit_carried)


def _all_paid() -> TaxPeriod:
    for period in TaxPeriod.objects.order_by("month"):
        mark_declared(period=period, reference="TK", by=None)
        mark_paid(period=period, reference="UNC", by=None)
    return period
