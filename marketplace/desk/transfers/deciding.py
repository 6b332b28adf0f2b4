"""What can be decided about a transfer: whose it is, whether it goes back, whether what was typed is true."""

from django import forms
from django.utils.translation import gettext_lazy as _
from oscar.core.loading import get_model

from marketplace.fulfilment.order_codes import shown, typed
from marketplace.payments.models import BankReceipt
from marketplace.payments.receipts import returning
from marketplace.payments.receipts.allocating import CashOrder, NotWaiting, TooMuch, allocate_by_hand
from marketplace.payments.receipts.entering import AlreadyKnown, confirm_entry, refuse_entry
from marketplace.payments.receipts.permitting import CONFIRM, ENTER, MATCH, SamePerson
from marketplace.payments.receipts.suggesting import suggestions

from ..frame.actions import Action
from ..frame.cells import dong
from ..frame.fields import LineField, bank_choices

S = BankReceipt.State
MOVED_ON = _("This transfer has been dealt with meanwhile.")
ANOTHER = _("Another person must do this: two pairs of eyes.")


class TransferAction(Action):
    things = BankReceipt.objects.select_related("entered_by", "approved_by", "returned_by")
    permissions = (MATCH,)
    wanted = S.UNMATCHED
    refusals = {NotWaiting: MOVED_ON, SamePerson: ANOTHER}

    def is_offered(self):
        return self.thing.state == self.wanted

    def title(self, outcome):
        return f"{dong(self.thing.amount)} · {self.thing.reference or self.thing.source_id}"

    def what(self, outcome, **typed):
        return dong(self.thing.amount)

    def figures(self, outcome, **typed):
        return {"amount": self.thing.amount, "reference": self.thing.reference, "before": self.thing.state}


class GiveForm(forms.Form):
    """One of the orders that may be meant, or the number of another."""

    likely = forms.ChoiceField(label=_("Likely orders"), required=False, widget=forms.RadioSelect)
    number = LineField(label=_("Or the number of another order"), max_length=40, required=False)

    def __init__(self, *args, receipt, **kwargs):
        super().__init__(*args, **kwargs)
        likely = [
            (each.order.number, f"{shown(each.order.number)} · {_reasons(each)}") for each in suggestions(receipt)
        ]
        if likely:
            self.fields["likely"].choices = likely
        else:
            del self.fields["likely"]
            self.fields["number"].label = _("Order number")

    def clean(self):
        cleaned = super().clean()
        number = typed(cleaned.get("number") or "") or cleaned.get("likely")
        if not number:
            self.add_error("number", _("Choose an order, or write its number."))
            return cleaned
        cleaned["order"] = get_model("order", "Order").objects.filter(number=number).first()
        if cleaned["order"] is None:
            self.add_error("number", _("No order has this number. Mind each letter: one is for checking."))
        return cleaned


def _reasons(suggestion) -> str:
    words = [
        _("waits for just this amount") if suggestion.same_amount else dong(suggestion.missing),
        _("nearly its number") if suggestion.similar_code else "",
        _("the buyer's name") if suggestion.same_name else "",
    ]
    return ", ".join(str(word) for word in words if word)


class Give(TransferAction):
    """All of it, when the order needs all of it."""

    name, label, tone, is_open = "give", _("Give to an order"), "primary", True
    done = _("Given to the order.")
    form_class = GiveForm
    calls_provider = True
    refusals = {
        **TransferAction.refusals,
        CashOrder: _("That order is paid in cash: no transfer pays for it."),
        TooMuch: None,
    }

    def form_kwargs(self):
        return {"receipt": self.thing}

    def perform(self, order, **typed):
        return allocate_by_hand(receipt=self.thing, order=order, by=self.user)

    def what(self, outcome, order, **typed):
        return f"{dong(self.thing.amount)} → {shown(order.number)}"

    def figures(self, outcome, order, **typed):
        return super().figures(outcome) | {"order": order.number}


class BackForm(forms.Form):
    reason = LineField(label=_("Why"), max_length=300)

    def __init__(self, *args, receipt, **kwargs):
        super().__init__(*args, **kwargs)
        if not receipt.counter_account:
            self.fields["bin"] = forms.ChoiceField(label=_("Bank"), choices=bank_choices, required=False)
            self.fields["number"] = LineField(label=_("Account number"), max_length=40, required=False)
            self.fields["holder"] = LineField(label=_("Account holder"), max_length=120, required=False)


class SendBack(TransferAction):
    name, label, tone, done = (
        "send-back",
        _("Send back"),
        "danger",
        _("To be sent back. Another person confirms that it left."),
    )
    form_class = BackForm
    refusals = {**TransferAction.refusals, returning.NoReason: _("Say why.")}
    help_text = _("Do it at the bank; then another person confirms here that it left.")

    def form_kwargs(self):
        return {"receipt": self.thing}

    def perform(self, **typed):
        return returning.return_receipt(receipt=self.thing, by=self.user, **typed)

    def what(self, outcome, reason, **typed):
        return f"{dong(self.thing.amount)} · {reason}"


class Keep(TransferAction):
    name, label, wanted, done = "keep", _("Keep it after all"), S.RETURNING, _("It waits for a decision again.")

    def perform(self):
        return returning.keep_after_all(receipt=self.thing, by=self.user)


class ReferenceForm(forms.Form):
    reference = LineField(label=_("The bank's reference of the transfer back"), max_length=120)


class ConfirmBack(TransferAction):
    name, label, wanted, tone = "confirm-back", _("Confirm that it left"), S.RETURNING, "primary"
    permissions = (CONFIRM,)
    form_class = ReferenceForm
    done = _("Confirmed: it has left the account.")

    def is_offered(self):
        return super().is_offered() and self.thing.returned_by_id != self.user.pk

    def perform(self, reference):
        return returning.confirm_returned(receipt=self.thing, by=self.user, reference=reference)

    def what(self, outcome, reference):
        return f"{dong(self.thing.amount)} · {reference}"

    def figures(self, outcome, reference):
        return super().figures(outcome) | {"bank_reference": reference}


class NoteForm(forms.Form):
    note = LineField(label=_("Why"), max_length=300)


class SetAside(TransferAction):
    name, label, tone = "set-aside", _("It is booked another way"), "secondary"
    permissions = (CONFIRM,)
    form_class = NoteForm
    help_text = _("Told twice, a payout that came back, the shop's own money: its booking is taken back.")

    def is_offered(self):
        return super().is_offered() and self.user.pk not in (self.thing.entered_by_id, self.thing.approved_by_id)

    def perform(self, note):
        return returning.set_aside(receipt=self.thing, by=self.user, note=note)

    def what(self, outcome, note):
        return f"{dong(self.thing.amount)} · {note}"


class ConfirmEntry(TransferAction):
    name, label, wanted, tone = "confirm", _("Confirm: I see it at the bank"), S.PROPOSED, "primary"
    permissions = (CONFIRM,)
    calls_provider = True
    done = _("Confirmed and booked.")
    refusals = {
        **TransferAction.refusals,
        AlreadyKnown: _("The bank has told of this transfer already: the entry was refused, nothing was booked twice."),
    }

    def is_offered(self):
        return super().is_offered() and self.thing.entered_by_id != self.user.pk

    def perform(self):
        return confirm_entry(receipt=self.thing, by=self.user)


class RefuseEntry(TransferAction):
    name, label, wanted, tone = "refuse", _("It is not there"), S.PROPOSED, "danger"
    permissions = (CONFIRM, ENTER)
    form_class = NoteForm
    done = _("Refused; nothing was booked.")

    def may(self):
        return self.user.has_perm(ENTER if self.thing.entered_by_id == self.user.pk else CONFIRM)

    def perform(self, note):
        return refuse_entry(receipt=self.thing, by=self.user, note=note)

    def what(self, outcome, note):
        return f"{dong(self.thing.amount)} · {note}"


DECISIONS = (Give, ConfirmEntry, RefuseEntry, ConfirmBack, Keep, SendBack, SetAside)
