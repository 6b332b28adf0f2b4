"""The questions about a shop page, as forms: few fields, plain text, errors beside the field."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.phones import PhoneField
from marketplace.folding import clean
from sellers.goods.forms import PictureField
from sellers.models import Kind, Reach

LONGEST_PAUSE_DAYS = 366


def plain(text: str) -> str:
    """Plain text with its paragraphs; no markup, no control characters."""
    if "<" in text or ">" in text:
        raise ValidationError(_("Write plain words, without < or >."))
    lines = [clean(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return "\n".join(lines).strip()


class PlainLine(forms.CharField):
    def clean(self, value):
        return plain(super().clean(value))


class WordsForm(forms.Form):
    about = forms.CharField(
        label=_("In your own words"),
        help_text=_("Who you are, how you make it, since when. Three or four sentences are enough."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    about_en = forms.CharField(
        label=_("In English"),
        help_text=_("For visitors from abroad. Leave it empty and they read the Vietnamese."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_about(self):
        return plain(self.cleaned_data["about"])

    def clean_about_en(self):
        return plain(self.cleaned_data["about_en"])


class MakerForm(forms.Form):
    person = PlainLine(
        label=_("Who makes it"),
        help_text=_("The name shoppers read, for example “Bác Năm”."),
        max_length=120,
        required=False,
    )


class PictureForm(forms.Form):
    picture = PictureField(
        label=_("A picture of you, your garden or your workshop"),
        help_text=_("We make it smaller and drop where and when it was taken."),
    )


class PlaceForm(forms.Form):
    """A plain choice: what is shown is never guessed from what was typed."""

    shown = forms.ChoiceField(
        label=_("What may shoppers read?"),
        choices=[("place", _("My place of business, as I write it below")), ("commune", _("The commune only"))],
        widget=forms.RadioSelect,
    )
    place = PlainLine(
        label=_("Place of business"),
        help_text=_("Workshop, stall, packing house or hamlet."),
        max_length=200,
        required=False,
    )

    def clean(self):
        data = super().clean()
        if data.get("shown") == "place" and not data.get("place") and "place" not in self.errors:
            self.add_error("place", _("Write the place, or choose “The commune only”."))
        if data.get("shown") == "commune":
            data["place"] = ""
        return data


class SendingForm(forms.Form):
    handling_days = forms.IntegerField(
        label=_("Days to get a parcel ready"),
        help_text=_("From the day after the order until the carrier can fetch it."),
        min_value=0,
        max_value=30,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    reach = forms.TypedChoiceField(label=_("How far do you send?"), choices=Reach, coerce=int, widget=forms.RadioSelect)


class PickupForm(forms.Form):
    has_pickup = forms.TypedChoiceField(
        label=_("May buyers pick up at your place?"),
        choices=[("yes", _("Yes, they may come")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )


class DeputyForm(forms.Form):
    name = PlainLine(label=_("Name"), max_length=120, required=False)
    phone = PhoneField(required=False, help_text=_("Gets a message when you do not answer an order."))

    def __init__(self, *args, own_phone: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.own_phone = own_phone

    def clean(self):
        data = super().clean()
        name, phone = data.get("name"), data.get("phone")
        if name and not phone and "phone" not in self.errors:
            self.add_error("phone", _("Write the phone of this person too."))
        if phone and not name and "name" not in self.errors:
            self.add_error("name", _("Write the name of this person too."))
        if phone and self.own_phone and phone == self.own_phone:
            self.add_error("phone", _("This is your own number. Choose somebody else."))
        return data


class NameForm(forms.Form):
    name = PlainLine(label=_("Name of the shop"), max_length=200)
    kind = forms.ChoiceField(label=_("Who sells?"), choices=Kind, widget=forms.RadioSelect)


class PauseForm(forms.Form):
    until = forms.DateField(
        label=_("Open again on"),
        help_text=_("The shop opens by itself in the morning of that day. Empty: until you open it."),
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_until(self):
        until, today = self.cleaned_data["until"], timezone.localdate()
        if until and until <= today:
            raise ValidationError(_("Choose a day after today."))
        if until and until > today + timedelta(days=LONGEST_PAUSE_DAYS):
            raise ValidationError(_("That is more than a year away. Leave the day empty."))
        return until
