"""On PostgreSQL, with real threads: one close, numbers without doubles, and the same refusals of the database."""

import pytest
from django.db import DatabaseError, connection, transaction

from marketplace.charges.loading import load_charges
from marketplace.sales.tax_months.certifying import certificate
from marketplace.sales.tax_months.closing import MonthIsClosed, close_month
from marketplace.sales.tax_months.models import TaxFile, TaxPeriod, WithholdingCertificate
from tests import stall
from tests.ledger.books import at_once

from . import trade

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sellers(december):
    load_charges()
    made = [stall.seller(f"Hộ {number}") for number in range(4)]
    for seller in made:
        trade.sold(seller, "2026-11-05")
    return made


def test_two_people_who_close_the_same_month_at_once_close_it_once(sellers):
    given = at_once([lambda: close_month(month="2026-11", by=None)] * 3)

    assert [type(each).__name__ for each in given].count("TaxPeriod") == 1
    assert sum(isinstance(each, MonthIsClosed) for each in given) == 2
    assert TaxPeriod.objects.get().vat_due == 20_000
    assert TaxFile.objects.count() == 3


def test_certificates_issued_at_once_have_numbers_of_their_own(sellers, december):
    december.move_to("2027-01-04")
    for month in ("2026-11", "2026-12"):
        close_month(month=month, by=None)

    at_once([lambda seller=seller: certificate(seller=seller, year=2026, by=None) for seller in [*sellers, sellers[0]]])

    assert sorted(WithholdingCertificate.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert WithholdingCertificate.objects.filter(file=None).count() == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda: TaxFile.objects.update(sha256="0" * 64),
        lambda: TaxFile.objects.filter(certificate=None).delete(),
        lambda: WithholdingCertificate.objects.update(vat=0),
        lambda: WithholdingCertificate.objects.all().delete(),
        lambda: connection.cursor().execute("TRUNCATE tax_months_taxfile CASCADE"),
    ],
)
def test_postgresql_refuses_to_change_or_remove_what_was_made(sellers, december, change):
    december.move_to("2027-01-04")
    for month in ("2026-11", "2026-12"):
        close_month(month=month, by=None)
    certificate(seller=sellers[0], year=2026, by=None)

    with pytest.raises(DatabaseError, match="kept as they were made|not emptied"), transaction.atomic():
        change()
