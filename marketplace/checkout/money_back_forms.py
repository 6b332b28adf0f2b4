"""Forms of a buyer who gets money back."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.folding import clean
from marketplace.payments.models import ReturnRequest
from marketplace.payments.vietqr.banks import banks_on


def _banks():
    return [("", "—"), *((bank.bin, bank.short_name) for bank in banks_on(timezone.localdate()))]


class AccountForm(forms.Form):
    bin = forms.ChoiceField(label=_("Bank"), choices=_banks, error_messages={"required": _("Choose the bank.")})
    number = forms.CharField(
        label=_("Account number"),
        max_length=40,
        help_text=_("As it stands in your bank's app. Not the number of a card."),
        error_messages={"required": _("Type the account number.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text", "spellcheck": "false"}),
    )
    holder = forms.CharField(
        label=_("Name of the account holder"),
        max_length=120,
        error_messages={"required": _("Type the name as the bank knows it.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def clean_number(self):
        number = "".join(clean(self.cleaned_data["number"]).split()).replace("-", "").upper()
        if not (number.isascii() and number.isalnum() and 6 <= len(number) <= 19):
            raise forms.ValidationError(_("An account number has 6 to 19 digits, for some accounts letters too."))
        return number

    def clean_holder(self):
        holder = clean(self.cleaned_data["holder"])
        if sum(letter.isalpha() for letter in holder) < 4:
            raise forms.ValidationError(_("Type the full name of the account holder."))
        return holder


class ReturnForm(forms.Form):
    """One box per line that can still be sent back; `lines`: (parcel line, how many)."""

    reason = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=ReturnRequest.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong.")},
    )
    text = forms.CharField(
        label=_("In your words"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line, left in lines:
            self.fields[f"units-{line.pk}"] = forms.IntegerField(
                label=line.line.title,
                min_value=0,
                max_value=left,
                initial=0,
                required=False,
                help_text=_("How many of %(left)d") % {"left": left},
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.units:
            raise forms.ValidationError(_("Say of at least one thing how many you want to send back."))
        return cleaned

    @property
    def units(self) -> dict[int, int]:
        """Parcel line -> how many."""
        wanted = {line.pk: self.cleaned_data.get(f"units-{line.pk}") or 0 for line, _left in self.lines}
        return {pk: units for pk, units in wanted.items() if units}
