"""The question "which commune?": a typeahead that knows old names; without scripts the candidates are radio buttons."""

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.fulfilment.destination import Destination, destination


class PlaceForm(forms.Form):
    """`place` is worked out from the typed text and the code, whether or not the rest of the form is right."""

    place = forms.CharField(label=_("Commune or ward"), max_length=200, required=False)
    commune = forms.CharField(max_length=20, required=False)
    candidate = forms.CharField(max_length=20, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        value = self.data.get if self.is_bound else self.initial.get
        code = str(value("candidate", "") or value("commune", "") or "")
        self.found: Destination = destination(text=str(value("place", "") or ""), code=code)

    def clean(self):
        cleaned = super().clean()
        if self.found.commune is None:
            self.add_error("place", self.found.error)
        return cleaned

    @property
    def place_error(self) -> str:
        return self.errors["place"][0] if self.is_bound and "place" in self.errors else ""
