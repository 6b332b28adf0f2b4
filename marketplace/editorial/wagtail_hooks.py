"""What our pages and lists add to Wagtail's admin."""

from wagtail import hooks

from .choosers import commune_chooser, product_chooser, seller_chooser
from .staff_lists import MarketListsGroup


@hooks.register("register_admin_viewset")
def register_choosers():
    return [product_chooser, seller_chooser, commune_chooser]


@hooks.register("register_admin_viewset")
def register_market_lists():
    return MarketListsGroup()
