"""What a seller types about a product. What was typed or taken with the camera is never lost when something else is wrong."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy

from marketplace.folding import clean

from .kept_pictures import KeptPicture, keep, kept
from .making import LARGEST_STOCK, LONGEST_TITLE, BadProduct, check_title
from .prices import PriceField
from .sizes import SIZES, size_choices


class PictureInput(forms.FileInput):
    """Two buttons, camera and gallery. Beside them travels the signed name of a picture that was sent before (`<name>_kept`)."""

    def __init__(self, attrs=None):
        super().__init__({"accept": "image/*", "data-shrink": ""} | (attrs or {}))

    def value_from_datadict(self, data, files, name):
        return files.get(name) or files.get(f"{name}_chosen") or kept(data.get(f"{name}_kept", ""))

    def value_omitted_from_data(self, data, files, name):
        return not {name, f"{name}_chosen"} & files.keys() and f"{name}_kept" not in data

    def use_required_attribute(self, initial):
        return False  # one of two buttons is enough, which HTML cannot say

    def render(self, name, value, attrs=None, renderer=None):
        picture = value if isinstance(value, KeptPicture) else getattr(value, "kept", None)
        attrs = self.build_attrs(self.attrs, attrs)
        second = flatatt({key: value for key, value in attrs.items() if key not in ("id", "capture")})
        context = {
            "name": name,
            "picture": picture,
            "attrs": flatatt(attrs),
            "second_attrs": second,
            "id": attrs.get("id"),
        }
        return render_to_string("selling/products/picture_input.html", context)


class PictureField(forms.FileField):
    """Cleans to a KeptPicture: checked, shrunk and stored privately at once, so that no error elsewhere loses it."""

    widget = PictureInput

    def __init__(self, **kwargs):
        words = {"required": gettext_lazy("A picture is missing: take one with the phone.")}
        super().__init__(**({"label": gettext_lazy("Picture"), "error_messages": words} | kwargs))

    def bound_data(self, data, initial):
        return data or initial  # Django's forgets what was sent; ours was kept

    def to_python(self, data):
        if data in self.empty_values:
            return None
        if isinstance(data, KeptPicture):
            return data
        data.kept = keep(data)
        return data.kept


class FirstProductForm(forms.Form):
    """Name, picture, price, size: four fields, less than a minute."""

    title = forms.CharField(
        label=gettext_lazy("What is it?"),
        widget=forms.TextInput(
            attrs={"autocapitalize": "sentences", "autocomplete": "off", "maxlength": LONGEST_TITLE}
        ),
        error_messages={"required": gettext_lazy("Say what it is, for example: dried snakehead fish.")},
    )
    picture = PictureField()
    price = PriceField(label=gettext_lazy("What does one cost?"))
    pack = forms.ChoiceField(
        label=gettext_lazy("One is"),
        choices=size_choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how much one is.")},
    )

    def clean_title(self):
        return checked_title(self.cleaned_data["title"])

    def product_fields(self) -> dict:
        """For make_product(acting=…, **form.product_fields())."""
        size = SIZES[self.cleaned_data["pack"]]
        chosen = {name: self.cleaned_data[name] for name in ("title", "price", "picture")}
        return chosen | {"net_quantity": size.net_quantity, "unit": size.unit, "pack_text": size.pack_text}


class NewProductForm(FirstProductForm):
    """The same for the workspace, with what is there to sell."""

    stock = forms.IntegerField(
        label=gettext_lazy("How many do you have?"),
        initial=1,
        min_value=0,
        max_value=LARGEST_STOCK,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def product_fields(self) -> dict:
        return super().product_fields() | {"stock": self.cleaned_data["stock"]}


class AddPictureForm(forms.Form):
    picture = PictureField(label=gettext_lazy("Add a picture"))


def checked_title(typed: str) -> str:
    """Raises ValidationError."""
    try:
        return check_title(clean(typed))
    except BadProduct as error:
        raise ValidationError(error.errors["title"]) from error
