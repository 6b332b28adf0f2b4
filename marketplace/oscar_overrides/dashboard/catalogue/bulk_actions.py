"""Actions on many products at once. Oscar writes them in bulk, which no listing hears of, and leaves fractions of a dong."""

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Least, Round
from oscar.apps.dashboard.catalogue import bulk_actions as oscar_actions
from oscar.core.loading import get_model

from catalogue.listing.refreshing import refresh_soon
from marketplace.money import HIGHEST_PRICE


class TellsListing:
    """Carries an action out, then brings the listings of its products up to date."""

    def execute(self, request, objects, form):
        product_ids = list(objects.values_list("pk", flat=True))
        with transaction.atomic():
            super().execute(request, objects, form)
            self.finish(product_ids)
            refresh_soon(*product_ids)

    def finish(self, product_ids: list[int]) -> None:
        """What else belongs to the action."""


class MakeProductsPublicAction(TellsListing, oscar_actions.MakeProductsPublicAction):
    pass


class MakeProductsNonPublicAction(TellsListing, oscar_actions.MakeProductsNonPublicAction):
    pass


class SetProductPriceAction(TellsListing, oscar_actions.SetProductPriceAction):
    def finish(self, product_ids):
        records = get_model("partner", "StockRecord").objects.filter(product__in=product_ids)
        records.update(price=Least(Round(F("price")), HIGHEST_PRICE))
