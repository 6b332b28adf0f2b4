"""From a wish to the listings it means, in its order."""

from django.utils import timezone

from .browsing import Wish
from .models import Listing
from .searching import matching, ordered

ORDERS = {
    "price": ("price", "pk"),
    "unit_price": ("unit", "unit_price", "pk"),
    "newest": ("-listed_at", "pk"),
}


def chosen(wish: Wish, *, ward=None, with_alcohol=None):
    """All listings of the wish, in no order. `ward` is the commune the goods must reach, if one was chosen."""
    rows = Listing.objects.on_sale(with_alcohol=wish.wants_alcohol if with_alcohol is None else with_alcohol)
    if wish.text:
        rows = matching(wish.text, rows)
    columns = {"set_code__in": wish.sets, "commune_code__in": wish.communes, "seller_slug__in": wish.sellers}
    rows = rows.filter(**{name: values for name, values in columns.items() if values})
    if wish.groups:
        rows = rows.in_groups(wish.groups)
    day = timezone.localdate()
    if wish.stars:
        rows = rows.with_stars([int(stars) for stars in wish.stars], day)
    if wish.prices:
        rows = rows.priced(wish.prices)
    if wish.in_season:
        rows = rows.in_season(day.month)
    return rows.sent_to(ward) if ward else rows


def in_order(wish: Wish, *, ward=None):
    """The listings of the wish, ordered as it asks. Prices per unit compare like with like: kg, then litres, then pieces."""
    rows = chosen(wish, ward=ward)
    if wish.sort == "unit_price":
        return rows.filter(unit_price__gt=0).order_by(*ORDERS["unit_price"])
    if wish.sort in ORDERS:
        return rows.order_by(*ORDERS[wish.sort])
    return ordered(wish.text, rows) if wish.text else rows.by_rank()
