"""The yearly certificate, numbered without gaps and kept for ever, and what can be claimed back (T-10, T-11)."""

import io

import pypdf
import pytest
from django.core.files.storage import storages
from django.db import DatabaseError, transaction

from marketplace.sales.tax_months.certifying import (
    MonthsOpen,
    NothingWithheld,
    certificate,
    reclaim_figures,
    year_of_seller,
)
from marketplace.sales.tax_months.closing import close_month
from marketplace.sales.tax_months.keeping import read
from marketplace.sales.tax_months.models import WithholdingCertificate
from tests import stall

from . import trade

pytestmark = pytest.mark.django_db


@pytest.fixture
def year_over(household, december):
    """November: 500,000 sold. December: 100,000 of it came back. Both closed in January."""
    sale = trade.sold(household, "2026-11-05")
    trade.taken_back(sale, "2026-12-10")
    december.move_to("2027-01-04")
    close_month(month="2026-11", by=None)
    close_month(month="2026-12", by=None)
    return household


def test_a_certificate_counts_the_year_to_the_dong(year_over):
    issued = certificate(seller=year_over, year=2026, by=None)

    assert (issued.base, issued.vat, issued.pit) == (400_000, 4000, 2000)
    assert issued.code == "2026-000001"
    assert year_of_seller(year_over, 2026).months == {
        "2026-11": (500_000, 5000, 2500),
        "2026-12": (-100_000, -1000, -500),
    }


def test_a_certificate_can_be_read_in_vietnamese_with_its_tone_marks(year_over):
    issued = certificate(seller=year_over, year=2026, by=None)

    text = pypdf.PdfReader(io.BytesIO(read(issued.file))).pages[0].extract_text().replace("\u00a0", " ")
    assert "Chứng từ khấu trừ thuế" in text
    assert "Người bán Hộ minh họa Mật Ong" in text
    assert "Mã số thuế 0312345678" in text
    assert "11/2026 500.000 ₫ 5.000 ₫ 2.500 ₫" in text
    assert "12/2026 -100.000 ₫ -1.000 ₫ -500 ₫" in text
    assert "Tổng cộng 6.000 ₫" in text


def test_a_second_request_gives_the_same_certificate(year_over):
    first = certificate(seller=year_over, year=2026, by=None)

    again = certificate(seller=year_over, year=2026, by=None)

    assert (again.pk, again.number, again.sha256) == (first.pk, 1, first.sha256)
    assert len(first.sha256) == 64


def test_numbers_run_on_without_gaps(rules, december):
    sellers = [stall.seller(f"Hộ {n}") for n in range(3)]
    for seller in sellers:
        trade.sold(seller, "2026-11-05")
    december.move_to("2027-01-04")
    close_month(month="2026-11", by=None)
    close_month(month="2026-12", by=None)

    assert [certificate(seller=seller, year=2026, by=None).number for seller in sellers] == [1, 2, 3]


def test_a_certificate_whose_file_could_not_be_stored_is_finished_with_the_same_number(year_over, monkeypatch):
    def broken(*args, **kwargs):
        raise OSError("the storage is away")

    with monkeypatch.context() as patched:
        patched.setattr(type(storages["private"]), "save", broken)
        with pytest.raises(OSError, match="away"):
            certificate(seller=year_over, year=2026, by=None)

    issued = certificate(seller=year_over, year=2026, by=None)

    assert (issued.number, issued.file.kind) == (1, "certificate")


@pytest.mark.parametrize(
    "change",
    [
        lambda issued: WithholdingCertificate.objects.filter(pk=issued.pk).update(vat=0),
        lambda issued: WithholdingCertificate.objects.filter(pk=issued.pk).update(file=None),
        lambda issued: issued.delete(),
    ],
)
def test_the_database_refuses_to_change_or_remove_a_certificate(year_over, change):
    issued = certificate(seller=year_over, year=2026, by=None)

    with pytest.raises(DatabaseError), transaction.atomic():
        change(issued)

    issued.refresh_from_db()
    assert issued.vat == 4000


def test_a_certificate_waits_until_the_months_of_the_year_are_closed(household, december):
    trade.sold(household, "2026-11-05")
    close_month(month="2026-11", by=None)

    with pytest.raises(MonthsOpen, match="^2026-12$"):
        certificate(seller=household, year=2026, by=None)

    assert not WithholdingCertificate.objects.exists()


def test_a_seller_who_declares_for_itself_gets_no_certificate(rules, december):
    company = stall.seller("Công ty minh họa", kind="company")
    trade.sold(company, "2026-11-05")

    with pytest.raises(NothingWithheld):
        certificate(seller=company, year=2026, by=None)


def test_example_e_what_was_withheld_above_the_threshold_is_claimed_back(household):
    trade.sold(household, "2026-11-05", price=1_300_000_000, quantity=1)

    figures = reclaim_figures(seller=household, year=2026)

    assert (figures.vat_withheld, figures.pit_withheld) == (13_000_000, 6_500_000)
    assert (figures.vat_due, figures.pit_due, figures.pit_due_cut) == (13_000_000, 1_500_000, 1_050_000)
    assert (figures.pit_overpaid, figures.pit_overpaid_cut) == (5_000_000, 5_450_000)


def test_example_e_below_the_threshold_everything_is_claimed_back(household):
    trade.sold(household, "2026-11-05", price=900_000_000, quantity=1)

    figures = reclaim_figures(seller=household, year=2026)

    assert (figures.vat_overpaid, figures.pit_overpaid) == (9_000_000, 4_500_000)
