"""The monthly list: what every seller sold, what was withheld at which rule, what returns took back (rules.md 4.1)."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q
from django.utils import translation

from marketplace.charges.models import KindRule, TaxRule
from marketplace.printing.columns import Kind
from marketplace.sales.models import SaleEntry
from sellers.models import Seller

from .forms import columns, word
from .months import first_day, following
from .reckoning import SUMS

ONE_PERCENT = 100
NUMBER, DONG, WIDE = (Kind.NUMBER, 0.7), (Kind.DONG, 1.3), (Kind.TEXT, 2.5)
SHAPES = {
    "number": NUMBER,
    "seller": WIDE,
    "vat_rate": NUMBER,
    "pit_rate": NUMBER,
    "legal_basis": WIDE,
} | dict.fromkeys(
    ("revenue", "returns", "base", "vat_assessed", "vat_offset", "vat", "pit_assessed", "pit_offset", "pit"), DONG
)
COLUMNS = columns("monthly_list", SHAPES)


@dataclass(frozen=True)
class ListRow:
    """One seller at one tax rule, in dong; offsets and returns above zero. Without a rule nothing is withheld."""

    seller: Seller
    rule: TaxRule | None
    legal_basis: str
    revenue: int
    returns: int
    vat_assessed: int
    vat_offset: int
    pit_assessed: int
    pit_offset: int

    @property
    def base(self) -> int:
        return self.revenue - self.returns

    @property
    def vat(self) -> int:
        return self.vat_assessed - self.vat_offset

    @property
    def pit(self) -> int:
        return self.pit_assessed - self.pit_offset

    @property
    def treatment(self) -> str:
        return self.rule.get_code_display() if self.rule else word("not_withheld")


def monthly_list(month: str) -> list[ListRow]:
    """Every seller who sold or took back in the month, those at a zero rate and those who declare themselves too.

    By name, then rule. Four queries. The shop's own delivery fees are nobody's revenue here. Raises WrongMonth.
    """
    own_fees = Q(parcel_line=None, goods=0)
    sums = list(
        SaleEntry.objects.in_period(month)
        .exclude(own_fees)
        .order_by()
        .values("seller_id", "tax_rule_id")
        .annotate(**SUMS)
    )
    sellers = Seller.objects.in_bulk({row["seller_id"] for row in sums})
    rules = TaxRule.objects.in_bulk({row["tax_rule_id"] for row in sums} - {None})
    reasons = _why_not_withheld(month)
    rows = [_row(row, sellers[row.pop("seller_id")], rules.get(row.pop("tax_rule_id")), reasons) for row in sums]
    return sorted(rows, key=lambda row: (row.seller.name, row.seller.pk, row.rule.code if row.rule else ""))


def table(rows: list[ListRow]) -> list[list]:
    """The list as the cells of COLUMNS, in Vietnamese."""
    with translation.override("vi"):
        return [_cells(number, row) for number, row in enumerate(rows, start=1)]


def percent(basis_points: int) -> Decimal:
    return Decimal(basis_points) / ONE_PERCENT


def _row(figures: dict[str, int], seller: Seller, rule: TaxRule | None, reasons: dict[str, str]) -> ListRow:
    return ListRow(seller, rule, rule.legal_basis if rule else reasons.get(seller.kind, ""), **figures)


def _why_not_withheld(month: str) -> dict[str, str]:
    """Kind of seller -> legal basis, of the rules in force within the month."""
    rules = KindRule.objects.overlapping(first_day(month), first_day(following(month))).filter(is_withheld=False)
    return dict(rules.order_by("valid_from").values_list("kind", "legal_basis"))


def _cells(number: int, row: ListRow) -> list:
    return [
        number,
        row.seller.name,
        row.seller.get_kind_display(),
        row.seller.tax_code,
        row.treatment,
        row.revenue,
        row.returns,
        row.base,
        percent(row.rule.vat_bp) if row.rule else None,
        row.vat_assessed,
        row.vat_offset,
        row.vat,
        percent(row.rule.pit_bp) if row.rule else None,
        row.pit_assessed,
        row.pit_offset,
        row.pit,
        row.legal_basis,
    ]
