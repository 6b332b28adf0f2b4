"""Who may buy what at which price: final prices in whole dong, from open sellers, from the stock that is left."""

from decimal import Decimal

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from oscar.apps.partner import availability, prices, strategy

from catalogue.facts.models import Storage, is_alcohol
from marketplace.fulfilment.planning import facts_of, slot_of


class Withdrawn(availability.Unavailable):
    code = "withdrawn"
    message = _("No longer sold")


class BookingClosed(availability.Unavailable):
    """The booking time of a slot is over, or it was called off, whatever else says it is on sale."""

    code = "closed"
    message = _("Booking for this time has closed. Choose another day.")


class NoDay(availability.Unavailable):
    """A visit without a time: nobody would know when to come, and the host not whom to expect."""

    code = "no_day"
    message = _("This visit has no days to book here. Ask the host.")


class Selector:
    def strategy(self, request=None, user=None, **kwargs):
        return ShopStrategy(request)


class ShopStrategy(strategy.UseFirstStockRecord, strategy.Structured):
    """Prices include VAT (Law on Prices, Art 28); nothing is split off them here."""

    def fetch_for_line(self, line, stockrecord=None):
        """The stock record that the line was put in the basket with; Oscar would look for one anew."""
        return self.fetch_for_product(line.product, stockrecord or line.stockrecord)

    def pricing_policy(self, product, stockrecord):
        if not is_on_sale(product, stockrecord):
            return prices.Unavailable()
        return prices.TaxInclusiveFixedPrice(
            currency=stockrecord.price_currency, excl_tax=stockrecord.price, tax=Decimal(0)
        )

    def availability_policy(self, product, stockrecord):
        if is_closed(product):
            return BookingClosed()
        if is_undated_visit(product):
            return NoDay()
        if not is_on_sale(product, stockrecord):
            return Withdrawn()
        if not product.get_product_class().track_stock:
            return availability.Available()
        return availability.StockRequired(max(0, stockrecord.net_stock_level))

    def parent_pricing_policy(self, product, children_stock):
        """The cheapest pack."""
        offers = [self.pricing_policy(child, record) for child, record in children_stock]
        known = [offer for offer in offers if offer.exists]
        return min(known, key=lambda offer: offer.incl_tax) if known else prices.Unavailable()

    def parent_availability_policy(self, product, children_stock):
        policies = [self.availability_policy(child, record) for child, record in children_stock]
        return (
            availability.Available()
            if any(policy.is_available_to_buy for policy in policies)
            else availability.Unavailable()
        )


def is_on_sale(product, stockrecord) -> bool:
    """Public, priced, from an open seller, and no alcohol where the province has not switched it on (rule P-15)."""
    if stockrecord is None or stockrecord.price is None or product.is_parent:
        return False
    if (
        is_closed(product)
        or is_undated_visit(product)
        or not product.is_public
        or (product.is_child and not product.parent.is_public)
    ):
        return False
    seller = getattr(stockrecord.partner, "seller", None)
    if is_alcohol(product) and not settings.ALCOHOL_ENABLED:
        return False
    return seller is not None and seller.is_open


def is_closed(product) -> bool:
    """Whether it is a slot that cannot be booked any more. No query for goods, none when the slot was loaded with it."""
    slot = slot_of(product)
    return slot is not None and not slot.is_open(timezone.now())


def is_undated_visit(product) -> bool:
    """Whether it is of group VI, by its class or its facts, and no time of it. No query where these are loaded."""
    facts = facts_of(product)
    is_visit = not product.get_product_class().requires_shipping or (facts and facts.storage == Storage.SERVICE)
    return bool(is_visit) and slot_of(product) is None
