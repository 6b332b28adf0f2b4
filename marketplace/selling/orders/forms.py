"""Who carries it, and how a list is searched."""

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.folding import clean
from marketplace.payments.cod import SELF
from marketplace.payments.parcel_life.handing_over import UnknownCarrier, carrier_code

OTHER = "other"
CARRIERS = (
    (SELF, _("I bring it myself")),
    ("ghn", "GHN"),
    ("ghtk", "GHTK"),
    ("viettel-post", "Viettel Post"),
    ("vnpost", "Vietnam Post"),
    ("jt", "J&T Express"),
    (OTHER, _("Another carrier")),
)


class HandOverForm(forms.Form):
    """`cleaned_data["carrier"]` is a carrier's code."""

    carrier = forms.ChoiceField(label=_("Who carries it?"), choices=CARRIERS, widget=forms.RadioSelect)
    other = forms.CharField(label=_("Name of the carrier"), max_length=20, required=False)
    tracking_no = forms.CharField(
        label=_("Tracking number"),
        max_length=60,
        required=False,
        help_text=_("It stands on the slip that the carrier gives you."),
    )

    def clean_tracking_no(self):
        return clean(self.cleaned_data["tracking_no"])

    def clean(self):
        found = super().clean()
        carrier = found.get("carrier")
        if carrier == OTHER:
            try:
                found["carrier"] = carrier_code(clean(found.get("other", "")))
            except UnknownCarrier:
                self.add_error("other", _("Name the carrier in 2 to 20 letters."))
        if carrier and carrier != SELF and not found.get("tracking_no") and not self.has_error("tracking_no"):
            self.add_error("tracking_no", _("Write the tracking number, so that the buyer can follow the parcel."))
        return found
