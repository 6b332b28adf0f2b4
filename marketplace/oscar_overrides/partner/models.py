"""Stock that cannot be sold twice."""

from django.core.exceptions import ValidationError
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from oscar.apps.partner.abstract_models import AbstractStockRecord

from marketplace.money import HIGHEST_PRICE


class OutOfStock(Exception):
    """Fewer are left than were asked for. Nothing was taken."""

    def __init__(self, stockrecord):
        self.stockrecord = stockrecord
        super().__init__(f"stock record {stockrecord.pk}")


class StockRecord(AbstractStockRecord):
    class Meta(AbstractStockRecord.Meta):
        pass

    def clean(self):
        super().clean()
        if self.price is not None and not (0 <= self.price <= HIGHEST_PRICE and self.price == int(self.price)):
            raise ValidationError(_("A price is a whole number of dong, for example 125.000."))

    def allocate(self, quantity):
        """Take `quantity` in one conditional update. Raises OutOfStock when that many are not left.

        Oscar adds without looking, so two shoppers at once both got the last jar. Nobody is told of one jar less of
        many: only when the shelf is empty, or when somebody wants to hear of a low stock.
        """
        if not self.can_track_allocations:
            return
        taken = Coalesce(F("num_allocated"), 0)
        rows = (
            type(self)
            .objects.filter(pk=self.pk, num_in_stock__gte=taken + quantity)
            .update(num_allocated=taken + quantity)
        )
        if not rows:
            raise OutOfStock(self)
        self.refresh_from_db(fields=["num_in_stock", "num_allocated"])
        if self.net_stock_level <= 0 or self.low_stock_threshold is not None:
            self.post_save_signal()

    allocate.alters_data = True


from oscar.apps.partner.models import *
