"""The monthly list: one line per seller and rule, zero rates among them, and files that are safe to open."""

import csv
import io
from decimal import Decimal

import openpyxl
import pytest

from marketplace.sales.tax_months.closing import close_month
from marketplace.sales.tax_months.forms import NoForm, form
from marketplace.sales.tax_months.keeping import read
from marketplace.sales.tax_months.listing import monthly_list
from tests import stall

from . import trade

pytestmark = pytest.mark.django_db


def listed(month="2026-11") -> list[tuple]:
    return [
        (row.seller.name, row.rule and row.rule.code, row.revenue, row.returns, row.base, row.vat, row.pit)
        for row in monthly_list(month)
    ]


def test_each_seller_has_a_line_for_each_kind_of_sale_and_none_for_other_months(rules):
    beekeeper, maker = stall.seller("Hộ B"), stall.seller("Hộ A", kind="facility")
    sale = trade.sold(beekeeper, "2026-11-05")
    trade.taken_back(sale, "2026-11-20")
    trade.sold(beekeeper, "2026-11-06", treatment="agri_raw_self")
    trade.sold(maker, "2026-11-07", price=800_000, quantity=1, treatment="service")
    trade.sold(maker, "2026-12-01")

    assert listed() == [
        ("Hộ A", "service", 800_000, 0, 800_000, 40_000, 16_000),
        ("Hộ B", "agri_raw_self", 500_000, 0, 500_000, 0, 0),
        ("Hộ B", "goods", 500_000, 100_000, 400_000, 4000, 2000),
    ]


def test_a_return_of_an_earlier_sale_is_an_offset_below_zero(household):
    sale = trade.sold(household, "2026-10-05")
    trade.taken_back(sale, "2026-11-05", units=2)

    (row,) = monthly_list("2026-11")

    assert (row.revenue, row.returns, row.base) == (0, 200_000, -200_000)
    assert (row.vat_assessed, row.vat_offset, row.vat) == (0, 2000, -2000)
    assert (row.pit_assessed, row.pit_offset, row.pit) == (0, 1000, -1000)


def test_a_seller_who_declares_for_itself_is_listed_with_the_reason_and_without_tax(rules):
    trade.sold(stall.seller("Hợp tác xã minh họa", kind="cooperative"), "2026-11-05")

    (row,) = monthly_list("2026-11")

    assert (row.rule, row.revenue, row.vat, row.pit) == (None, 500_000, 0, 0)
    assert row.legal_basis == "Decree 252/2026/NĐ-CP Art 43.1"


def test_a_delivery_fee_counts_when_it_is_the_sellers_and_not_when_it_is_the_shops(household):
    trade.sold(household, "2026-11-05", fee=30_000, fee_goes_to="seller")
    trade.sold(household, "2026-11-06", fee=25_000, fee_goes_to="shop")

    assert [row[2:] for row in listed()] == [(1_030_000, 0, 1_030_000, 10_300, 5150)]


def test_the_list_is_kept_as_csv_and_as_a_sheet_with_vietnamese_titles(rules, december):
    trade.sold(stall.seller("=HYPERLINK(1)", tax_code="0012345678"), "2026-11-05")

    period = close_month(month="2026-11", by=None)

    files = {file.format: read(file) for file in period.files.filter(kind="monthly_list")}
    titles, cells = csv.reader(io.StringIO(files["csv"].decode("utf-8-sig")))
    assert titles[:6] == ["STT", "Người bán", "Loại người bán", "Mã số thuế", "Loại doanh thu", "Doanh thu"]
    assert cells[1] == "'=HYPERLINK(1)"
    assert cells[3] == "0012345678"
    assert cells[5:16] == ["500000", "0", "500000", "1", "5000", "0", "5000", "0.5", "2500", "0", "2500"]
    _titles, sheet = openpyxl.load_workbook(io.BytesIO(files["xlsx"])).active.values
    assert sheet[3] == "0012345678"
    assert [Decimal(str(value)) for value in sheet[5:16]] == [Decimal(text) for text in cells[5:16]]


def test_the_forms_of_the_old_decree_are_named_and_those_of_the_new_one_are_known_to_be_unknown():
    before, after = (form("monthly_list", trade.at(day).date()) for day in ("2026-06-30", "2026-07-01"))

    assert (before.code, before.status) == ("01-1/BK-CNKD-TMĐT", "replaced")
    assert (after.code, after.status) == ("", "unknown after 2026-07-01")
    with pytest.raises(NoForm):
        form("monthly_list", trade.at("2025-06-30").date())


def test_a_closed_month_says_what_is_known_of_its_form(household, december):
    trade.sold(household, "2026-11-05")

    period = close_month(month="2026-11", by=None)

    assert (period.form_code, period.form_status) == ("", "unknown after 2026-07-01")
