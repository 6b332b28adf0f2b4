"""Phone numbers as Vietnamese people write them, kept as E.164 (rule A-06)."""

import re
import unicodedata

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace.folding import clean

_PUNCTUATION = re.compile(r"[\s.\-‐‑‒–—()/·]")
_MOBILE = re.compile(r"^[35789]\d{8}$")
_LANDLINE = re.compile(r"^2\d{9}$")
_COUNTRY = re.compile(r"^(?:\+84|0084|84(?=\d{9,10}$))0?")


class BadPhone(ValueError):
    """The text is no phone number; the message says in plain words what to do."""


def normalise_phone(text: str) -> str:
    """ "0912.345.678" -> "+84912345678". Numbers of other countries need a leading +. Raises BadPhone."""
    typed = _PUNCTUATION.sub("", unicodedata.normalize("NFKC", clean(text)))
    if not typed:
        raise BadPhone(_("Type your phone number."))
    if typed.startswith("00") and not typed.startswith("0084"):
        typed = "+" + typed[2:]
    if not re.fullmatch(r"\+?\d+", typed, re.ASCII):
        raise BadPhone(_("A phone number has digits only, for example 0912 345 678."))
    if typed.startswith("+") and not typed.startswith("+84"):
        return _foreign(typed)
    return _vietnamese(typed)


def _vietnamese(typed: str) -> str:
    national, abroad = _COUNTRY.subn("", typed)
    if not abroad:
        national = typed[1:] if typed.startswith("0") else ""
    if _MOBILE.match(national) or _LANDLINE.match(national):
        return f"+84{national}"
    raise BadPhone(_complaint(typed if not abroad else f"0{national}"))


def _complaint(domestic: str):
    if not domestic.startswith("0"):
        return _(
            "A Vietnamese phone number begins with 0, for example 0912 345 678. Abroad, begin with + and the country."
        )
    wanted = 11 if domestic.startswith("02") else 10
    if len(domestic) != wanted:
        return _("This phone number has %(typed)d digits; it must have %(wanted)d, for example 0912 345 678.") % {
            "typed": len(domestic),
            "wanted": wanted,
        }
    return _("No phone number begins like this. Mobile numbers begin with 03, 05, 07, 08 or 09.")


def _foreign(typed: str) -> str:
    incomplete = _("This phone number is not complete. Begin with + and the country, for example +1 415 555 0132.")
    try:
        number = phonenumbers.parse(typed)
    except phonenumbers.NumberParseException as error:
        raise BadPhone(incomplete) from error
    if not phonenumbers.is_possible_number(number):
        raise BadPhone(incomplete)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def looks_like_phone(text: str) -> bool:
    """Whether somebody who may type a phone or an e-mail address typed a phone: no @ and no letter."""
    typed = unicodedata.normalize("NFKC", clean(text))
    return bool(typed) and "@" not in typed and not any(c.isalpha() for c in typed)


def display_phone(phone: str | None) -> str:
    """ "+84912345678" -> "0912 345 678"; numbers of other countries in international form; None -> ""."""
    if not phone:
        return ""
    if re.fullmatch(r"\+84([35789]\d{8}|2\d{9})", phone):
        return f"0{phone[3:6]} {phone[6:9]} {phone[9:]}"
    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return phone
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def mask_phone(phone: str | None) -> str:
    """ "+84912345678" -> "0912 ••• 678": enough to recognise one's own number, too little to learn another's."""
    digits = re.sub(r"\D", "", display_phone(phone))
    return f"{digits[:4]} ••• {digits[-3:]}" if len(digits) >= 9 else ""


class PhoneField(forms.CharField):
    """A phone number typed in any of the usual ways; cleaned to E.164, or "" when left empty."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Phone"))
        kwargs.setdefault("max_length", 40)
        super().__init__(**kwargs)

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"type": "tel", "inputmode": "tel", "autocomplete": "tel"}

    def prepare_value(self, value):
        return display_phone(value) if isinstance(value, str) and value.startswith("+84") else value

    def clean(self, value):
        typed = super().clean(value)
        try:
            return normalise_phone(typed) if typed else ""
        except BadPhone as error:
            raise ValidationError(error.args[0], code="bad_phone") from error
