"""What sellers take into their own books: the commission statement and the sales for invoicing."""

import io

import pypdf
import pytest
from django.utils import timezone

from marketplace.sales.models import LineTerms
from marketplace.sales.recognising import recognise
from marketplace.sales.tax_months import commission, invoicing
from marketplace.sales.tax_months.commission import commission_pdf, commission_statement, commission_table
from marketplace.sales.tax_months.invoicing import InvoiceBuyer, invoicing_table, sales_for_invoicing
from tests import stall

from . import trade

pytestmark = pytest.mark.django_db


def test_a_commission_statement_takes_off_what_came_back(household):
    sale = trade.sold(household, "2026-11-05")
    trade.taken_back(sale, "2026-11-20")
    trade.sold(household, "2026-12-01")

    statement = commission_statement(seller=household, month="2026-11")

    assert [(line.goods, line.rate_bp, line.commission, line.commission_vat) for line in statement.lines] == [
        (500_000, 500, 25_000, 2500),
        (-100_000, 500, -5000, -500),
    ]
    assert (statement.commission, statement.commission_vat, statement.total) == (20_000, 2000, 22_000)


def test_a_commission_statement_is_only_of_its_seller_and_leaves_out_delivery_fees(household):
    trade.sold(household, "2026-11-05", fee=25_000)
    trade.sold(stall.seller("Hộ khác"), "2026-11-05")

    assert len(commission_statement(seller=household, month="2026-11").lines) == 1


def test_a_commission_statement_prints_its_lines_and_its_sum(household):
    sale = trade.sold(household, "2026-11-05")
    trade.taken_back(sale, "2026-11-20")
    statement = commission_statement(seller=household, month="2026-11")

    content = commission_pdf(statement, made_at=timezone.now())

    text = pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text().replace("\u00a0", " ")
    assert "Bảng kê phí dịch vụ sàn" in text
    assert "Đơn vị vận hành sàn" in text
    assert "Tổ chức khấu trừ" not in text
    assert "Trả lại: Mật ong rừng tràm" in text
    assert "Tổng phí dịch vụ 22.000 ₫" in text
    assert len(commission_table(statement)[0]) == len(commission.COLUMNS)


def test_sales_for_invoicing_name_what_the_seller_sold_and_took_back(household):
    sale = trade.sold(household, "2026-11-05")
    trade.taken_back(sale, "2026-11-20", units=2)

    sold, back = sales_for_invoicing(seller=household, month="2026-11")

    assert (sold.title, sold.quantity, sold.price, sold.discount, sold.amount) == (
        "Mật ong rừng tràm",
        5,
        100_000,
        0,
        500_000,
    )
    assert (back.quantity, back.discount, back.amount) == (-2, 0, -200_000)
    assert (f"{sold.delivered_on}", f"{sold.day}", f"{back.day}") == ("2026-11-05", "2026-11-05", "2026-11-20")


def test_the_sellers_discount_is_on_the_invoice_and_the_shops_is_not(household):
    """Example F: price 200,000, the seller gives 20,000, the shop 30,000."""
    parcel = trade.parcel(household, price=200_000, quantity=1)
    LineTerms.objects.update(seller_discount=20_000, platform_discount=30_000)
    recognise(parcel=parcel, at=trade.at("2026-11-05"))

    (line,) = sales_for_invoicing(seller=household, month="2026-11")

    assert (line.price, line.discount, line.amount) == (200_000, 20_000, 180_000)


def test_a_buyer_is_named_only_when_he_asked_for_an_invoice(household):
    first, second = trade.sold(household, "2026-11-05"), trade.sold(household, "2026-11-06")
    lines = sales_for_invoicing(seller=household, month="2026-11")
    asked = InvoiceBuyer("Công ty mẫu", "0312345678", "Số 1, ấp Mẫu", "ketoan@example.com")

    rows = invoicing_table(lines, {second.order_id: asked})

    assert rows[0][5:9] == ["Bán cho người tiêu dùng", "", "", ""]
    assert rows[1][5:9] == ["Công ty mẫu", "0312345678", "Số 1, ấp Mẫu", "ketoan@example.com"]
    assert not any(first.recipient_name in cell or first.recipient_phone in cell for cell in map(str, rows[0]))
    assert len(rows[0]) == len(invoicing.COLUMNS)


def test_a_sellers_own_delivery_fee_is_a_line_of_its_own(household):
    trade.sold(household, "2026-11-05", fee=30_000, fee_goes_to="seller")

    lines = sales_for_invoicing(seller=household, month="2026-11")

    assert sorted((line.title, line.amount) for line in lines) == [
        ("Mật ong rừng tràm", 500_000),
        ("Phí giao hàng", 30_000),
    ]
