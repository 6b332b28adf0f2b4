"""Forms for the lists that staff keep: certificates with the reason of every change, seasons by months."""

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from catalogue.certification.deciding import DecisionRefused, check, record
from catalogue.certification.models import Certificate
from catalogue.listing.models import Synonym
from catalogue.seasons.models import Produce, months_of
from marketplace.folding import clean, folded

from .choosers import commune_chooser, product_chooser

DATES = ("issued_on", "valid_until", "extended_until")


class StaffForm(WagtailAdminModelForm):
    """Knows who is at work (for_user), and cleans every line of text at the door."""

    def clean(self):
        cleaned = super().clean()
        for name, value in cleaned.items():
            if isinstance(value, str) and isinstance(self.fields[name].widget, forms.TextInput):
                cleaned[name] = clean(value)
        return cleaned


class CertificateForm(StaffForm):
    reason = forms.CharField(
        label=_("Reason of the change"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed whenever the state changes. It is kept with your name and the time, and never edited."),
    )

    class Meta:
        model = Certificate
        fields = (
            "reference", "product_name", "producer_name", "product", "product_set", "commune", "province", "former_place",
            "number", "issuer", "level", "stars", "score", "decision_no", "issued_on", "issued_year_only", "valid_until",
            "state", "extended_until", "evidence", "evidence_grade", "source_url", "is_demo",
        )  # fmt: skip
        # The papers' store has no public addresses, so the usual "currently:" link cannot be drawn.
        widgets = dict.fromkeys(DATES, AdminDateInput) | {
            "evidence": forms.FileInput,
            "product": product_chooser.widget_class,
            "commune": commune_chooser.widget_class,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.before = self.instance.state if self.instance.pk else None
        self.fields["valid_until"].required = False
        self.fields["valid_until"].help_text = _("Leave empty: 36 months from the day of issue.")
        if self.instance.pk and self.instance.evidence:
            self.fields["evidence"].help_text = _("There is a file already; a new one takes its place.")

    def clean(self):
        cleaned = super().clean()
        issued_on = cleaned.get("issued_on")
        if not issued_on or "state" not in cleaned:
            return cleaned
        from catalogue.certification.models import end_of_validity

        cleaned["valid_until"] = cleaned.get("valid_until") or end_of_validity(issued_on)
        if cleaned["valid_until"] < issued_on:
            self.add_error("valid_until", _("A certificate ends after it begins."))
            return cleaned
        try:
            check(
                before=self.before,
                state=cleaned["state"],
                valid_until=cleaned["valid_until"],
                extended_until=cleaned.get("extended_until"),
                reason=cleaned.get("reason", "") if self.before else _("Entered"),
            )
        except DecisionRefused as refused:
            self.add_error(refused.field, str(refused))
        return cleaned

    def save(self, commit=True):
        if commit:
            record(
                certificate=self.instance,
                before=self.before,
                by=self.for_user,
                reason=self.cleaned_data.get("reason", ""),
            )
        return self.instance


class ProduceForm(StaffForm):
    ripe_in = forms.TypedMultipleChoiceField(
        label=_("Months"), coerce=int, choices=MONTHS.items, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Produce
        fields = ("name", "name_en", "province", "old_province", "ripe_in", "note", "source_url")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["ripe_in"] = months_of(self.instance.months)

    def save(self, commit=True):
        self.instance.months = sum(1 << (month - 1) for month in self.cleaned_data["ripe_in"])
        return super().save(commit)


class SynonymForm(StaffForm):
    class Meta:
        model = Synonym
        fields = ("names", "note")

    def clean_names(self):
        """Kept as typed, commas tidied; at least two names that differ without tone marks."""
        names = [clean(name) for name in self.cleaned_data["names"].split(",")]
        names = [name for name in dict.fromkeys(names) if name]
        if len({folded(name) for name in names}) < 2:
            raise forms.ValidationError(
                _("Write at least two names with a comma between them, for example: thơm, khóm, dứa")
            )
        return ", ".join(names)
