"""The two fields of the dashboard that Oscar checks too little: a price in dong and a picture."""

import re
from decimal import Decimal
from pathlib import PurePath

from django import forms
from django.utils.translation import gettext_lazy as _
from oscar.core.utils import slugify
from oscar.forms.widgets import ImageInput

from catalogue.pictures.checking import check_picture
from marketplace.folding import clean
from marketplace.money import HIGHEST_PRICE, format_dong

GROUPED = re.compile(r"-?\d{1,3}(?:\.\d{3})+")
WRITTEN = re.compile(r"-?\d{1,15}(?:\.0{1,2})?")
LONGEST_NAME = 60


class WholeDongField(forms.Field):
    """Cleans to whole dong as a Decimal. Reads "125000", "125.000", "125 000 ₫" and Oscar's own "125000.00"."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {
        "invalid": _("A price is a whole number of dong, for example 125.000."),
        "too_low": _("The price cannot be below %(limit)s."),
        "too_high": _("The price can be at most %(limit)s."),
    }

    def __init__(self, *, min_value: int = 0, max_value: int = HIGHEST_PRICE, **kwargs):
        super().__init__(**kwargs)
        self.limits = {"too_low": min_value, "too_high": max_value}

    def validate(self, value):
        super().validate(value)
        if value is None or self.limits["too_low"] <= value <= self.limits["too_high"]:
            return
        code = "too_low" if value < self.limits["too_low"] else "too_high"
        raise forms.ValidationError(self.error_messages[code], code, {"limit": format_dong(self.limits[code])})

    def prepare_value(self, value):
        return int(value) if isinstance(value, Decimal) and value == int(value) else value

    def to_python(self, value):
        typed = re.sub(r"[\s₫đ]", "", clean(str(value if value is not None else "")))
        if not typed:
            return None
        if GROUPED.fullmatch(typed):
            return Decimal(typed.replace(".", ""))
        if WRITTEN.fullmatch(typed):
            return Decimal(typed.partition(".")[0])
        raise forms.ValidationError(self.error_messages["invalid"], code="invalid")


class PictureInput(ImageInput):
    """Oscar's, which takes a large refused upload for a stored picture and shows a broken one."""

    def get_context(self, name, value, attrs):
        return super().get_context(name, value if getattr(value, "_committed", False) else None, attrs)


class PictureField(forms.ImageField):
    """A picture that passed the one door for pictures, under a short plain name: file systems count bytes, not letters."""

    widget = PictureInput

    def to_python(self, data):
        file = forms.FileField.to_python(self, data)
        if file is None:
            return None
        check_picture(file)
        file = super().to_python(file)
        path = PurePath(file.name)
        file.name = (slugify(path.stem)[:LONGEST_NAME].strip("-") or "picture") + path.suffix.lower()
        return file
