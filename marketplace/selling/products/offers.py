"""Price and stock of one pack, and a new pack, as small forms."""

from django import forms
from django.utils.translation import gettext_lazy

from catalogue.review import wording
from sellers.goods.making import LARGEST_STOCK
from sellers.goods.prices import PriceField
from sellers.goods.stocking import left_of

from .size_question import SizeQuestion

COUNT = {"label": gettext_lazy("How many are left to sell?"), "min_value": 0, "max_value": LARGEST_STOCK}


class OfferForm(forms.Form):
    """`seen` is the stock that the page showed: what was sold since then stays sold."""

    price = PriceField()
    stock = forms.IntegerField(**COUNT, widget=forms.NumberInput(attrs={"inputmode": "numeric"}))
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST_STOCK)

    def __init__(self, data=None, *, pack, record, is_counted: bool):
        self.pack, self.record = pack, record
        left = left_of(record)
        initial = {"price": int(record.price) if record.price is not None else None, "stock": left, "seen": left}
        super().__init__(data, initial=initial, prefix=f"pack{pack.pk}")
        if not is_counted:
            del self.fields["stock"], self.fields["seen"]


class PackForm(SizeQuestion):
    price = PriceField()
    stock = forms.IntegerField(
        **COUNT | {"label": gettext_lazy("How many?")},
        initial=0,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    field_order = ["size", "quantity", "unit", "pack_text", "price", "stock"]

    def __init__(self, *args, product, **kwargs):
        self.product = product
        super().__init__(*args, **kwargs)

    def clean(self):
        self.check_size()
        words = self.cleaned_data.get("pack_text", "")
        for finding in wording.check({"pack_text": words}, product=self.product) if words else []:
            self.add_error("pack_text", f"“{finding.words}”: {finding.advice}")
        return self.cleaned_data

    def pack_values(self) -> dict:
        return self.size_values() | {"price": self.cleaned_data["price"], "stock": self.cleaned_data["stock"]}
