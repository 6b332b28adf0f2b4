"""What a household owed for a year and what was withheld too much: the figures of its reclaim pack (T-11, T-12)."""

from dataclasses import dataclass
from datetime import date

from marketplace.legal.parameters import UnknownParameter, parameter

from .portions import at_rate


@dataclass(frozen=True)
class YearEnd:
    """Dong. `pit_due` and what follows from it are None where income tax goes by profit, which nobody here knows.

    `..._cut` are the figures if the 30 % cut applies to this seller.
    """

    year: int
    revenue: int
    vat_withheld: int
    pit_withheld: int
    vat_due: int
    pit_due: int | None
    pit_due_cut: int | None

    @property
    def vat_overpaid(self) -> int:
        return self.vat_withheld - self.vat_due

    @property
    def pit_overpaid(self) -> int | None:
        return None if self.pit_due is None else self.pit_withheld - self.pit_due

    @property
    def pit_overpaid_cut(self) -> int | None:
        return None if self.pit_due_cut is None else self.pit_withheld - self.pit_due_cut


def year_end(*, year: int, revenue: int, vat_withheld: int, pit_withheld: int, elsewhere: int = 0) -> YearEnd:
    """`revenue` is what was withheld on, `elsewhere` what the seller earned outside; dong.

    Up to the threshold nothing is due. Above it all VAT stands, and income tax on the part above: withheld by percent
    of revenue, so the same part of what was withheld. Raises UnknownParameter for years without a threshold.
    """
    last_day = date(year, 12, 31)
    threshold = parameter("tax.household_threshold", last_day)
    total = revenue + elsewhere
    if total <= threshold:
        return YearEnd(year, revenue, vat_withheld, pit_withheld, 0, 0, 0)
    if total > parameter("tax.pit_percent_ceiling", last_day):
        return YearEnd(year, revenue, vat_withheld, pit_withheld, vat_withheld, None, None)
    due = _half_up(pit_withheld * (total - threshold), total)
    return YearEnd(year, revenue, vat_withheld, pit_withheld, vat_withheld, due, due - _cut(due, total, last_day))


def _cut(due: int, total: int, last_day: date) -> int:
    try:
        is_small = total <= parameter("tax.pit_cut_ceiling", last_day)
        return at_rate(due, parameter("tax.pit_cut_bp", last_day)) if is_small else 0
    except UnknownParameter:
        return 0


def _half_up(amount: int, by: int) -> int:
    return (2 * amount + by) // (2 * by)
