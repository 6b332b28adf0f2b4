"""One tax month: its figures, its list, its files, and its steps: close, declare, pay, amend."""

import re

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from marketplace.sales.tax_months import closing, paying
from marketplace.sales.tax_months.keeping import FileAltered, read
from marketplace.sales.tax_months.listing import monthly_list
from marketplace.sales.tax_months.models import TaxFile, TaxPeriod
from marketplace.sales.tax_months.months import PATTERN, due_on, is_over
from marketplace.sales.tax_months.reckoning import LedgerDiffers, withheld

from ..frame.access import MONEY, ForStaff
from ..frame.actions import Action
from ..frame.cells import Dong, Link, Listing, Moment, Text, day, dong, moment, month
from ..frame.fields import LineField
from ..frame.screens import DeskScreen, Section

S = TaxPeriod.State
KINDS = {"csv": "text/csv; charset=utf-8", "pdf": "application/pdf",
         "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}  # fmt: skip
FIGURES = (
    ("vat", _("VAT")),
    ("pit", _("Income tax")),
)


class ReferenceForm(forms.Form):
    reference = LineField(
        label=_("Reference number"), max_length=120, help_text=_("The number on the paper that proves it.")
    )


class AmendForm(forms.Form):
    what = LineField(label=_("What was amended"), max_length=300)


class MonthAction(Action):
    things = TaxPeriod.objects.all()
    permissions = ("tax_months.pay_tax_months",)
    form_class = ReferenceForm
    refusals = {
        paying.WrongStep: _("The month is in another state by now."),
        paying.NoReference: _("Write the reference."),
    }
    wanted = ""

    def is_offered(self):
        return self.thing.state == self.wanted

    def what(self, outcome, **typed):
        return " · ".join([dong(self.thing.due), *typed.values()])

    def figures(self, outcome, **typed):
        return {
            "month": self.thing.month,
            "amount": self.thing.due,
            "vat": self.thing.vat_due,
            "pit": self.thing.pit_due,
        }

    def goes_to(self, outcome):
        return reverse("desk:tax_month", args=[self.thing.month])


class Declare(MonthAction):
    name, label, wanted, tone = "declare", _("Mark declared"), S.CLOSED, "primary"

    def perform(self, reference):
        return paying.mark_declared(period=self.thing, reference=reference, by=self.user)


class Pay(MonthAction):
    name, label, wanted, tone = "pay", _("Mark paid"), S.DECLARED, "primary"
    help_text = _("Books that the tax has left the collection account.")

    def perform(self, reference):
        return paying.mark_paid(period=self.thing, reference=reference, by=self.user)


class Amend(MonthAction):
    name, label, wanted, form_class = "amend", _("Mark amended"), S.PAID, AmendForm

    def perform(self, what):
        return paying.mark_amended(period=self.thing, what=what, by=self.user)

    def what(self, outcome, what):
        return what

    def figures(self, outcome, what):
        return super().figures(outcome)


class CloseForm(forms.Form):
    month = forms.RegexField(PATTERN, widget=forms.HiddenInput)


class CloseMonth(Action):
    """Keeps its files in a storage that may be far away: no transaction may be open, so the log is written after."""

    name, label, done, tone = (
        "close",
        _("Close the month"),
        _("Closed. The list and the figures are kept as files."),
        "primary",
    )
    permissions = ("tax_months.close_tax_months",)
    form_class = CloseForm
    refusals = {
        closing.MonthNotOver: _("The month is not over."),
        closing.EarlierMonthOpen: _("Close the earlier months first."),
        closing.EntriesChanged: _("Sales of the month were written meanwhile. Try again."),
        closing.MonthIsClosed: _("This month was closed before."),
        LedgerDiffers: None,
    }

    def __init__(self, user, thing=None, month=""):
        super().__init__(user, thing)
        self.month = month

    def form(self, data=None, files=None):
        return self.form_class(data, prefix=self.prefix, initial={"month": self.month})

    def _at_once(self, typed):
        outcome = self.perform(**typed)
        self.note(outcome, typed)
        return outcome

    def perform(self, month):
        self.month = month
        return closing.close_month(month=month, by=self.user)

    def about(self, outcome):
        return outcome

    def what(self, outcome, **typed):
        return f"{month(outcome.month)} · {dong(outcome.due)}"

    figures = staticmethod(
        lambda outcome, **typed: {"month": outcome.month, "vat": outcome.vat_due, "pit": outcome.pit_due}
    )

    def goes_to(self, outcome):
        return reverse("desk:tax_month", args=[outcome.month])


class MonthScreen(DeskScreen):
    """Found by its name: a month that nobody has closed has no row yet."""

    place_name, url_name = "tax", "tax_month"
    permissions = MONEY
    things = MonthAction.things
    actions = (Declare, Pay, Amend)
    row_actions = (CloseMonth,)
    own_address = "<str:month>/"
    month = ""

    def get(self, request, *args, **kwargs):
        if not re.match(PATTERN, kwargs["month"]):
            raise Http404
        self.month = kwargs["month"]
        self.thing = TaxPeriod.objects.filter(month=self.month).first()
        return self.draw()

    def get_page_title(self):
        return _("Tax month %(month)s") % {"month": month(self._name())}

    def url(self):
        return reverse("desk:tax_month", args=[self._name()]) if self._name() else reverse("desk:tax")

    def _name(self) -> str:
        typed = self.request.POST.get("close-month", "") if self.request.method == "POST" else ""
        return self.month or (self.thing.month if self.thing else (typed if re.match(PATTERN, typed) else ""))

    def sections(self):
        name = self._name()
        if not name:
            return []
        period = self.thing if self.thing and self.thing.state != S.OPEN else None
        return [self._head(name, period), self._list(name), *([self._files(period)] if period else [])]

    def _head(self, name, period) -> Section:
        figures = period or withheld(name)
        facts = [(_("Due"), day(due_on(name))), (_("Sellers withheld from"), figures.sellers)]
        facts += [(_("Revenue"), dong(figures.revenue)), (_("Returns"), dong(figures.returns))]
        for tax, label in FIGURES:
            for part, words in (
                ("assessed", _("withheld")),
                ("offset", _("of returns")),
                ("brought", _("brought forward")),
                ("due", _("to pay")),
            ):
                facts.append((f"{label}, {words}", dong(getattr(figures, f"{tax}_{part}"))))
        if period:
            facts += [(_("Declared"), _proof(period.declared_at, period.declared_by, period.declaration_reference))]
            facts += [(_("Paid"), _proof(period.paid_at, period.paid_by, period.payment_reference))]
            facts += [(_("Amended"), _proof(period.amended_at, period.amended_by, period.amendment))]
            return Section(
                _("Figures"), facts=facts, actions=self.offered(period), tag=period.get_state_display(), tone="good"
            )
        close = CloseMonth(self.request.user, None, name)
        may_close = close.may() and is_over(name)
        words = "" if is_over(name) else _("The month runs; its figures grow.")
        return Section(
            _("Figures"), facts=facts, words=words, actions=[close] if may_close else [], tag=_("Open"), tone="waits"
        )

    def _list(self, name) -> Section:
        columns = [
            Text("seller", label=_("Seller"), accessor="seller.name"),
            Text("treatment", label=_("Kind of sale")),
            Dong("revenue", label=_("Revenue")),
            Dong("returns", label=_("Returns")),
            Dong("vat", label=_("VAT")),
            Dong("pit", label=_("Income tax")),
        ]
        return Section(_("Sellers"), table=Listing(columns, monthly_list(name)), empty=_("Nobody sold anything."))

    def _files(self, period) -> Section:
        may_read = self.request.user.has_perm("tax_months.read_tax_files")
        columns = [
            Link("kind", label=_("File"), accessor=lambda f: f"{f.get_kind_display()} ({f.format})",
                 get_url=lambda f: reverse("desk:tax_file", args=[f.pk]) if may_read else None),
            Moment("made_at", label=_("Made"), classname="desk-nowrap"),
            Text("sha256", label=_("Fingerprint"), accessor=lambda f: f.sha256[:16]),
        ]  # fmt: skip
        return Section(
            _("Files"), table=Listing(columns, list(period.files.order_by("kind", "format"))), empty=_("None.")
        )


def _proof(at, by, reference) -> str:
    return f"{moment(at)} · {by or '–'} · {reference}" if at else ""


class FileView(ForStaff, View):
    """A file as it was kept, once its fingerprint is right."""

    permissions = ("tax_months.read_tax_files",)

    def get(self, request, pk):
        file = TaxFile.objects.filter(pk=pk).first()
        if file is None:
            raise Http404
        try:
            content = read(file)
        except (FileAltered, FileNotFoundError) as error:
            raise Http404(_("The kept file is missing or was altered.")) from error
        answer = HttpResponse(content, content_type=KINDS[file.format])
        name = re.sub(r"[^a-zA-Z0-9._-]+", "-", file.name.removeprefix("tax/"))
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
