"""One statement of a carrier: each line held against our parcel, booked when it balances with what the bank received."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.payments.models import BankReceipt, CarrierStatement, CarrierStatementLine
from marketplace.payments.remitting.checking import RIGHT, check
from marketplace.payments.remitting.mending import settle_line
from marketplace.payments.remitting.posting import PERMISSION, DoesNotBalance, LinesDiffer, NotPostable, post_statement

from ..frame.access import MONEY
from ..frame.actions import Action
from ..frame.cells import Count, Dong, Link, Listing, Tag, Text, day, dong, moment
from ..frame.fields import DongField
from ..frame.screens import DeskScreen, Section

S, R = CarrierStatement.State, CarrierStatementLine.Result


class ReceiptField(forms.ModelChoiceField):
    def label_from_instance(self, receipt):
        return f"{moment(receipt.at)} · {dong(receipt.amount)} · {receipt.content[:40]}"


class PostForm(forms.Form):
    receipt = ReceiptField(
        label=_("The transfer it came by"),
        queryset=BankReceipt.objects.none(),
        required=False,
        empty_label=_("None of these"),
        help_text=_("Transfers of this amount that fit no order."),
    )
    received = DongField(
        label=_("Or the amount on the bank's statement"),
        required=False,
        help_text=_("Only when no transfer is listed."),
    )
    accept_differences = forms.BooleanField(
        label=_("Book although lines differ"),
        required=False,
        help_text=_("Their cash is held apart, and each calls for a person."),
    )

    def __init__(self, *args, net: int, **kwargs):
        super().__init__(*args, **kwargs)
        fitting = BankReceipt.objects.filter(state=BankReceipt.State.UNMATCHED, amount=max(0, net))
        self.fields["receipt"].queryset = fitting.order_by("-at")

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("receipt") and cleaned.get("received") is None and "received" not in self.errors:
            self.add_error("received", _("Choose the transfer, or write what the bank received."))
        return cleaned


class StatementAction(Action):
    things = CarrierStatement.objects.select_related("imported_by", "posted_by")
    permissions = (PERMISSION,)

    def is_offered(self):
        return self.thing.state == S.DRAFT

    def what(self, outcome, **typed):
        return dong(self.thing.net_total)

    def figures(self, outcome, **typed):
        return {"amount": self.thing.net_total, "cash": self.thing.cod_total, "fees": self.thing.fee_total}


class Post(StatementAction):
    name, label, done, tone = "post", _("Book"), _("Booked: the sellers' parts are free."), "primary"
    form_class = PostForm
    refusals = {LinesDiffer: None, DoesNotBalance: None, NotPostable: None}

    def form_kwargs(self):
        return {"net": self.thing.net_total}

    def perform(self, receipt, received, accept_differences):
        return post_statement(
            statement=self.thing,
            by=self.user,
            received=received,
            receipt=receipt,
            accept_differences=accept_differences,
        )


class CheckAgain(StatementAction):
    name, label, done = "check", _("Check again"), _("Checked against the parcels as they are now.")

    def perform(self):
        return check(self.thing)


class SettleForm(forms.Form):
    bear_difference = forms.BooleanField(
        label=_("The shop bears the difference"), required=False, help_text=_("Or keeps it, when more was handed on.")
    )


class SettleLine(Action):
    name, label, of = "settle", _("Settle"), "lines"
    done = _("Settled: the cash belongs to its parcel.")
    permissions = (PERMISSION,)
    things = CarrierStatementLine.objects.select_related("statement", "parcel")
    form_class = SettleForm
    refusals = {NotPostable: None}

    def __init__(self, user, thing=None):
        super().__init__(user, thing)
        self.label = _("Settle %(number)s") % {"number": thing.tracking_no}

    def is_offered(self):
        is_open = self.thing.result not in RIGHT and self.thing.cod_amount
        return bool(self.thing.statement.state == S.POSTED and self.thing.parcel_id and is_open)

    def perform(self, bear_difference):
        return settle_line(line=self.thing, by=self.user, bear_difference=bear_difference)

    def home(self):
        return self.thing.statement

    def what(self, outcome, **typed):
        return f"{self.thing.tracking_no} · {dong(self.thing.cod_amount)}"

    def figures(self, outcome, bear_difference):
        return {
            "amount": self.thing.cod_amount,
            "parcel": self.thing.parcel.number,
            "bears_difference": bear_difference,
        }


class StatementScreen(DeskScreen):
    place_name, url_name = "carriers", "statement"
    permissions = MONEY
    things = StatementAction.things
    actions = (Post, CheckAgain)
    row_actions = (SettleLine,)

    def get_page_title(self):
        return str(self.thing)

    def sections(self):
        statement = self.thing
        lines = list(statement.lines.select_related("parcel", "statement").order_by("row"))
        wrong = [line for line in lines if line.result not in RIGHT]
        settles = [action for line in wrong for action in self.offered(line, [SettleLine])]
        columns = [
            Count("row", label=_("Row")),
            Text("tracking_no", label=_("Tracking number")),
            Link("parcel", label=_("Parcel"), accessor="parcel.number", get_url=_order_of),
            Tag("result", label=_("Result"), accessor="get_result_display", tone=tone_of_line),
            Dong("cod_amount", label=_("Cash")),
            Dong("fees", label=_("Fees")),
            Dong("adjustment", label=_("Adjustment")),
            Dong("net_amount", label=_("Handed on")),
        ]  # fmt: skip
        return [self._head(statement, len(wrong)), Section(_("Lines"), table=Listing(columns, lines), actions=settles)]

    def _head(self, statement, wrong: int) -> Section:
        rest = statement.cod_total - statement.fee_total + statement.adjustment_total - statement.net_total
        facts = [
            (_("Day"), day(statement.day)),
            (_("Cash collected"), dong(statement.cod_total)),
            (_("Fees"), dong(statement.fee_total)),
            (_("Adjustments"), dong(statement.adjustment_total)),
            (_("Handed on"), dong(statement.net_total)),
            (_("Bank reference"), statement.bank_ref),
            (_("Imported"), f"{moment(statement.imported_at)} · {statement.imported_by or '–'}"),
            (_("Booked"), f"{moment(statement.posted_at)} · {statement.posted_by}" if statement.posted_at else ""),
        ]
        alarm = ""
        if rest:
            alarm = _("The sums do not balance: %(amount)s are left over.") % {"amount": dong(rest)}
        elif wrong and statement.state == S.DRAFT:
            alarm = _("%(count)d lines are not right.") % {"count": wrong}
        is_posted = statement.state == S.POSTED
        return Section(
            _("Statement"), facts=facts, alarm=alarm, actions=self.offered(statement),
            tag=statement.get_state_display(), tone="good" if is_posted else "waits",
        )  # fmt: skip


def tone_of_line(line: CarrierStatementLine) -> str:
    return "good" if line.result in RIGHT else "bad"


def _order_of(line):
    return reverse("desk:order", args=[line.parcel.order_id]) if line.parcel_id else None
