"""Discounts in whole dong: what an offer gives is exactly what its lines got."""

from django.db.models import F
from oscar.apps.offer.abstract_models import AbstractConditionalOffer
from oscar.apps.offer.results import BasketDiscount

from marketplace.money import round_down_to_dong


class ConditionalOffer(AbstractConditionalOffer):
    class Meta(AbstractConditionalOffer.Meta):
        pass

    def apply_benefit(self, basket):
        """Oscar rounds the sum but not the shares; here each line rounds its share down and the sum follows."""
        before = _given(basket)
        result = super().apply_benefit(basket)
        if not (result.affects_basket and result.is_successful):
            return result
        return BasketDiscount(_given(basket) - before)

    def shipping_discount(self, charge, currency=None):
        return round_down_to_dong(super().shipping_discount(charge, currency))

    def record_usage(self, discount):
        """Counted in the database: two orders at once both count. Oscar added in memory and lost one."""
        discounted, times = discount["discount"], discount["freq"]
        type(self).objects.filter(pk=self.pk).update(
            num_applications=F("num_applications") + times,
            total_discount=F("total_discount") + discounted,
            num_orders=F("num_orders") + 1,
        )

    record_usage.alters_data = True


def _given(basket):
    return sum(line.discount_value for line in basket.all_lines())


from oscar.apps.offer.models import *
