"""The daily proof: money held for others, where it lies, what the bank says, and whether the ledger is sound."""

from datetime import date

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.ledger.accounts import bank_collection
from marketplace.ledger.checking import problems
from marketplace.ledger.daily import MoneyHeld, money_held
from marketplace.ledger.models import Purpose, StatementBalance
from marketplace.ledger.statements import DifferentBalance, record_statement_balance

from .frame.access import MONEY
from .frame.actions import Action, Refused
from .frame.cells import Day, Dong, Listing, Moment, Text, day, dong
from .frame.fields import DayField, DongField
from .frame.screens import DeskScreen, Section
from .transfers.importing import collection

MOST_SHOWN = 31


class BalanceForm(forms.Form):
    day = DayField(label=_("Day"))
    closing_balance = DongField(label=_("Closing balance"), lowest=None, help_text=_("As the bank's statement says."))
    replace = forms.BooleanField(label=_("Replace what was recorded for that day"), required=False)

    def clean_day(self):
        chosen = self.cleaned_data["day"]
        if chosen > timezone.localdate():
            raise forms.ValidationError(_("This lies in the future."))
        return chosen


class Record(Action):
    name, label, tone, done = "record", _("Record the bank's balance"), "primary", _("Recorded.")
    permissions = ("desk.record_balance",)
    form_class = BalanceForm

    def perform(self, day, closing_balance, replace):
        try:
            return record_statement_balance(
                account=bank_collection(), day=day, closing_balance=closing_balance,
                source=str(_("by hand")), recorded_by=str(self.user)[:150], replace=replace,
            )  # fmt: skip
        except DifferentBalance as error:
            raise Refused(
                _("Another balance was recorded for that day. Tick the box to replace it."), "replace"
            ) from error

    def about(self, outcome):
        return collection()

    def title(self, outcome):
        return str(_("Balance of the bank"))

    def what(self, outcome, **typed):
        return f"{day(typed['day'])} · {dong(typed['closing_balance'])}"

    def figures(self, outcome, day, closing_balance, replace):
        return {"day": day.isoformat(), "amount": closing_balance, "replaced": replace}

    def goes_to(self, outcome):
        return f"{reverse('desk:daily')}?day={outcome.day.isoformat()}"


class DailyScreen(DeskScreen):
    place_name, url_name = "daily", "daily"
    permissions = MONEY
    actions = (Record,)
    template_name = "desk/daily.html"

    def is_front_page(self):
        return True

    def get(self, request, *args, **kwargs):
        self.thing = None
        return self.draw()

    @property
    def day(self) -> date:
        """The day asked for, else today."""
        try:
            return min(date.fromisoformat(self.request.GET.get("day", "")), timezone.localdate())
        except ValueError:
            return timezone.localdate()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"day": self.day}

    def sections(self):
        report = money_held(self.day)
        found = [self._held(report), self._lies(report), self._ledger(), self._balances()]
        found[0].actions = self.offered(None)
        return found

    def _held(self, report: MoneyHeld) -> Section:
        facts = [(Purpose(purpose).label, dong(amount)) for purpose, amount in report.held.items()]
        return Section(
            _("Held for others on %(day)s") % {"day": day(report.day)},
            facts=[*facts, (_("Together"), dong(report.held_total))],
            words=in_words(report),
            alarm=alarm_of(report),
            tag=_("Differs") if report.has_difference else _("Adds up to the dong"),
            tone="bad" if report.has_difference else "good",
        )

    def _lies(self, report: MoneyHeld) -> Section:
        facts = [(_place(code), dong(amount)) for code, amount in report.lies.items()]
        facts += [
            (_("The shop's own share of it"), dong(report.own_share)),
            (_("Lies there for others"), dong(report.lies_for_others)),
            (_("Statement of the bank"), dong(report.statement)),
        ]
        return Section(_("Where it lies"), facts=facts)

    def _ledger(self) -> Section:
        """Only when asked for: it reads the whole ledger."""
        if self.request.GET.get("check") != "1":
            return Section(_("The whole ledger"), words=_("Checked only when asked for: it reads everything."))
        found = list(problems())
        return Section(
            _("The whole ledger"),
            table=Listing([Text("problem", label=_("What is wrong"), accessor=lambda row: row)], found[:200]),
            empty=_("Sound: every posting sums to zero, every order adds up, no debt is below zero."),
            tag=_("Not sound") if found else _("Sound"),
            tone="bad" if found else "good",
        )

    def _balances(self) -> Section:
        code = bank_collection().code
        rows = list(StatementBalance.objects.filter(account__code=code).order_by("-day")[:MOST_SHOWN])
        columns = [
            Day("day", label=_("Day"), classname="desk-nowrap"),
            Dong("closing_balance", label=_("Closing balance")),
            Text("source", label=_("Source")),
            Text("recorded_by", label=_("Done by")),
            Moment("recorded_at", label=_("Recorded"), classname="desk-nowrap"),
        ]
        return Section(_("Recorded balances"), table=Listing(columns, rows), empty=_("None."))

    def links(self):
        return [(f"{reverse('desk:daily')}?day={self.day.isoformat()}&check=1", _("Check the whole ledger now"))]


def in_words(report: MoneyHeld) -> str:
    if report.statement is None:
        return _("No balance of the bank is recorded for this day: only the ledger was compared with itself.")
    if not report.has_difference:
        return _("The bank holds just what the ledger says.")
    return ""


def alarm_of(report: MoneyHeld) -> str:
    words = []
    if report.ledger_difference:
        words.append(
            _("In the ledger %(amount)s more lies there than is held for others.")
            % {"amount": dong(report.ledger_difference)}
        )
    if report.bank_difference:
        more = report.bank_difference > 0
        text = (
            _("The bank has %(amount)s more than the ledger.")
            if more
            else _("The bank has %(amount)s less than the ledger.")
        )
        words.append(text % {"amount": dong(abs(report.bank_difference))})
        words.append(
            _("Import the statement of that day, and look at transfers entered by hand and batches not answered.")
        )
    return " ".join(map(str, words))


def _place(code: str):
    kind, _colon, name = code.rpartition(":")
    words = {
        "bank": _("Collection account at the bank"),
        "clearing": _("At Stripe"),
        "clearing:cod": _("Cash at %(carrier)s"),
    }
    return str(words.get(kind, code)) % {"carrier": name} if kind == "clearing:cod" else words.get(kind, code)
