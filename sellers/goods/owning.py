"""Which products are a seller's own. Every action and page of this room takes its products from here."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from oscar.core.loading import get_model

from catalogue.review.models import Shelf

from ..access import Acting, NotYours, OutsideScope
from ..helping.models import Scope


class ShopStopped(Exception):
    """The shop is suspended or closed: nothing of its goods is changed meanwhile."""


class TakenOff(Exception):
    """The product was taken off for good; a copy of it can be made."""


def products_of(seller) -> QuerySet:
    """Products of the seller's partner and of nobody else's, packs counted to their product. Those taken off are left out."""
    records = get_model("partner", "StockRecord").objects.filter(
        Q(product=OuterRef("pk")) | Q(product__parent=OuterRef("pk"))
    )
    return (
        get_model("catalogue", "Product")
        .objects.filter(parent=None)
        .filter(Exists(records.filter(partner=seller.partner_id)), ~Exists(records.exclude(partner=seller.partner_id)))
        .exclude(shelf__state=Shelf.State.REMOVED)
    )


def product_of(seller, pk: int):
    """Raises Http404 for an unknown product, one of another seller, one taken off, and for a pack."""
    found = (
        products_of(seller)
        .select_related("facts", "shelf", "harvest", "season", "product_class", "experience")
        .filter(pk=pk)
    )
    product = found.first()
    if product is None:
        raise Http404
    return product


def pack_of(seller, pk: int):
    """What can be put in a basket: a product without packs, or one pack. Raises Http404."""
    Product = get_model("catalogue", "Product")
    own = Product.objects.filter(Q(pk__in=products_of(seller)) | Q(parent__in=products_of(seller)))
    pack = (
        own.exclude(structure=Product.PARENT)
        .exclude(shelf__state=Shelf.State.REMOVED)
        .select_related("facts", "parent__facts", "shelf", "product_class", "parent__product_class")
        .filter(pk=pk)
        .first()
    )
    if pack is None:
        raise Http404
    return pack


def page_of(product):
    """The product that has the page: itself, or the one that it is a pack of."""
    return product.parent if product.is_child else product


def must_be_allowed(acting: Acting, product=None) -> None:
    """Raises OutsideScope, ShopStopped, NotYours or TakenOff. Three queries at most."""
    if not acting.may(Scope.PRODUCTS):
        raise OutsideScope
    if acting.is_stopped:
        raise ShopStopped
    if product is None:
        return
    page = page_of(product)
    if not products_of(acting.seller).filter(pk=page.pk).exists():
        taken_off = Shelf.objects.filter(product=page, state=Shelf.State.REMOVED).exists()
        raise TakenOff if taken_off and is_of(acting.seller, page) else NotYours
    if product.is_child and Shelf.objects.filter(product=product, state=Shelf.State.REMOVED).exists():
        raise TakenOff


def is_of(seller, product) -> bool:
    """Whether the product is the seller's, taken off or not."""
    records = get_model("partner", "StockRecord").objects.filter(Q(product=product) | Q(product__parent=product))
    partners = set(records.values_list("partner_id", flat=True))
    return partners == {seller.partner_id}
