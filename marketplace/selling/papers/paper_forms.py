"""One paper, as few fields as its kind needs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.folding import clean
from sellers.papers.models import Requirement

from .day_field import DayField

PICTURES = "image/jpeg,image/png,image/webp"


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class PaperForm(forms.Form):
    """Files are read by the view, since they are kept when something else is wrong."""

    camera = forms.FileField(
        label=_("Take a photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": PICTURES, "capture": "environment", "data-shrink": ""}),
    )
    chosen = forms.FileField(
        label=_("Choose pictures or a PDF"),
        required=False,
        widget=ManyFiles(attrs={"accept": f"{PICTURES},application/pdf", "multiple": True}),
    )
    number = forms.CharField(label=_("Number on the paper"), max_length=80, required=False)
    issued_on = DayField(label=_("Day of issue"), required=False)
    valid_until = DayField(label=_("Valid until"), required=False, help_text=_("If it stands on the paper."))
    note = forms.CharField(label=_("A word to the office"), max_length=500, required=False)

    def __init__(self, *args, requirement: Requirement, **kwargs):
        super().__init__(*args, **kwargs)
        wanted = {
            "camera": requirement.needs_file, "chosen": requirement.needs_file, "number": requirement.needs_number,
            "issued_on": requirement.has_expiry, "valid_until": requirement.has_expiry, "note": True,
        }  # fmt: skip
        for name in [name for name, is_wanted in wanted.items() if not is_wanted]:
            del self.fields[name]
        if requirement.gives == Requirement.Gives.TAX_CODE:
            self.fields["number"].label = _("Tax code")
            self.fields["number"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    @property
    def facts(self) -> dict:
        """What sellers.papers.sending.send takes beside the files."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("camera", "chosen")}

    def clean_note(self):
        return clean(self.cleaned_data["note"])
