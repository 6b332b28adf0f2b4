"""What joining asks: who you are, whom you help, whom we should call. Few fields, big buttons."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.phones import PhoneField
from marketplace.folding import clean
from sellers.helping.agreeing import setting
from sellers.helping.models import Helper, Scope
from sellers.models import Kind

from .place_form import PlaceForm

KIND_WORDS = {
    Kind.HOUSEHOLD: _("A family with a business paper from the commune."),
    Kind.FACILITY: _("A family or workshop that makes it, without that paper yet."),
    Kind.COOPERATIVE: _("Members with a registered cooperative."),
    Kind.COOPERATIVE_GROUP: _("Households that joined hands by a contract."),
    Kind.COMPANY: _("Registered as a company."),
}
# What a helper usually does for a farmer who joins: all but seeing the money.
USUAL_SCOPES = (Scope.PRODUCTS, Scope.ORDERS, Scope.PAPERS, Scope.SHOP)
NAME_ERRORS = {"required": _("Type the name that shoppers will read.")}


class PlainText(forms.CharField):
    """One line: NFC, no control characters, single spaces, nothing that looks like HTML."""

    def to_python(self, value):
        return clean(super().to_python(value))

    def validate(self, value):
        super().validate(value)
        if "<" in value or ">" in value:
            raise forms.ValidationError(_("Write it without < and >."), code="html")


class WhoForm(PlaceForm):
    field_order = ("kind", "name", "place")

    kind = forms.ChoiceField(
        choices=Kind.choices, label=_("Who are you?"), error_messages={"required": _("Choose who you are.")}
    )
    name = PlainText(
        label=_("Name of the shop"), max_length=120, error_messages=NAME_ERRORS,
        help_text=_("As neighbours know you, for example: Hộ Bé Tư, khô cá lóc."),
        widget=forms.TextInput(attrs={"autocomplete": "organization", "autocapitalize": "words"}),
    )  # fmt: skip

    @property
    def kind_options(self) -> list[dict]:
        chosen = self["kind"].value()
        return [
            {"value": kind.value, "label": kind.label, "detail": words, "checked": kind.value == chosen}
            for kind, words in KIND_WORDS.items()
        ]


class TermsField(forms.MultipleChoiceField):
    """What a helper may do, by ticks."""

    def __init__(self, **kwargs):
        ticks = {
            "choices": Scope.choices,
            "widget": forms.CheckboxSelectMultiple,
            "label": _("What may this person do?"),
        }
        super().__init__(error_messages={"required": _("Tick what this person may do.")}, **(ticks | kwargs))


class UntilField(forms.DateField):
    """The last day of help, at most helping.longest_days away; the action looks at it again."""

    def __init__(self, **kwargs):
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        missing = _("Choose the last day.")
        super().__init__(
            widget=widget, input_formats=["%Y-%m-%d", "%d/%m/%Y"],
            error_messages={"required": missing, "invalid": missing}, **({"label": _("Until when?")} | kwargs),
        )  # fmt: skip


def last_day():
    return timezone.localdate() + timedelta(days=setting("helping.longest_days"))


class ForAnotherForm(WhoForm):
    """Who the farmer is, who the helper is to them, and what the farmer is asked to agree to."""

    field_order = ("phone", "relation", "my_name", "kind", "name", "place", "scopes", "until")

    my_name = PlainText(
        label=_("Your own name"), max_length=60, help_text=_("They read it in the message."),
        error_messages={"required": _("Type your own name, so that they know who helps.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    relation = forms.ChoiceField(
        choices=Helper.Relation.choices, widget=forms.RadioSelect, label=_("Who are you to them?"),
        error_messages={"required": _("Choose who you are to them.")},
    )  # fmt: skip
    phone = PhoneField(
        label=_("Their phone"), help_text=_("The code goes to this phone. They read it to you when they agree."),
        error_messages={"required": _("Type the phone of the person you help.")},
    )  # fmt: skip
    scopes = TermsField(label=_("What may you do for them?"), initial=USUAL_SCOPES)
    until = UntilField(initial=last_day)

    def __init__(self, *args, helper, **kwargs):
        super().__init__(*args, **kwargs)
        if helper.full_name:
            del self.fields["my_name"]


class HelpForm(PlaceForm):
    """ "Have someone help me": three answers."""

    field_order = ("name", "phone", "place")

    name = PlainText(
        label=_("Your name"), max_length=120, error_messages={"required": _("Type your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    phone = PhoneField(label=_("Your phone"), error_messages={"required": _("Type your phone number.")})
    # A box that people do not see: whoever fills it in is a program.
    website = forms.CharField(required=False, max_length=200)

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Leave the last box empty."), code="robot")
        return ""


class CodeForm(forms.Form):
    """Six digits: a number pad, and the code offered from the message."""

    code = forms.CharField(
        label=_("Code"), max_length=20, error_messages={"required": _("Type the six digits of the message.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )  # fmt: skip
