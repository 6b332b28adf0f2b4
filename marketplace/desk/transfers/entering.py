"""A transfer that no feed tells of, typed in; nothing is booked before another person confirms it."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.payments.receipts.entering import BadEntry, enter_by_hand
from marketplace.payments.receipts.permitting import ENTER
from marketplace.payments.vietqr.collection import NoCollectionAccount

from ..frame.actions import Action, Refused
from ..frame.cells import dong
from ..frame.fields import DongField, LineField
from ..frame.screens import DeskScreen, Section

FAULTS = {
    "amount": _("Write whole dong, for example 1.250.000."),
    "content": _("This is too long."),
    "reference": _("Write the bank's reference; with it nothing is booked twice."),
    "at": _("This lies in the future."),
}


class EnterForm(forms.Form):
    amount = DongField(label=_("Amount"))
    content = LineField(label=_("Content"), max_length=500, required=False)
    reference = LineField(label=_("Bank reference"), max_length=120)
    at = forms.DateTimeField(
        label=_("Arrived"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class Enter(Action):
    name, label, done = "enter", _("Enter"), _("Entered. Another person must confirm it.")
    permissions = (ENTER,)
    form_class = EnterForm
    tone, is_open = "primary", True
    refusals = {NoCollectionAccount: _("This shop has no collection account.")}

    def perform(self, **transfer):
        try:
            return enter_by_hand(by=self.user, **transfer)
        except BadEntry as error:
            raise Refused(FAULTS[error.field], error.field) from error

    def about(self, outcome):
        return outcome

    def title(self, outcome):
        return f"{dong(outcome.amount)} · {outcome.reference}"

    def what(self, outcome, **typed):
        return dong(outcome.amount)

    def figures(self, outcome, **typed):
        return {"amount": outcome.amount, "reference": outcome.reference}

    def goes_to(self, outcome):
        return reverse("desk:transfer", args=[outcome.pk])


class EnterScreen(DeskScreen):
    place_name, url_name, page_title = "transfers", "transfer_enter", _("Enter a transfer by hand")
    permissions = (ENTER,)
    actions = (Enter,)

    def sections(self):
        words = _(
            "Only for what no feed and no statement file tells. Nothing is booked before another person has seen it too."
        )
        return [Section(words=words, actions=self.offered(None))]
