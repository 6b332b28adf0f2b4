"""Returns: answered, followed on their way back, settled by a refund or rejected with words the buyer reads."""

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.fulfilment.order_codes import shown
from marketplace.payments import returning
from marketplace.payments.models import ReturnRequest
from marketplace.payments.refunding.deciding import PERMISSION as APPROVE_REFUND
from marketplace.payments.refunding.drafting import NotRefundable

from .frame.access import ORDERS
from .frame.actions import Action
from .frame.cells import Age, Count, Dong, Link, Listing, Tag, Text, moment
from .frame.fields import WordsField
from .frame.screens import DeskList, DeskScreen, Section

S = ReturnRequest.State


def tone_of_return(request: ReturnRequest) -> str:
    return {S.SETTLED: "good", S.REJECTED: "bad"}.get(request.state, "waits")


class ReturnList(DeskList):
    place_name = "returns"
    permissions = ORDERS
    find_label = _("Order number or parcel")
    tabs = (("open", _("Open")), ("done", _("Ended")))
    no_rows = _("No returns here.")
    columns = [
        Link("parcel", label=_("Parcel"), accessor="parcel.number", url_name="desk:return"),
        Tag("state", label=_("Status"), accessor="get_state_display", tone=tone_of_return),
        Age("asked_at", label=_("Asked"), classname="desk-nowrap"),
        Text("reason", label=_("Reason"), accessor="get_reason_display"),
        Text("seller", label=_("Seller"), accessor="parcel.seller.name"),
        Text("text", label=_("In the buyer's words"), accessor=lambda request: request.text[:120]),
    ]

    def get_queryset(self):
        is_open = Q(state__in=ReturnRequest.OPEN)
        returns = ReturnRequest.objects.filter(is_open if self.show == "open" else ~is_open)
        if self.words:
            returns = returns.filter(parcel__number__icontains=self.words.upper())
        return returns.select_related("parcel__seller").order_by("asked_at", "pk")


class ReturnAction(Action):
    things = ReturnRequest.objects.select_related("parcel__order", "parcel__seller", "refund", "answered_by")
    permissions = (returning.PERMISSION,)
    refusals = {returning.WrongStep: _("This return has moved on meanwhile. Look again.")}
    leads_to = ""

    def is_offered(self):
        return self.leads_to in returning.NEXT.get(self.thing.state, ())

    def title(self, outcome):
        return f"{shown(self.thing.parcel.order.number)} · {self.thing.parcel.number}"

    def what(self, outcome, answer="", **typed):
        return answer

    def figures(self, outcome, **typed):
        refund = outcome.refund if outcome else None
        return {
            "parcel": self.thing.parcel.number,
            "before": self.thing.state,
            "amount": refund.amount if refund else 0,
        }


class AnswerForm(forms.Form):
    answer = WordsField(label=_("Answer to the buyer"), max_length=500, required=False)


class NeededAnswerForm(forms.Form):
    answer = WordsField(label=_("Answer to the buyer"), max_length=500, help_text=_("The buyer reads it: say why."))


class ApproveReturn(ReturnAction):
    name, label, leads_to, tone = "approve", _("Agree"), S.APPROVED, "primary"
    form_class = AnswerForm

    def perform(self, answer):
        return returning.approve_return(request=self.thing, by=self.user, answer=answer)


class RejectReturn(ReturnAction):
    name, label, leads_to, tone = "reject", _("Reject"), S.REJECTED, "danger"
    form_class = NeededAnswerForm

    def perform(self, answer):
        return returning.reject_return(request=self.thing, by=self.user, answer=answer)


class SentBack(ReturnAction):
    name, label, leads_to = "sent-back", _("On its way back"), S.IN_TRANSIT

    def perform(self):
        return returning.note_sent_back(request=self.thing)


class Received(ReturnAction):
    name, label, leads_to, tone = "received", _("Came back"), S.RECEIVED, "primary"

    def perform(self):
        return returning.note_received(request=self.thing)


class SettleForm(forms.Form):
    with_fee = forms.BooleanField(label=_("Refund the delivery fee too"), required=False)
    to_shelf = forms.BooleanField(label=_("The goods can be sold again"), required=False)
    without_goods = forms.BooleanField(
        label=_("The goods need not come back"), required=False, help_text=_("For what is spoiled or broken.")
    )


class Settle(ReturnAction):
    """Refunds in the same step: needs both rights."""

    name, label, leads_to, tone, done = (
        "settle",
        _("Settle with a refund"),
        S.SETTLED,
        "primary",
        _("Settled and refunded."),
    )
    permissions = (APPROVE_REFUND,)
    form_class = SettleForm
    refusals = {
        returning.WrongStep: _("The goods have not come back yet. Say that they need not, or wait."),
        NotRefundable: None,
    }

    def may(self):
        return super().may() and self.user.has_perm(returning.PERMISSION)

    def is_offered(self):
        return self.thing.state in (S.REQUESTED, S.APPROVED, S.RECEIVED)

    def perform(self, **choices):
        return returning.settle_return(request=self.thing, by=self.user, **choices)


class ReturnScreen(DeskScreen):
    place_name, url_name = "returns", "return"
    permissions = ORDERS
    things = ReturnAction.things
    actions = (ApproveReturn, SentBack, Received, Settle, RejectReturn)

    def get_page_title(self):
        return _("Return of %(parcel)s") % {"parcel": self.thing.parcel.number}

    def links(self):
        request = self.thing
        refund = (reverse("desk:refund", args=[request.refund_id]), _("Open the refund")) if request.refund_id else None
        return [
            link
            for link in (refund, (reverse("desk:order", args=[request.parcel.order_id]), _("Open the order")))
            if link
        ]

    def sections(self):
        request = self.thing
        facts = [
            (_("Seller"), request.parcel.seller.name),
            (_("Reason"), request.get_reason_display()),
            (_("In the buyer's words"), request.text),
            (_("Asked"), moment(request.asked_at)),
            (_("Answer to the buyer"), request.answer),
            (_("Answered"), f"{moment(request.answered_at)} · {request.answered_by}" if request.answered_at else ""),
        ]
        columns = [
            Text("goods", label=_("Product"), accessor="parcel_line.line.title"),
            Count("quantity", label=_("Quantity")),
            Dong("of", label=_("All of it cost"), accessor="parcel_line.goods_total"),
        ]
        rows = list(request.lines.select_related("parcel_line__line").order_by("pk"))
        return [
            Section(
                _("Return"),
                facts=facts,
                actions=self.offered(request),
                tag=request.get_state_display(),
                tone=tone_of_return(request),
            ),
            Section(_("Goods"), table=Listing(columns, rows)),
        ]
