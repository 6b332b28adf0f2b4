"""Sales for invoicing: what a seller puts into its own invoices, per line, without more of the buyer than it needs (8.5 a)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils import timezone

from marketplace.fulfilment.models import Parcel
from marketplace.printing.columns import Kind
from marketplace.sales.models import SaleEntry
from marketplace.sales.releasing import CASH
from sellers.models import Seller

from .forms import columns, word

DAY, NUMBER, DONG, WIDE = (Kind.DAY, 1), (Kind.NUMBER, 0.7), (Kind.DONG, 1.2), (Kind.TEXT, 2.5)
COLUMNS = columns(
    "sales_for_invoicing",
    {"delivered": DAY, "day": DAY, "goods": WIDE, "quantity": NUMBER}
    | dict.fromkeys(("price", "discount", "amount"), DONG),
)


@dataclass(frozen=True)
class InvoiceBuyer:
    """Whom a buyer asked the invoice to name."""

    name: str
    tax_code: str = ""
    address: str = ""
    email: str = ""


@dataclass(frozen=True)
class InvoiceLine:
    """A line sold or taken back; dong, and below zero with its quantity when taken back. VAT is in the price.

    `price` is the list price of one, `discount` what the seller took off: the shop's own discounts are not the
    seller's. `amount` is price × quantity − discount. `day` is when the sale or return was recognised.
    """

    order_id: int
    order_number: str
    parcel_number: str
    delivered_on: date | None
    day: date
    title: str
    unit: str
    quantity: int
    price: int
    discount: int
    amount: int
    is_cash: bool


def sales_for_invoicing(*, seller: Seller, month: str) -> list[InvoiceLine]:
    """The seller's lines of the month ("2026-11"), oldest first, its own delivery fees among them. One query."""
    entries = SaleEntry.objects.in_period(month).filter(seller=seller).exclude(parcel_line=None, goods=0)
    return [line_of(entry) for entry in with_what_invoices_need(entries)]


def invoicing_table(lines: list[InvoiceLine], buyers: Mapping[int, InvoiceBuyer] | None = None) -> list[list]:
    """The lines as the cells of COLUMNS, in Vietnamese. `buyers`: order id -> who asked for an invoice.

    The others carry the phrase that the law fixes for a buyer without a name (T-16). The VAT rate stays empty: a
    household on the direct method has none, and a company knows its own.
    """
    return [_cells(line, (buyers or {}).get(line.order_id)) for line in lines]


def with_what_invoices_need(entries):
    """The entries with all that `line_of` reads."""
    cash = Parcel.payments.rel.related_model.objects.filter(parcel=OuterRef("parcel"), provider=CASH)
    entries = entries.select_related("order", "parcel", "parcel_line__line", "parcel_line__terms")
    return entries.annotate(is_cash=Exists(cash)).order_by("occurred_at", "pk")


def line_of(entry: SaleEntry) -> InvoiceLine:
    sign, delivered_at, piece = entry.sign, entry.parcel.delivered_at, entry.parcel_line
    price = piece.terms.list_total // piece.quantity if piece else entry.goods
    return InvoiceLine(
        order_id=entry.order_id,
        order_number=entry.order.number,
        parcel_number=entry.parcel.number,
        delivered_on=timezone.localdate(delivered_at) if delivered_at else None,
        day=timezone.localdate(entry.occurred_at),
        title=piece.line.title if piece else word("delivery_fee"),
        unit=word("piece") if piece else "",
        quantity=sign * entry.quantity,
        price=price,
        discount=sign * (price * entry.quantity - entry.goods),
        amount=sign * entry.goods,
        is_cash=entry.is_cash,
    )


def _cells(line: InvoiceLine, buyer: InvoiceBuyer | None) -> list:
    buyer = buyer or InvoiceBuyer(word("anonymous_buyer"))
    return [
        line.order_number,
        line.parcel_number,
        line.delivered_on,
        line.day,
        word("taken_back") if line.quantity < 0 else word("sold"),
        buyer.name,
        buyer.tax_code,
        buyer.address,
        buyer.email,
        line.title,
        line.unit,
        line.quantity,
        line.price,
        line.discount,
        None,
        line.amount,
        word("cash") if line.is_cash else word("transfer"),
    ]
