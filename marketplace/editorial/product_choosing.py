"""What an editor sees of a product before choosing it: picture, price, producer, commune, stars, state; and several at once."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView, ChosenMultipleView

from catalogue.listing.cards import card, shown_stars
from marketplace.money import format_dong

SHOWN_AT_ONCE = 20


class PictureColumn(Column):
    cell_template_name = "editorial/cms/picture_cell.html"


class ChooseProductMixin:
    per_page = SHOWN_AT_ONCE

    @property
    def columns(self):
        title, *rest = super().columns
        title.label = _("Product")
        return [
            PictureColumn("picture", label=_("Picture"), accessor=lambda product: card(product.listing).picture.src, width="72px"),
            title,
            *rest,
            Column("price", label=_("Price"), accessor=lambda product: format_dong(product.listing.price)),
            Column("seller", label=_("Producer"), accessor="listing.seller_name"),
            Column("commune", label=_("Commune"), accessor="listing.commune_name"),
            Column("stars", label=_("Stars"), accessor=stars_of),
            Column("state", label=_("State"), accessor=lambda product: "" if product.listing.is_available else _("Sold out for now")),
        ]  # fmt: skip


def stars_of(product) -> str:
    return "★" * shown_stars(product.listing, timezone.localdate())


class ChooseProductView(ChooseProductMixin, ChooseView):
    pass


class ChooseProductResultsView(ChooseProductMixin, ChooseResultsView):
    pass


class ChosenProductsView(ChosenMultipleView):
    """In the order in which they were ticked."""

    def get_objects(self, pks):
        found = {str(product.pk): product for product in super().get_objects([pk for pk in pks if pk.isdigit()])}
        return [found[pk] for pk in dict.fromkeys(pks) if pk in found]
