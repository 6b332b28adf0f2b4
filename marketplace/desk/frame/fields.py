"""Fields of the desk's forms: amounts as people write them, banks by name."""

import re

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.folding import clean
from marketplace.money import format_dong
from marketplace.payments.vietqr.banks import banks_on

HIGHEST = 9_999_999_999_999
_GROUPED = re.compile(r"-?(\d{1,3}([.,\s])\d{3}(?:\2\d{3})*|\d+)")


class DongField(forms.CharField):
    """Whole dong: "1250000", "1.250.000" and "1.250.000 ₫" are the same."""

    def __init__(self, *, lowest: int | None = 1, **kwargs):
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}), **kwargs)
        self.lowest = lowest

    def clean(self, value):
        text = re.sub(r"[₫đ]|vnd", "", clean(super().clean(value)).lower()).strip()
        if not text:
            return None
        if not text.isascii() or not _GROUPED.fullmatch(text):
            raise forms.ValidationError(_("Write whole dong, for example 1.250.000."))
        amount = int(re.sub(r"[.,\s]", "", text))
        if not -HIGHEST <= amount <= HIGHEST:
            raise forms.ValidationError(_("This amount is too large."))
        if self.lowest is not None and amount < self.lowest:
            raise forms.ValidationError(_("At least %(least)s.") % {"least": format_dong(self.lowest)})
        return amount


class LineField(forms.CharField):
    """One line of text, cleaned."""

    def to_python(self, value):
        return clean(super().to_python(value))


class WordsField(LineField):
    def __init__(self, **kwargs):
        super().__init__(widget=forms.Textarea(attrs={"rows": 2}), **kwargs)


class DayField(forms.DateField):
    """A browser's own calendar, which needs no script of ours."""

    def __init__(self, **kwargs):
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


def bank_choices() -> list[tuple[str, str]]:
    return [("", _("Choose the bank")), *((each.bin, each.short_name) for each in banks_on(timezone.localdate()))]


class AccountForm(forms.Form):
    """A bank account, as the functions that take one name their faults."""

    bin = forms.ChoiceField(label=_("Bank"), choices=bank_choices)
    number = LineField(label=_("Account number"), max_length=40)
    holder = LineField(label=_("Account holder"), max_length=120)


ACCOUNT_FAULTS = {
    "bin": _("Choose a bank from the list."),
    "number": _("An account number has 6 to 19 digits or letters."),
    "holder": _("Write the holder's name as the bank has it, at least four letters."),
}
