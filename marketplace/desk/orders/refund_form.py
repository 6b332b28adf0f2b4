"""What of a parcel is to be refunded: units of each line, the delivery fee, why."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.payments.models import Refund
from marketplace.payments.refunding.portions import amounts_of, refunded_fee, refunded_units, units_left

from ..frame.cells import dong
from ..frame.fields import LineField

R = Refund.Reason
# What a person decides; the others are written down by the shop itself.
REASONS = (R.COMPLAINT, R.RETURNED, R.NOT_DELIVERED, R.LOST, R.CANCELLED)


def can_give_fee(parcel) -> bool:
    """The fee goes back once."""
    return bool(parcel.fee) and not refunded_fee(parcel, with_drafts=True)


def reason_choices() -> list:
    return [("", _("Choose the reason")), *((reason.value, reason.label) for reason in REASONS)]


class DraftForm(forms.Form):
    """One box per line of this parcel and of no other. `chosen()` is what was typed; `token` names the wish.

    `seen` is the choice whose sum the person has looked at: another choice is shown before it is written down.
    """

    token = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10_000)

    def __init__(self, *args, parcel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid.uuid4
        self.boxes = {}
        left = units_left(parcel)
        worth = amounts_of(parcel, dict.fromkeys(left, 1), done=refunded_units(parcel, with_drafts=True))
        for line in parcel.lines.select_related("line").order_by("pk"):
            self._add_box(line, left.get(line.pk, 0), worth.get(line.pk, 0))
        if can_give_fee(parcel):
            label = _("With the delivery fee, %(amount)s") % {"amount": dong(parcel.fee)}
            self.fields["with_fee"] = forms.BooleanField(label=label, required=False)
        self.fields["reason"] = forms.ChoiceField(label=_("Reason"), choices=reason_choices)
        self.fields["note"] = LineField(label=_("Note"), max_length=300, required=False)

    def _add_box(self, line, left: int, worth: int) -> None:
        words = _("%(left)d left; the next one was worth %(amount)s to the buyer.")
        faults = {"max_value": _("Only %(limit_value)s left."), "min_value": _("Write a number from 0.")}
        self.boxes[f"line_{line.pk}"] = line.pk
        self.fields[f"line_{line.pk}"] = forms.IntegerField(
            label=line.line.title,
            help_text=words % {"left": left, "amount": dong(worth)} if left else _("None left."),
            min_value=0,
            max_value=left,
            required=False,
            error_messages={"invalid": _("Write a whole number."), **faults},
        )

    def clean(self):
        typed = super().clean()
        if not (self.errors or self.units() or typed.get("with_fee")):
            self.add_error(self.first_field(), _("Write how many, or choose the delivery fee."))
        return typed

    def units(self) -> dict[int, int]:
        """Parcel line -> units; those that are right."""
        return {pk: self.cleaned_data[name] for name, pk in self.boxes.items() if self.cleaned_data.get(name)}

    def chosen(self) -> dict:
        return {"units": self.units(), "with_fee": bool(self.cleaned_data.get("with_fee"))}

    def first_field(self) -> str | None:
        """Where a fault of the whole choice is told."""
        of_units = [name for name in self.boxes if self.cleaned_data.get(name)]
        of_fee = ["with_fee"] if self.cleaned_data.get("with_fee") else []
        return next(iter([*of_units, *of_fee, *self.boxes]), None)

    def choice(self) -> str:
        chosen = ",".join(f"{pk}x{units}" for pk, units in sorted(self.units().items()))
        return f"{chosen} {self.chosen()['with_fee']}"

    def is_seen(self) -> bool:
        return self.cleaned_data["seen"] == self.choice()
