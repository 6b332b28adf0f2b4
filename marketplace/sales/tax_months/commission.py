"""The commission statement of a seller and a month: what the shop's own invoice to the seller is based on (8.5 b)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from marketplace.printing.columns import Kind
from marketplace.sales.models import SaleEntry
from sellers.models import Seller

from .forms import columns, word
from .listing import percent
from .months import first_day
from .papers import month_text, operator_facts, paper, seller_facts

DONG, NARROW = (Kind.DONG, 1.2), (Kind.NUMBER, 0.7)
COLUMNS = columns(
    "commission_statement",
    {"day": (Kind.DAY, 1), "what": (Kind.TEXT, 2), "rate": NARROW}
    | dict.fromkeys(("goods", "commission", "commission_vat", "total"), DONG),
)


@dataclass(frozen=True)
class CommissionLine:
    """One sale or return, in dong, below zero for what was taken back. `rate_bp`: basis points."""

    day: date
    order_number: str
    parcel_number: str
    is_taken_back: bool
    title: str
    goods: int
    rate_bp: int
    commission: int
    commission_vat: int

    @property
    def total(self) -> int:
        return self.commission + self.commission_vat


@dataclass(frozen=True)
class CommissionStatement:
    seller: Seller
    month: str
    lines: list[CommissionLine]

    @property
    def commission(self) -> int:
        return sum(line.commission for line in self.lines)

    @property
    def commission_vat(self) -> int:
        return sum(line.commission_vat for line in self.lines)

    @property
    def total(self) -> int:
        return self.commission + self.commission_vat


def commission_statement(*, seller: Seller, month: str) -> CommissionStatement:
    """Every line that commission was taken on, or given back on, in the month. One query."""
    entries = SaleEntry.objects.of_goods().in_period(month).filter(seller=seller, commission_rule__isnull=False)
    entries = entries.select_related("order", "parcel", "parcel_line__line", "commission_rule")
    return CommissionStatement(seller, month, [_line(entry) for entry in entries.order_by("occurred_at", "pk")])


def commission_table(statement: CommissionStatement) -> list[list]:
    """The lines as the cells of COLUMNS, in Vietnamese."""
    return [
        [
            line.day,
            line.order_number,
            line.parcel_number,
            f"{word('taken_back')}: {line.title}" if line.is_taken_back else line.title,
            line.goods,
            percent(line.rate_bp),
            line.commission,
            line.commission_vat,
            line.total,
        ]
        for line in statement.lines
    ]


def commission_pdf(statement: CommissionStatement, *, made_at: datetime) -> bytes:
    month = statement.month
    document, found = paper("commission_statement", first_day(month), month_text(month), made_at, landscape=True)
    document.facts([*operator_facts(found), *seller_facts(statement.seller)])
    document.rows(COLUMNS, commission_table(statement))
    document.totals(
        [
            (word("commission"), statement.commission),
            (word("commission_vat"), statement.commission_vat),
            (word("commission_total"), statement.total),
        ]
    )
    return document.to_bytes()


def _line(entry: SaleEntry) -> CommissionLine:
    sign = entry.sign
    return CommissionLine(
        day=timezone.localdate(entry.occurred_at),
        order_number=entry.order.number,
        parcel_number=entry.parcel.number,
        is_taken_back=sign < 0,
        title=entry.parcel_line.line.title,
        goods=sign * entry.goods,
        rate_bp=entry.commission_rule.rate_bp,
        commission=sign * entry.commission,
        commission_vat=sign * entry.commission_vat,
    )
