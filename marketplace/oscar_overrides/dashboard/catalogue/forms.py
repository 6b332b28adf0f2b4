"""Oscar's product forms with our checks: prices in whole dong, pictures through the one door."""

from django import forms
from django.utils.translation import gettext_lazy as _
from oscar.apps.dashboard.catalogue import forms as oscar_forms

from marketplace.money import HIGHEST_PRICE

from .fields import PictureField, WholeDongField


class StockRecordForm(oscar_forms.StockRecordForm):
    price = WholeDongField(label=_("Price"), required=False)


class ProductImageForm(oscar_forms.ProductImageForm):
    original = PictureField(label=_("Picture"))

    class Meta(oscar_forms.ProductImageForm.Meta):
        widgets = {"display_order": forms.HiddenInput()}


class CategoryForm(oscar_forms.CategoryForm):
    image = PictureField(label=_("Picture"), required=False, widget=forms.ClearableFileInput)


class ProductForm(oscar_forms.ProductForm):
    FIELD_FACTORIES = {
        **oscar_forms.ProductForm.FIELD_FACTORIES,
        "image": lambda attribute: PictureField(label=attribute.name, required=attribute.required),
    }


class SetProductPriceForm(oscar_forms.SetProductPriceForm):
    """Many prices at once. The limits keep every sum inside what the tables can hold."""

    new_price = WholeDongField(label=_("New price"), required=False)
    increase_by_amount = WholeDongField(
        label=_("Increase by amount"),
        required=False,
        min_value=-HIGHEST_PRICE,
        help_text=_("In dong; with a minus sign it lowers the prices. No price goes below 0 ₫."),
    )
    increase_by_percentage = forms.DecimalField(
        label=_("Increase by percentage"),
        required=False,
        min_value=-100,
        max_value=500,
        decimal_places=2,
        help_text=_("10 turns 125.000 ₫ into 137.500 ₫, -10 into 112.500 ₫. Rounded to whole dong."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.fields:
            if name.startswith("price_"):
                self.fields[name] = WholeDongField(label="", required=False)
