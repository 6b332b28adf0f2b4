"""What a month's sale entries say was withheld, proved against the ledger's two tax accounts (invariant I9)."""

from dataclasses import dataclass

from django.db.models import Q, Sum

from marketplace.ledger.models import AccountKind, Entry, PostingKind, Purpose
from marketplace.money import format_dong
from marketplace.sales.models import SaleEntry

from .models import TaxPeriod
from .months import instants

ASSESSED, REVERSED = Q(kind="assess"), Q(kind="reverse")
# What a month or a line of its list is made of: sold and withheld, and what came back of each.
SUMS = {
    "revenue": Sum("goods", filter=ASSESSED, default=0),
    "returns": Sum("goods", filter=REVERSED, default=0),
    "vat_assessed": Sum("vat_withheld", filter=ASSESSED, default=0),
    "vat_offset": Sum("vat_withheld", filter=REVERSED, default=0),
    "pit_assessed": Sum("pit_withheld", filter=ASSESSED, default=0),
    "pit_offset": Sum("pit_withheld", filter=REVERSED, default=0),
}


class LedgerDiffers(ValueError):
    """The sale entries of a month and the ledger do not say the same. `differences`: tax -> entries less ledger."""

    def __init__(self, month: str, differences: dict[str, int]):
        self.month, self.differences = month, differences
        parts = ", ".join(f"{tax} {format_dong(amount)}" for tax, amount in differences.items())
        super().__init__(f"{month}: the sale entries differ from the ledger by {parts}")


@dataclass(frozen=True)
class Withheld:
    """A month in dong; offsets and returns above zero. `..._brought`: what earlier months left (TaxPeriod)."""

    sellers: int
    revenue: int
    returns: int
    vat_assessed: int
    vat_offset: int
    vat_brought: int
    pit_assessed: int
    pit_offset: int
    pit_brought: int

    @property
    def vat_left(self) -> int:
        return self.vat_assessed - self.vat_offset + self.vat_brought

    @property
    def pit_left(self) -> int:
        return self.pit_assessed - self.pit_offset + self.pit_brought

    @property
    def vat_due(self) -> int:
        return max(0, self.vat_left)

    @property
    def pit_due(self) -> int:
        return max(0, self.pit_left)


def withheld_entries():
    """Entries of sellers from whom tax is withheld, at whatever rate, zero included."""
    return SaleEntry.objects.filter(tax_rule__isnull=False).order_by()


def withheld(month: str) -> Withheld:
    """Four queries. Raises WrongMonth."""
    entries = withheld_entries()
    sums = entries.in_period(month).aggregate(**SUMS)
    earlier = entries.filter(period__lt=month).net()
    settled = TaxPeriod.objects.filter(month__lt=month).aggregate(
        vat=Sum("vat_due", default=0), pit=Sum("pit_due", default=0)
    )
    return Withheld(
        sellers=entries.in_period(month).values("seller").distinct().count(),
        vat_brought=earlier["vat_withheld"] - settled["vat"],
        pit_brought=earlier["pit_withheld"] - settled["pit"],
        **sums,
    )


def ledger_movement(month: str) -> dict[str, int]:
    """What came into the accounts "vat" and "pit" in the month less what was taken back; payments to the state apart."""
    start, end = instants(month)
    moved = Entry.objects.filter(posting__occurred_at__gte=start, posting__occurred_at__lt=end)
    moved = moved.exclude(posting__kind=PostingKind.TAX_PAID).order_by()
    sums = moved.aggregate(
        vat=Sum("amount", filter=Q(account__purpose=Purpose.VAT_WITHHELD), default=0),
        pit=Sum("amount", filter=Q(account__purpose=Purpose.PIT_WITHHELD), default=0),
    )
    return {tax: AccountKind.LIABILITY.sign * amount for tax, amount in sums.items()}


def proved(month: str) -> Withheld:
    """The month's figures, once entries and ledger agree to the dong. Raises LedgerDiffers, WrongMonth."""
    ledger = ledger_movement(month)
    found = withheld(month)
    differences = {
        "vat": found.vat_assessed - found.vat_offset - ledger["vat"],
        "pit": found.pit_assessed - found.pit_offset - ledger["pit"],
    }
    differences = {tax: amount for tax, amount in differences.items() if amount}
    if differences:
        raise LedgerDiffers(month, differences)
    return found
