"""Whom the seller asks to help, and the member households of a cooperative."""

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.phones import PhoneField
from marketplace.folding import clean
from marketplace.selling.joining.forms import USUAL_SCOPES, PlainText, TermsField, UntilField, last_day
from marketplace.selling.joining.place_form import PlaceForm
from sellers.helping.models import Helper


class AskForm(forms.Form):
    phone = PhoneField(
        label=_("Their phone"), help_text=_("They sign in with this number."),
        error_messages={"required": _("Type the phone of who shall help.")},
    )  # fmt: skip
    name = PlainText(
        label=_("Their name"), max_length=60, error_messages={"required": _("Type their name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "words"}),
    )  # fmt: skip
    relation = forms.ChoiceField(
        choices=Helper.Relation.choices, widget=forms.RadioSelect, label=_("Who is this?"),
        error_messages={"required": _("Choose who this is.")},
    )  # fmt: skip
    scopes = TermsField(initial=USUAL_SCOPES)
    until = UntilField(initial=last_day)


class MemberForm(PlaceForm):
    field_order = ("name", "place", "hamlet", "phone", "about", "is_shown")

    name = PlainText(
        label=_("Name of the household"),
        max_length=120,
        error_messages={"required": _("Type the name of the household.")},
    )
    hamlet = PlainText(label=_("Hamlet"), max_length=120, required=False)
    phone = PhoneField(
        label=_("Phone"),
        required=False,
        help_text=_("With a phone the household can see what is theirs. Buyers never see it."),
    )
    about = forms.CharField(
        label=_("In their own words"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    is_shown = forms.BooleanField(
        label=_("They agree to be named on the page of what they make"), required=False, initial=False
    )

    def clean_about(self):
        lines = (clean(line) for line in self.cleaned_data["about"].splitlines())
        return "\n".join(line for line in lines if line)

    def answers(self) -> dict:
        """For enter_member and change_member."""
        names = ("name", "hamlet", "phone", "about", "is_shown")
        return {name: self.cleaned_data[name] for name in names} | {"commune": self.found.commune}
