"""Refunds: approved or rejected, sent the way they were paid, or waiting for an account."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.fulfilment.order_codes import shown
from marketplace.payments.models import Refund
from marketplace.payments.providers import ProviderUnavailable
from marketplace.payments.refunding.accounts import BadAccount, NotChangeable, give_account
from marketplace.payments.refunding.deciding import PERMISSION as APPROVE
from marketplace.payments.refunding.deciding import AlreadyDecided, MoreThanReceived, approve, reject
from marketplace.payments.refunding.sending import send

from .frame.access import ORDERS, account_shown
from .frame.actions import Action, Refused
from .frame.cells import Age, Count, Dong, Link, Listing, Tag, Text, dong, moment
from .frame.fields import ACCOUNT_FAULTS, AccountForm, LineField
from .frame.screens import DeskList, DeskScreen, Section
from .orders.money import tone_of_refund

S, TRANSFER = Refund.State, Refund.Channel.TRANSFER
SHOWN = {
    "draft": lambda refunds: refunds.filter(state=S.DRAFT),
    "account": lambda refunds: refunds.waiting_for_account(),
    "transfer": lambda refunds: refunds.waiting_for_transfer(),
    "sending": lambda refunds: refunds.to_be_sent() | refunds.filter(state=S.SENT),
    "done": lambda refunds: refunds.filter(state__in=(S.SUCCEEDED, S.REJECTED, S.FAILED)),
    "all": lambda refunds: refunds,
}


class RefundList(DeskList):
    place_name = "refunds"
    permissions = ORDERS
    find_label = _("Order number or parcel")
    tabs = (
        ("draft", _("To be approved")),
        ("account", _("No account yet")),
        ("transfer", _("For the next batch")),
        ("sending", _("On their way")),
        ("done", _("Ended")),
        ("all", _("All")),
    )
    no_rows = _("No refunds here.")
    columns = [
        Link("order", label=_("Order"), accessor=lambda each: shown(each.order.number), url_name="desk:refund"),
        Tag("state", label=_("Status"), accessor="get_state_display", tone=tone_of_refund),
        Age("created_at", label=_("Waits for"), classname="desk-nowrap"),
        Text("reason", label=_("Reason"), accessor="get_reason_display"),
        Text("parcel", label=_("Parcel"), accessor="parcel.number"),
        Text("channel", label=_("Goes by"), accessor="get_channel_display"),
        Dong("amount", label=_("Amount")),
    ]

    def get_queryset(self):
        refunds = SHOWN[self.show](Refund.objects.all()).select_related("order", "parcel")
        if self.words:
            number = self.words.upper().replace(" ", "")
            refunds = refunds.filter(order__number__icontains=number.replace("-", "")) | refunds.filter(
                parcel__number__icontains=number
            )
        return refunds.order_by("created_at", "pk") if self.show != "done" else refunds.order_by("-created_at", "-pk")


class RefundAction(Action):
    things = Refund.objects.select_related("order", "parcel__seller", "payment", "approved_by")

    def title(self, outcome):
        return f"{shown(self.thing.order.number)} · {dong(self.thing.amount)}"

    def what(self, outcome, note="", **typed):
        return " · ".join(filter(None, [dong(self.thing.amount), note]))

    def figures(self, outcome, **typed):
        return {"amount": self.thing.amount, "refund": str(self.thing.uuid), "before": self.thing.state}


class Approve(RefundAction):
    name, label, done, tone = "approve", _("Approve"), _("Approved: the money is owed to the buyer."), "primary"
    permissions = (APPROVE,)
    refusals = {
        AlreadyDecided: _("Somebody has decided on this refund already."),
        MoreThanReceived: _("The buyer has not paid that much, or it goes back already."),
    }

    def is_offered(self):
        return self.thing.state == S.DRAFT and self.thing.parcel_id is not None

    def perform(self):
        return approve(refund=self.thing, by=self.user)


class NoteForm(forms.Form):
    note = LineField(label=_("Why"), max_length=300)


class Reject(RefundAction):
    name, label, done, tone = "reject", _("Reject"), _("Rejected."), "danger"
    permissions = (APPROVE,)
    form_class = NoteForm
    refusals = {AlreadyDecided: Approve.refusals[AlreadyDecided]}
    is_offered = Approve.is_offered

    def perform(self, note):
        return reject(refund=self.thing, by=self.user, note=note)


class Send(RefundAction):
    """Also asks again how one that was sent stands: the provider gives the same refund once."""

    name, label, done, tone = "send", _("Send now"), _("Sent; this is how it stands."), "primary"
    permissions = ("desk.send_refunds",)
    calls_provider = True
    unfinished = {ProviderUnavailable: _("The provider does not answer. It is sent by itself as soon as it does.")}

    def is_offered(self):
        return self.thing.channel == Refund.Channel.PROVIDER and self.thing.state in (S.APPROVED, S.SENT, S.FAILED)

    def perform(self):
        return send(self.thing)


class GiveAccount(RefundAction):
    name, label, done = (
        "account",
        _("Note the buyer's account"),
        _("Noted. The buyer is told, and it goes with a batch after a night of rest."),
    )
    permissions = ("desk.send_refunds",)
    form_class = AccountForm
    refusals = {NotChangeable: _("It has left already, or goes back another way.")}

    def is_offered(self):
        return self.thing.channel == TRANSFER and self.thing.state in (S.APPROVED, S.MANUAL)

    def perform(self, **account):
        try:
            return give_account(refund=self.thing, **account)
        except BadAccount as error:
            raise Refused(ACCOUNT_FAULTS[error.field], error.field) from error

    def what(self, outcome, bin, number, holder):
        return f"{dong(self.thing.amount)} → •••{number[-4:]}"


class RefundScreen(DeskScreen):
    place_name, url_name = "refunds", "refund"
    permissions = ORDERS
    things = RefundAction.things
    actions = (Approve, Reject, Send, GiveAccount)

    def get_page_title(self):
        return f"{shown(self.thing.order.number)} · {dong(self.thing.amount)}"

    def links(self):
        return [(reverse("desk:order", args=[self.thing.order_id]), _("Open the order"))]

    def sections(self):
        refund = self.thing
        columns = [
            Text("goods", label=_("Product"), accessor="parcel_line.line.title"),
            Count("quantity", label=_("Quantity")),
            Dong("amount", label=_("Amount")),
        ]
        rows = list(refund.lines.select_related("parcel_line__line").order_by("pk"))
        return [
            Section(
                _("Refund"),
                facts=self._facts(refund),
                words=_("Waits for the buyer to say which account.") if _waits_for_account(refund) else "",
                actions=self.offered(refund),
                tag=refund.get_state_display(),
                tone=tone_of_refund(refund),
            ),
            Section(_("For"), table=Listing(columns, rows), empty=_("No goods: money that was not needed.")),
        ]

    def _facts(self, refund):
        parcel = refund.parcel
        return [
            (_("Amount"), dong(refund.amount)),
            (_("Of it delivery"), dong(refund.fee_amount)),
            (_("Reason"), refund.get_reason_display()),
            (_("Note"), refund.note),
            (_("Parcel"), f"{parcel.number} · {parcel.seller.name}" if parcel else ""),
            (_("Goes by"), refund.get_channel_display()),
            (_("Account"), " ".join(filter(None, [account_shown(refund.account_no, self.request.user), refund.account_holder]))),
            (_("Made"), f"{moment(refund.created_at)} · {refund.created_by}"),
            (_("Decided"), f"{moment(refund.approved_at)} · {refund.approved_by or _('the shop')}" if refund.approved_at else ""),
            (_("Sent"), moment(refund.sent_at)),
            (_("Arrived"), moment(refund.done_at)),
            (_("Provider reference"), refund.provider_ref),
            (_("Last error"), refund.error),
        ]  # fmt: skip


def _waits_for_account(refund: Refund) -> bool:
    return refund.needs_account and refund.state in (S.APPROVED, S.MANUAL)
