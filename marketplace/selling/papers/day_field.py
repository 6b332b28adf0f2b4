"""A day as people write it: 5/3/2026, 05-03-26, 5.3.2026, 05032026."""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace.folding import clean

_WRITTEN = re.compile(r"(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4}|\d{2})|(\d{2})(\d{2})(\d{4})|(\d{4})-(\d{2})-(\d{2})")


def read_day(text: str) -> date:
    """Day first, as Decree 37/2026 Annex III has it; 2026-03-05 is what a browser's calendar sends. Raises ValueError."""
    match = _WRITTEN.fullmatch(clean(text))
    if not match:
        raise ValueError(text)
    parts = [int(part) for part in match.groups() if part]
    if match[7]:
        return date(*parts)
    day, month, year = parts
    return date(year if year > 99 else 2000 + year, month, day)


class DayField(forms.CharField):
    """Typed with digits; empty is None."""

    def __init__(self, **kwargs):
        attrs = {"inputmode": "numeric", "placeholder": "dd/mm/yyyy", "autocomplete": "off", "maxlength": 14}
        super().__init__(widget=forms.TextInput(attrs=attrs), max_length=20, **kwargs)

    def prepare_value(self, value):
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_day(text)
        except ValueError as error:
            raise ValidationError(_("Write the day like 05/03/2026.")) from error
