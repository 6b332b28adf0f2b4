"""Closes a tax month: proves it against the ledger, freezes its figures and keeps its list as files."""

from django.db import transaction
from django.utils import timezone

from marketplace.printing.tables import write_csv, write_xlsx

from .forms import form
from .keeping import StoredFile, keep, store
from .listing import COLUMNS, monthly_list, table
from .models import FileKind, TaxPeriod
from .months import due_on, first_day, is_over, months_between
from .papers import declaration_pdf
from .reckoning import Withheld, proved, withheld_entries

FIGURES = (
    "sellers",
    "revenue",
    "returns",
    "vat_assessed",
    "vat_offset",
    "vat_brought",
    "vat_due",
    "pit_assessed",
    "pit_offset",
    "pit_brought",
    "pit_due",
)


class MonthNotOver(ValueError):
    """The month has days left."""


class MonthIsClosed(ValueError):
    """The month was closed before."""


class EarlierMonthOpen(ValueError):
    """Months before this one are to be closed first; they are named."""


class EntriesChanged(RuntimeError):
    """Sales of the month were written while it was being closed. Try again."""


def open_months() -> list[str]:
    """Months that are over and not closed, from the first sale on, the oldest first. Two queries."""
    first = withheld_entries().order_by("period").values_list("period", flat=True).first()
    this_month = f"{timezone.localdate():%Y-%m}"
    closed = TaxPeriod.objects.exclude(state=TaxPeriod.State.OPEN).values_list("month", flat=True)
    return sorted(set(months_between(first or this_month, this_month)) - set(closed))


def close_month(*, month: str, by) -> TaxPeriod:
    """Freezes the month ("2026-11") and keeps its list (CSV, XLSX) and its figures (PDF). `by` is a user or None.

    Entries written later with an instant of this month go into the next one's `..._brought`; all others carry their
    own month. Raises WrongMonth, MonthNotOver, MonthIsClosed, EarlierMonthOpen, EntriesChanged and, when the sale
    entries and the ledger differ, LedgerDiffers (reckoning).
    """
    _check_may_close(month)
    figures = proved(month)
    files = _stored(month, figures)
    with transaction.atomic():
        TaxPeriod.objects.get_or_create(month=month, defaults={"due_on": due_on(month)})
        period = TaxPeriod.objects.select_for_update().get(month=month)
        if period.state != TaxPeriod.State.OPEN:
            raise MonthIsClosed(month)
        if proved(month) != figures:
            raise EntriesChanged(month)
        _freeze(period, figures, by)
        for stored in files:
            keep(stored, by=by, period=period)
    return period


def _check_may_close(month: str) -> None:
    if not is_over(month):
        raise MonthNotOver(month)
    if TaxPeriod.objects.filter(month=month).exclude(state=TaxPeriod.State.OPEN).exists():
        raise MonthIsClosed(month)
    if earlier := [other for other in open_months() if other < month]:
        raise EarlierMonthOpen(", ".join(earlier))


def _stored(month: str, figures: Withheld) -> list[StoredFile]:
    rows = table(monthly_list(month))
    contents = {
        (FileKind.MONTHLY_LIST, "csv"): write_csv(rows, COLUMNS),
        (FileKind.MONTHLY_LIST, "xlsx"): write_xlsx(rows, COLUMNS, sheet=month),
        (FileKind.DECLARATION, "pdf"): declaration_pdf(month, figures, made_at=timezone.now()),
    }
    return [
        store(folder=month, kind=kind.value, format=format, content=content)
        for (kind, format), content in contents.items()
    ]


def _freeze(period: TaxPeriod, figures: Withheld, by) -> None:
    paper = form(FileKind.DECLARATION, first_day(period.month))
    for name in FIGURES:
        setattr(period, name, getattr(figures, name))
    period.state, period.due_on = TaxPeriod.State.CLOSED, due_on(period.month)
    period.form_code, period.form_status = paper.code, paper.status
    period.closed_by, period.closed_at = by, timezone.now()
    period.save()
