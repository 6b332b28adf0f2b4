"""What came of a telephone call, kept for good, and when somebody calls again."""

from datetime import timedelta

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sellers.models import Seller

from ..frame.cells import moment
from ..frame.fields import WordsField
from ..frame.scoped import ScopedAction
from ..models import CallNote

CALL = ("desk.call_sellers",)
Outcome = CallNote.Outcome
LATEST = timedelta(days=90)


class NoteForm(forms.Form):
    result = forms.ChoiceField(
        label=_("What came of it"), choices=Outcome.choices, widget=forms.RadioSelect, initial=Outcome.REACHED
    )
    note = WordsField(label=_("Note of the call"), required=False, max_length=300)
    again_at = forms.DateTimeField(
        label=_("Call again at"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M"],
    )

    def clean(self):
        typed, now = super().clean(), timezone.now()
        again_at = typed.get("again_at")
        if again_at and not now <= again_at <= now + LATEST:
            self.add_error("again_at", _("Choose a moment of the next 90 days."))
        if typed.get("result") == Outcome.LATER and not again_at and "again_at" not in self.errors:
            self.add_error("again_at", _("When shall somebody call again?"))
        return typed


def note_call(*, by, phone: str, result: str, note: str = "", again_at=None, seller=None) -> CallNote:
    """Notes are added and never changed."""
    return CallNote.objects.create(
        seller=seller, phone=phone[:20], outcome=result, note=note[:300], again_at=again_at, by=by
    )


class NoteCall(ScopedAction):
    """A call to the seller's own number."""

    name, label, done, key = "note", _("Note a call"), _("Noted."), "c"
    permissions = CALL
    things = Seller.objects.select_related("commune__province", "partner")
    form_class = NoteForm
    decides = False

    def perform(self, result, note, again_at):
        with transaction.atomic():
            return note_call(
                by=self.user, seller=self.seller, phone=self.seller.phone, result=result, note=note, again_at=again_at
            )

    def what(self, outcome, **typed):
        return told(outcome)


def told(note: CallNote) -> str:
    again = _("again %(when)s") % {"when": moment(note.again_at)} if note.again_at else ""
    return " · ".join(filter(None, [str(note.get_outcome_display()), note.note, str(again)]))
