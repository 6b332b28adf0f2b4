"""A passport that the desk has seen: the proof of a foreigner, and of anybody while there is no electronic identity."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sellers.identity.models import SellerIdentity
from sellers.identity.recording import RECORD_DOCUMENTS, BadDocument, current
from sellers.models import Seller, State
from sellers.opening.identity_deadline import prove_by_document
from sellers.papers.impartial import Partial

from ..frame.fields import DayField, LineField
from ..frame.scoped import ScopedAction


class PassportForm(forms.Form):
    person = forms.ModelChoiceField(label=_("Account"), queryset=None)
    name = LineField(label=_("Name as proved"), max_length=150)
    birth_year = forms.IntegerField(label=_("year of birth"))
    number = LineField(label=_("Number"), max_length=40, help_text=_("A keyed digest, never the number."))
    expires_on = DayField(label=_("Document valid until"))

    def __init__(self, *args, seller, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people = seller.partner.users.order_by("pk")
        if len(people) == 1:
            self.initial.setdefault("person", people[0])


class RecordPassport(ScopedAction):
    name, label = "passport", _("Enter a passport that was seen")
    help_text = _("Only for foreigners, or while there is no electronic identity here.")
    things = Seller.objects.select_related("commune__province", "partner")
    permissions = (RECORD_DOCUMENTS,)
    refusals = {Partial: None, BadDocument: None}
    form_class = PassportForm

    def form_kwargs(self):
        return {"seller": self.thing}

    def is_offered(self):
        """Not over an electronic proof: that one counts for more."""
        proof = current(self.thing)
        return self.thing.state != State.CLOSED and (
            proof is None or proof.method == SellerIdentity.Method.MANUAL_DOCUMENT
        )

    def perform(self, **document):
        return prove_by_document(seller=self.thing, by=self.user, **document)

    def what(self, outcome, **document):
        return f"{document['name']} · {document['expires_on']:%d/%m/%Y}"
