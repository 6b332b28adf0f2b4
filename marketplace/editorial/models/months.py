"""Months as boxes to tick in the editor; kept as a bit mask, as everywhere in the shop."""

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from catalogue.seasons.models import months_of

from ..page_forms import OpenPageForm


class MonthsForm(OpenPageForm):
    months = forms.TypedMultipleChoiceField(
        label=_("Best months"),
        coerce=int,
        choices=MONTHS.items,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["months"] = months_of(self.instance.best_months)

    def save(self, commit=True):
        self.instance.best_months = sum(1 << (month - 1) for month in self.cleaned_data["months"])
        return super().save(commit)
