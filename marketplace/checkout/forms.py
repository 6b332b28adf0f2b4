"""The five fields of the checkout page, three for who only visits. What was typed is kept, errors stand beside their field."""

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.phones import PhoneField
from marketplace.folding import clean
from marketplace.fulfilment.destination import Destination, destination
from marketplace.places.addresses import LINE_LENGTH, Address


class PlainField(forms.CharField):
    """A line of text: NFC, no control characters, single spaces, nothing that looks like HTML."""

    def __init__(self, *, what_is_wrong=None, **kwargs):
        self.what_is_wrong = what_is_wrong or _("Write it without < and >.")
        super().__init__(**kwargs)

    def to_python(self, value):
        return clean(super().to_python(value))

    def validate(self, value):
        super().validate(value)
        if "<" in value or ">" in value:
            raise forms.ValidationError(self.what_is_wrong, code="html")


class NoteField(PlainField):
    """Several lines; only the lines themselves are kept apart."""

    def to_python(self, value):
        lines = (clean(line) for line in (forms.CharField.to_python(self, value) or "").splitlines())
        return "\n".join(line for line in lines if line)


class CheckoutForm(forms.Form):
    """`destination` is worked out from the typed place and the hidden code, whether or not the rest is right.

    Without `needs_place` neither ward nor house is asked, and what a page sends of them is not looked at.
    """

    phone = PhoneField(
        label=_("Phone"),
        help_text=_("The courier calls this number. We ask for no account and no e-mail."),
        error_messages={"required": _("Type your phone number.")},
    )
    name = PlainField(
        label=_("Name"),
        max_length=100,
        what_is_wrong=_("A name has no < or > in it."),
        error_messages={"required": _("Type the name of who receives the goods.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    place = forms.CharField(max_length=200, required=False)
    commune = forms.CharField(max_length=20, required=False)
    candidate = forms.CharField(max_length=20, required=False)
    house = PlainField(
        label=_("House number, street or hamlet, and a landmark"),
        max_length=LINE_LENGTH,
        help_text=_("For example: number 12, Vĩnh Thuận hamlet, beside the market."),
        error_messages={"required": _("Type the house number or the hamlet, so that the courier finds you.")},
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    note = NoteField(
        label=_("Anything to say?"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    payment = forms.CharField(max_length=20, required=False)
    is_of_age = forms.BooleanField(label=_("I am 18 or older."), required=False)
    # A box that people do not see: whoever fills it in is a program.
    website = forms.CharField(required=False, max_length=200)
    token = forms.UUIDField(required=False)
    shown_total = forms.IntegerField(required=False)
    # Until when each visit can be cancelled; what is not read there differs, and the page is shown anew.
    shown_promise = forms.CharField(required=False, empty_value=None)

    def __init__(self, *args, needs_place: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        self.needs_place = needs_place
        if not needs_place:
            del self.fields["house"]
            self.fields["phone"].help_text = _(
                "The host calls this number if something changes. We ask for no account."
            )
            self.fields["name"].error_messages["required"] = _("Type the name of who comes.")
        self.destination = self._destination()

    def _destination(self) -> Destination:
        if not self.needs_place:
            return Destination()
        value = self.data.get if self.is_bound else self.initial.get
        return destination(
            text=str(value("place", "") or ""), code=str(value("candidate", "") or value("commune", "") or "")
        )

    def clean(self):
        cleaned = super().clean()
        if self.needs_place and self.destination.commune is None:
            self.add_error("place", self.destination.error)
        if cleaned.get("website"):
            raise forms.ValidationError(
                _("This did not work. Load the page again and leave the last box empty."), code="robot"
            )
        return cleaned

    @property
    def address(self) -> Address | None:
        if not self.needs_place:
            return None
        return Address(self.destination.commune, self.cleaned_data["house"])

    @property
    def place_error(self) -> str:
        """Beside the typeahead: after a refused order, or as soon as something was typed that means nothing."""
        if "place" in self.errors:
            return self.errors["place"][0]
        return self.destination.error if self.destination.text else ""

    @property
    def own_fields(self):
        """For the summary of errors: the fields that the page shows as boxes."""
        return [self[name] for name in ("phone", "name", "house", "note") if name in self.fields]


def way_choices(data) -> dict[str, str]:
    """The chosen way of each group: {"7-ambient": "pickup"}."""
    return {name.removeprefix("way-")[:40]: data[name] for name in data if name.startswith("way-")}
