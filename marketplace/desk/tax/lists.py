"""The tax months: those to be closed, those to be declared and paid, and when each is due."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.legal.working_days import is_working_day
from marketplace.sales.tax_months.closing import open_months
from marketplace.sales.tax_months.models import TaxPeriod
from marketplace.sales.tax_months.months import due_on, month_of

from ..frame.access import MONEY
from ..frame.cells import Day, Dong, Link, Listing, Tag, Text, day, month
from ..frame.screens import DeskScreen, Section

S = TaxPeriod.State
WAITING = (S.CLOSED, S.DECLARED)


@dataclass(frozen=True)
class Due:
    """What a month waits for, and by when."""

    month: str
    due_on: date
    step: object

    @property
    def is_late(self) -> bool:
        return timezone.localdate() > self.due_on

    @property
    def working_days(self) -> int:
        """Working days left, the last one included."""
        days = range(timezone.localdate().toordinal() + 1, self.due_on.toordinal() + 1)
        return sum(is_working_day(date.fromordinal(number)) for number in days)

    @property
    def left(self):
        if self.is_late:
            return _("overdue")
        return _("%(count)d working days left") % {"count": self.working_days}


def what_is_due() -> list[Due]:
    """The earliest first; the running month last, when nothing else waits. Three queries."""
    steps = {S.CLOSED: _("declare"), S.DECLARED: _("pay")}
    found = [Due(name, due_on(name), _("close")) for name in open_months()]
    found += [Due(each.month, each.due_on, steps[each.state]) for each in TaxPeriod.objects.filter(state__in=WAITING)]
    if not found:
        running = month_of(timezone.localdate())
        found = [Due(running, due_on(running), _("close, when the month is over"))]
    return sorted(found, key=lambda due: (due.due_on, due.month))


class TaxScreen(DeskScreen):
    place_name, url_name = "tax", "tax"
    permissions = MONEY

    def is_front_page(self):
        return True

    def links(self):
        return [(reverse("desk:certificates"), _("Yearly certificates"))]

    def sections(self):
        due = what_is_due()
        columns = [
            Link("month", label=_("Month"), accessor=lambda each: month(each.month), get_url=_page_of),
            Text("step", label=_("Next step")),
            Day("due_on", label=_("Due"), classname="desk-nowrap"),
            Tag("left", label=_("Time left"), tone=lambda each: "bad" if each.is_late else "waits"),
        ]
        known = [
            Link("month", label=_("Month"), accessor=lambda each: month(each.month), get_url=_page_of),
            Tag("state", label=_("Status"), accessor="get_state_display", tone=lambda p: "waits" if p.state in WAITING else "good"),
            Dong("revenue", label=_("Revenue")),
            Dong("vat_due", label=_("VAT to pay")),
            Dong("pit_due", label=_("Income tax to pay")),
            Day("due_on", label=_("Due"), classname="desk-nowrap"),
        ]  # fmt: skip
        periods = list(TaxPeriod.objects.exclude(state=S.OPEN).order_by("-month")[:36])
        return [
            Section(_("What is due next"), table=Listing(columns, due)),
            Section(_("Closed months"), table=Listing(known, periods), empty=_("No month was closed yet.")),
        ]


def _page_of(row) -> str:
    return reverse("desk:tax_month", args=[row.month])


def due_words(due: Due) -> str:
    return f"{month(due.month)}: {due.step} · {day(due.due_on)} · {due.left}"
