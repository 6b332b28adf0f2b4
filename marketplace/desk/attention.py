"""What waits for a person: the oldest first, with what to do about it, closed with a note of what was done."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.folding import clean
from marketplace.fulfilment.order_codes import shown
from marketplace.payments.attending import close_attention
from marketplace.payments.following import as_uuid
from marketplace.payments.models import Attention, Refund

from .frame.access import MONEY, ORDERS, may
from .frame.actions import Action
from .frame.cells import Age, Link, Text, age, moment
from .frame.places import RATES
from .frame.screens import DeskList, DeskScreen, Section

R = Attention.Reason
WHAT_TO_DO = {
    R.AMOUNT_MISMATCH: _("Ask the provider, compare the amounts, then give the money back or correct the order."),
    R.DOUBLE_PAYMENT: _("The second payment is being refunded. See that it arrives."),
    R.LATE_PAYMENT: _("The money goes back by itself. See that it arrives."),
    R.UNDERPAID: _("The buyer sees what is missing. Call, or let it run out: then it goes back."),
    R.OVERPAID: _("The rest is being refunded. See that it arrives."),
    R.UNMATCHED: _("Find its order under Transfers, or send it back."),
    R.EXTERNAL_REFUND: _("Find out which parcel it was for, and who is to bear it."),
    R.REFUND_FAILED: _("Ask the buyer for an account; the refund goes by transfer."),
    R.DISPUTE: _("Answer at the card provider with the proof of delivery before its deadline."),
    R.RISK: _("Call the buyer before the parcel leaves; cancel it when in doubt."),
    R.NO_TAX_RULE: _("Add the rule under Rates, or the kind of the seller; the sale is then recognised by itself."),
    R.COD_MISMATCH: _("Compare the parcel with the carrier's line and settle it."),
    R.RETURN_ASKED: _("Answer the buyer under Returns."),
    R.LOST: _("Claim the value from the carrier. The buyer has been refunded."),
    R.VISIT_SILENT: _("Call the producer. They note under Visits that the guest came, or did not come."),
}


def order_shown(flag: Attention) -> str:
    return shown(flag.order.number) if flag.order_id else "–"


class AttentionList(DeskList):
    place_name = "attention"
    permissions = ORDERS
    model = Attention
    tabs = (("open", _("Open")), ("closed", _("Closed")))
    find_label = _("Order, or words of what happened")
    no_rows = _("Nothing waits for a person.")
    columns = [
        Link("reason", label=_("Reason"), accessor="get_reason_display", url_name="desk:flag"),
        Age("opened_at", label=_("Waits for"), classname="desk-nowrap"),
        Text("order", label=_("Order"), accessor=order_shown, classname="desk-nowrap"),
        Text("text", label=_("What happened")),
        Text("what_to_do", label=_("What to do"), accessor=lambda flag: flag.note or WHAT_TO_DO.get(flag.reason, "")),
    ]

    def get_queryset(self):
        flags = Attention.objects.filter(closed_at__isnull=self.show == "open").select_related("order")
        if self.words:
            flags = flags.filter(text__icontains=self.words) | flags.filter(
                order__number__icontains=self.words.replace("-", "")
            )
        return flags.order_by("opened_at", "pk") if self.show == "open" else flags.order_by("-closed_at", "-pk")


class NoteForm(forms.Form):
    note = forms.CharField(label=_("What was done"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def clean_note(self):
        return clean(self.cleaned_data["note"])


class Close(Action):
    name, label, done = "close", _("Close"), _("Closed.")
    permissions = ("desk.close_attention",)
    form_class = NoteForm
    tone, is_open = "primary", True
    things = Attention.objects.select_related("order", "closed_by")

    def is_offered(self):
        return self.thing.closed_at is None

    def perform(self, note):
        return close_attention(attention=self.thing, by=self.user, note=note)

    def what(self, outcome, note):
        return note

    def figures(self, outcome, note):
        return {"reason": self.thing.reason, "order": self.thing.order.number if self.thing.order_id else ""}

    def goes_to(self, outcome):
        return reverse("desk:attention")


class AttentionScreen(DeskScreen):
    place_name, url_name = "attention", "flag"
    permissions = ORDERS
    things = Close.things
    actions = (Close,)

    def get_page_title(self):
        return self.thing.get_reason_display()

    def links(self):
        flag = self.thing
        order = (reverse("desk:order", args=[flag.order_id]), _("Open the order")) if flag.order_id else None
        return [link for link in (place_of(flag, self.request.user), order) if link]

    def sections(self):
        flag = self.thing
        facts = [
            (_("Order"), order_shown(flag)),
            (_("Since"), f"{moment(flag.opened_at)} ({age(flag.opened_at)})"),
            (_("What happened"), flag.text),
            (_("About"), flag.about),
        ]
        if flag.closed_at:
            by = flag.closed_by or _("the shop")
            facts += [(_("Closed"), f"{moment(flag.closed_at)} · {by}"), (_("What was done"), flag.note)]
        return [Section(words=WHAT_TO_DO.get(flag.reason, ""), facts=facts, actions=self.offered(flag))]


def place_of(flag: Attention, user) -> tuple | None:
    """Where the decision is taken, if this person may go there. At most one query."""
    kind, _colon, key = flag.about.partition(":")
    if flag.reason == R.RETURN_ASKED and key.isdigit():
        return reverse("desk:return", args=[int(key)]), _("Open the return")
    if kind == "receipt" and key.isdigit():
        return _if(may(user, MONEY), reverse("desk:transfer", args=[int(key)]), _("Open the transfer"))
    if flag.reason == R.COD_MISMATCH:
        return _if(may(user, MONEY), reverse("desk:carriers"), _("Open the carrier statements"))
    if flag.reason == R.NO_TAX_RULE:
        return _if(may(user, RATES), reverse("desk:rates"), _("Open the rates"))
    uuid = as_uuid(flag.about)
    if uuid and (refund := Refund.objects.filter(uuid=uuid).first()):
        return reverse("desk:refund", args=[refund.pk]), _("Open the refund")
    return None


def _if(is_so: bool, *link) -> tuple | None:
    return link if is_so else None
