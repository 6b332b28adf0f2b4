"""Choosing a product, a producer or a commune inside the editor. The block classes are named in migrations: keep this module importable."""

from django import forms
from django.conf import settings
from django.db.models import Case, Value, When
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from catalogue.listing.searching import matching
from marketplace.folding import clean
from marketplace.places.finding import find

from .product_choosing import SHOWN_AT_ONCE, ChooseProductResultsView, ChooseProductView, ChosenProductsView


class WordFilterForm(BaseFilterForm):
    """A search box that finds without tone marks, as the shop's own search does."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": _("Name, producer or commune")}),
    )

    def filter(self, objects):
        text = clean(self.cleaned_data.get("q") or "")
        if not text:
            return objects
        self.is_searching, self.search_query = True, text
        return self.narrowed(objects, text)


class ProductFilterForm(WordFilterForm):
    def narrowed(self, objects, text):
        return objects.filter(listing__in=matching(text).values("pk"))


class FindProductView(ChooseProductView):
    filter_form_class = ProductFilterForm


class FindProductResultsView(ChooseProductResultsView):
    filter_form_class = ProductFilterForm


class SellerFilterForm(WordFilterForm):
    def narrowed(self, objects, text):
        return objects.matching(text)


class CommuneFilterForm(WordFilterForm):
    def narrowed(self, objects, text):
        """Old names and old districts find the commune of today."""
        return objects.filter(pk__in={match.commune.pk for match in find(text, provinces=tuple(settings.PROVINCES))})


class ProductChooserViewSet(ChooserViewSet):
    """Products on sale, best first."""

    model = "catalogue.Product"
    icon = "tag"
    per_page = SHOWN_AT_ONCE
    choose_one_text = _("Choose a product")
    choose_another_text = _("Choose another product")
    edit_item_text = _("Edit this product")
    choose_view_class = FindProductView
    choose_results_view_class = FindProductResultsView
    chosen_multiple_view_class = ChosenProductsView

    def get_object_list(self):
        from oscar.core.loading import get_model

        products = get_model("catalogue", "Product").objects.filter(listing__isnull=False)
        return products.select_related("listing").order_by("-listing__rank_score", "pk")


class ChooseSellerMixin:
    filter_form_class = SellerFilterForm

    @property
    def columns(self):
        return [*super().columns, Column("commune", label=_("Commune"), accessor="place_text")]


class ChooseSellerView(ChooseSellerMixin, ChooseView):
    pass


class ChooseSellerResultsView(ChooseSellerMixin, ChooseResultsView):
    pass


class SellerChooserViewSet(ChooserViewSet):
    """Producers whose shop is open."""

    model = "sellers.Seller"
    icon = "group"
    choose_one_text = _("Choose a producer")
    choose_another_text = _("Choose another producer")
    edit_item_text = _("Edit this producer")
    choose_view_class = ChooseSellerView
    choose_results_view_class = ChooseSellerResultsView

    def get_object_list(self):
        from sellers.models import Seller

        return Seller.objects.open().with_place().order_by("name")


class ChooseCommuneMixin:
    filter_form_class = CommuneFilterForm


class ChooseCommuneView(ChooseCommuneMixin, ChooseView):
    pass


class ChooseCommuneResultsView(ChooseCommuneMixin, ChooseResultsView):
    pass


class CommuneChooserViewSet(ChooserViewSet):
    """All communes, those of the shop's own provinces first. A plain list would have 3,321 options."""

    model = "places.Commune"
    icon = "site"
    choose_one_text = _("Choose a commune")
    choose_another_text = _("Choose another commune")
    choose_view_class = ChooseCommuneView
    choose_results_view_class = ChooseCommuneResultsView

    def get_object_list(self):
        from marketplace.places.models import Commune

        own = Case(When(province__in=settings.PROVINCES, then=Value(0)), default=Value(1))
        return Commune.objects.with_province().order_by(own, "short_name", "pk")


class ProduceChooserViewSet(ChooserViewSet):
    """What has a season, from the list of seasons."""

    model = "seasons.Produce"
    icon = "date"
    choose_one_text = _("Choose a produce")
    choose_another_text = _("Choose another produce")
    edit_item_text = _("Edit this season")


product_chooser = ProductChooserViewSet("product_chooser", url_prefix="product-chooser")
seller_chooser = SellerChooserViewSet("seller_chooser", url_prefix="seller-chooser")
commune_chooser = CommuneChooserViewSet("commune_chooser", url_prefix="commune-chooser")
produce_chooser = ProduceChooserViewSet("produce_chooser", url_prefix="produce-chooser")
ProductChooserBlock = product_chooser.get_block_class("ProductChooserBlock", "marketplace.editorial.choosers")
SellerChooserBlock = seller_chooser.get_block_class("SellerChooserBlock", "marketplace.editorial.choosers")
CommuneChooserBlock = commune_chooser.get_block_class("CommuneChooserBlock", "marketplace.editorial.choosers")
ProduceChooserBlock = produce_chooser.get_block_class("ProduceChooserBlock", "marketplace.editorial.choosers")
