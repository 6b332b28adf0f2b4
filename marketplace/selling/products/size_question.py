"""The question "how much is one?": big buttons for what is common, number and unit for everything else."""

import re
from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.facts.models import Unit
from catalogue.review.fields import LARGEST_QUANTITY, LONGEST_PACK
from marketplace.folding import clean
from sellers.goods.sizes import SIZES, Size, size_choices

OTHER = "other"
UNITS = {
    "g": (gettext_lazy("gram"), Unit.GRAM, 1),
    "kg": (gettext_lazy("kilogram"), Unit.GRAM, 1000),
    "ml": (gettext_lazy("millilitre"), Unit.MILLILITRE, 1),
    "l": (gettext_lazy("litre"), Unit.MILLILITRE, 1000),
    "piece": (gettext_lazy("piece"), Unit.PIECE, 1),
}
_WHOLE = re.compile(r"[0-9]{1,7}|[0-9]{1,3}(?:[.,][0-9]{3})")
# After a comma one or two digits: with three, "1.500 kg" could be one and a half or fifteen hundred.
_PARTS = re.compile(r"[0-9]{1,4}[.,][0-9]{1,2}")


class SizeQuestion(forms.Form):
    """Gives size_values() once it is valid; a form that inherits calls check_size() in its clean()."""

    size = forms.ChoiceField(
        label=gettext_lazy("One is"),
        widget=forms.RadioSelect,
        choices=lambda: [*size_choices(), (OTHER, _("Another size"))],
        error_messages={"required": gettext_lazy("Choose how much one is.")},
    )
    quantity = forms.CharField(
        label=gettext_lazy("How much"),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Counted in"),
        required=False,
        choices=[(key, label) for key, (label, _unit, _n) in UNITS.items()],
    )
    pack_text = forms.CharField(
        label=gettext_lazy("Pack in words"), required=False, max_length=LONGEST_PACK,
        help_text=gettext_lazy("For example: bottle of 500 ml"),
    )  # fmt: skip

    def check_size(self) -> None:
        if self.cleaned_data.get("size") != OTHER:
            return
        if not UNITS.get(self.cleaned_data.get("unit", "")):
            self.add_error("unit", _("Choose how it is counted."))
        elif self._amount() is None:
            self.add_error("quantity", _("Type how much one holds, for example 750."))

    def _amount(self) -> int | None:
        """In grams, millilitres or pieces; None for what cannot be read in one way only."""
        typed, factor = clean(self.cleaned_data.get("quantity", "")), UNITS[self.cleaned_data["unit"]][2]
        if factor == 1 and _WHOLE.fullmatch(typed):
            amount = Decimal(re.sub(r"[.,]", "", typed))
        elif factor > 1 and (_PARTS.fullmatch(typed) or (typed.isascii() and typed.isdigit() and len(typed) <= 4)):
            amount = Decimal(typed.replace(",", ".")) * factor
        else:
            return None
        return int(amount) if amount == int(amount) and 1 <= amount <= LARGEST_QUANTITY else None

    def size_values(self) -> dict:
        """net_quantity, unit and pack_text."""
        size, words = SIZES.get(self.cleaned_data["size"]), self.cleaned_data["pack_text"]
        if size is None:
            size = Size("", self._amount(), UNITS[self.cleaned_data["unit"]][1])
        return {"net_quantity": size.net_quantity, "unit": str(size.unit), "pack_text": words or size.pack_text}


def initial_size(net_quantity: int, unit: str, pack_text: str) -> dict:
    """What is chosen and typed in the question for a size that is stored."""
    for key, size in SIZES.items():
        if (size.net_quantity, size.unit) == (net_quantity, unit) and pack_text in ("", size.pack_text):
            return {"size": key}
    return {"size": OTHER, "quantity": str(net_quantity), "unit": str(unit), "pack_text": pack_text}
