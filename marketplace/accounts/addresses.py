"""One field for people who may type a phone number or an e-mail address."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from marketplace.folding import clean

from .phones import BadPhone, display_phone, looks_like_phone, normalise_phone


class AddressField(forms.CharField):
    """Cleans to an E.164 phone or a lower-case e-mail address."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Phone or e-mail"))
        kwargs.setdefault("max_length", 254)
        super().__init__(**kwargs)

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
        }

    def prepare_value(self, value):
        return display_phone(value) if isinstance(value, str) and value.startswith("+84") else value

    def clean(self, value):
        typed = clean(super().clean(value))
        if not typed:
            return ""
        if looks_like_phone(typed):
            return self._phone(typed)
        if "@" not in typed:
            raise ValidationError(_("Type a phone number or an e-mail address."), code="bad_address")
        try:
            validate_email(typed)
        except ValidationError as error:
            raise ValidationError(
                _("This e-mail address is not complete. It looks like name@example.vn."), code="bad_email"
            ) from error
        return typed.lower()

    def _phone(self, typed):
        try:
            return normalise_phone(typed)
        except BadPhone as error:
            raise ValidationError(error.args[0], code="bad_phone") from error


def is_email(address: str) -> bool:
    """Whether a cleaned address is an e-mail address; otherwise it is a phone."""
    return "@" in address


def by_kind(address: str) -> dict:
    """{"email": ...} or {"phone": ...}, as allauth's own forms want it."""
    return {"email": address} if is_email(address) else {"phone": address}
