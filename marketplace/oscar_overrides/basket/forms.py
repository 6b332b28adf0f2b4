"""How many: every odd answer gets plain words beside the field, and what was typed stays in it."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from oscar.core.loading import get_model


class QuantityForm(forms.Form):
    """`left`: how many can be had, None when nobody counts; `others`: pieces of everything else in the basket."""

    quantity = forms.IntegerField(
        label=gettext_lazy("How many"),
        error_messages={
            "required": gettext_lazy("Type how many, for example 2."),
            "invalid": gettext_lazy("Type a number in digits, for example 2."),
        },
    )

    def __init__(self, data, *, left: int | None, in_basket: int = 0, others: int = 0):
        super().__init__(data)
        self.left, self.in_basket, self.others = left, in_basket, others

    def clean_quantity(self):
        quantity = self.cleaned_data["quantity"]
        if quantity < 1:
            raise forms.ValidationError(self.less_than_one)
        if self.left is not None and quantity + self.in_basket > self.left:
            raise forms.ValidationError(self._too_many_for_stock())
        most = settings.OSCAR_MAX_BASKET_QUANTITY_THRESHOLD
        if quantity + self.in_basket + self.others > most:
            raise forms.ValidationError(
                _("One order holds %(most)d pieces at most. For more, call the producer.") % {"most": most}
            )
        return quantity

    @property
    def less_than_one(self) -> str:
        return _("At least 1. To leave it, press “Take out”.")

    def _too_many_for_stock(self) -> str:
        if self.left == 0:
            return _("It has just sold out.")
        text = ngettext("Only %(left)d is left.", "Only %(left)d are left.", self.left) % {"left": self.left}
        if self.in_basket:
            text += " " + _("You have %(count)d in your basket already.") % {"count": self.in_basket}
        return text


class AddForm(QuantityForm):
    """Puts a product, or one pack of it, in the basket."""

    def __init__(self, data, *, product, basket):
        self.product, self.basket = self._pack(product, data.get("child_id")), basket
        info = basket.strategy.fetch_for_product(self.product) if self.product else None
        self.is_on_sale = bool(info and info.price.exists)
        left = getattr(info.availability, "num_available", None) if info else None
        in_basket = sum(
            line.quantity for line in basket.all_lines() if self.product and line.product_id == self.product.pk
        )
        super().__init__(
            {"quantity": data.get("quantity", "1")}, left=left, in_basket=in_basket, others=basket.num_items - in_basket
        )

    def _pack(self, product, child_id):
        """The chosen pack of a product that has packs; None when none, or one of another product, was chosen."""
        if not product.is_parent:
            return product
        known = str(child_id or "").isascii() and str(child_id or "").isdigit() and len(str(child_id)) < 10
        packs = (
            get_model("catalogue", "Product")
            .objects.filter(parent=product)
            .select_related("parent__product_class", "parent__facts", "facts")
        )
        return packs.filter(pk=child_id).first() if known else None

    @property
    def less_than_one(self) -> str:
        return _("At least 1.")

    def clean(self):
        if self.product is None:
            raise forms.ValidationError(_("Choose a pack first."))
        if not self.is_on_sale:
            raise forms.ValidationError(_("This product is not sold any more."))
        return super().clean()
