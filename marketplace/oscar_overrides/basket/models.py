"""A basket that loads its lines with all that pages and offers read, once."""

from oscar.apps.basket.abstract_models import AbstractBasket, AbstractLine

from marketplace.money import round_down_to_dong, split, whole_dong

WITH_LINES = (
    "product__product_class",
    "product__facts",
    "product__listing",
    "product__slot__experience",
    "product__parent__product_class",
    "product__parent__facts",
    "product__parent__listing",
    "stockrecord__partner__seller__commune__province",
)


class Basket(AbstractBasket):
    class Meta(AbstractBasket.Meta):
        pass

    def all_lines(self):
        """Oscar's fetches product class and stock records once more per line."""
        if self.id is None:
            return Line.objects.none()
        if self._lines is None:
            self._lines = (
                self.lines.select_related(*WITH_LINES).prefetch_related("attributes").order_by(self._meta.pk.name)
            )
        return self._lines

    def hold(self, lines) -> None:
        """Use these lines, already loaded, for offers and totals."""
        self._lines = lines

    @property
    def num_lines(self):
        return len(self.all_lines())


class Line(AbstractLine):
    class Meta(AbstractLine.Meta):
        pass

    def discount(self, discount_value, affected_quantity, incl_tax=True, offer=None):
        """Oscar takes 5,255.50 off; a share of a discount is whole dong, rounded down."""
        super().discount(round_down_to_dong(discount_value), affected_quantity, incl_tax, offer)

    def get_price_breakdown(self):
        """Prices per piece in whole dong: a discount that does not divide falls on the first pieces.

        Oscar divides, and 10,000 less on three jars became 3,333.33 on each.
        """
        if not self.discount_value:
            return super().get_price_breakdown()
        pieces = int(self.discounts.num_consumed())
        prices = {}
        for share in split(whole_dong(self.discount_value), [1] * pieces):
            prices[share] = prices.get(share, 0) + 1
        price = self.unit_price_incl_tax
        breakdown = [(price - share, price - share, count) for share, count in prices.items()]
        if self.quantity_without_discount:
            breakdown.append((price, price, self.quantity_without_discount))
        return breakdown


from oscar.apps.basket.models import *
