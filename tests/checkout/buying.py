"""Buys something, the short way and through the pages."""

from django.contrib.auth.models import AnonymousUser
from oscar.core.loading import get_class, get_model

from marketplace.checkout.placing import Buyer, place, token_of
from marketplace.fulfilment.loading import load_rates
from marketplace.fulfilment.planning import plan
from marketplace.fulfilment.settling import settle
from marketplace.places.addresses import Address
from tests import stall

PHONE = "+84912345678"


def basket_of(*wanted, owner=None):
    """A basket with (product, quantity) pairs."""
    basket = get_model("basket", "Basket").objects.create(owner=owner)
    with_strategy(basket)
    for product, quantity in wanted:
        basket.add_product(product, quantity)
    return fresh(basket)


def fresh(basket):
    return with_strategy(get_model("basket", "Basket").objects.get(pk=basket.pk))


def with_strategy(basket):
    basket.strategy = get_class("partner.strategy", "Selector")().strategy()
    return basket


def total_of(basket, commune, choices=None) -> int:
    get_class("offer.applicator", "Applicator")().apply(basket, AnonymousUser())
    return plan(settle(basket, user=AnonymousUser()).lines, commune=commune, choices=choices).total


def buyer(*, phone=PHONE, commune=None, user=None, **more):
    place_of_buyer = commune or stall.commune(
        "30470", "Xã Khánh Hòa", search_text=" khanh hoa / xa khanh hoa / tinh an giang / "
    )
    return Buyer(name="Nguyễn Văn Mẫu", phone=phone, address=Address(place_of_buyer, "Số 1, ấp Mẫu"), user=user, **more)


def order_basket(basket, *, by=None, shown_total=None, choices=None, token=None, payment="cod"):
    by = by or buyer()
    if shown_total is None:
        shown_total = total_of(fresh(basket), by.address.commune, choices)
    return place(
        basket_id=basket.pk,
        token=token or token_of(basket),
        shown_total=shown_total,
        buyer=by,
        choices=choices or {},
        payment=payment,
    )


def buy(*, phone=PHONE, parcels=1, user=None):
    """An order of this phone with so many parcels, each of one small thing."""
    load_rates()
    goods = [(stall.product(f"Món {n}", by=stall.seller(f"Người bán {n}"), price=50_000), 1) for n in range(parcels)]
    return order_basket(basket_of(*goods), by=buyer(phone=phone, user=user))


def fields(**more):
    """What a browser sends from the checkout page."""
    values = {
        "phone": "0912 345 678",
        "name": "Nguyễn Văn Mẫu",
        "place": "Xã Khánh Hòa, An Giang",
        "commune": "30470",
        "house": "Số 1, ấp Mẫu",
        "note": "",
        "payment": "cod",
    }
    return {**values, **more}
