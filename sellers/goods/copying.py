"""A copy of a product as a draft: everything but its stock, papers, reviews and orders."""

from django.db import transaction
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from catalogue.facts.models import ProductFacts
from catalogue.review.models import Shelf
from catalogue.seasons.models import ProductSeason

from ..access import Acting, NotYours
from ..changes import note_change
from .making import LONGEST_TITLE, offer
from .owning import is_of, must_be_allowed
from .packs import packs_of


def copy(*, acting: Acting, product):
    """The draft. What was taken off for good can be copied too. Raises NotYours."""
    must_be_allowed(acting)
    if product.is_child or not is_of(acting.seller, product):
        raise NotYours
    with transaction.atomic():
        made = _copy_page(product)
        _copy_packs(acting.seller, product, made)
        note_change(acting, "copied", _("%(title)s: copied as a draft") % {"title": product.title})
        return made


def _copy_page(product):
    Product = get_model("catalogue", "Product")
    suffix = _(" (copy)")
    made = Product.objects.create(
        structure=product.structure,
        title=product.title[: LONGEST_TITLE - len(suffix)] + suffix,
        description=product.description,
        product_class_id=product.product_class_id,
        is_public=False,
    )
    Shelf.objects.create(product=made)
    _copy_rows(ProductFacts, product, made)
    _copy_rows(ProductSeason, product, made)
    _copy_rows(get_model("catalogue", "ProductCategory"), product, made)
    _copy_rows(get_model("catalogue", "ProductImage"), product, made)  # the files are shared: pictures.storing knows
    return made


def _copy_packs(seller, product, made) -> None:
    if not product.is_parent:
        offer(made, seller, _price_of(product), 0)
        return
    for pack in packs_of(product):
        title = made.title + pack.title.removeprefix(product.title)
        twin = type(made).objects.create(structure=pack.structure, parent=made, title=title[:255], is_public=True)
        _copy_rows(ProductFacts, pack, twin)
        offer(twin, seller, _price_of(pack), 0)


def _copy_rows(model, product, made) -> None:
    for row in model.objects.filter(product=product).order_by("pk"):
        row.product, row.pk = made, None if model._meta.pk.name != "product" else made.pk
        row._state.adding = True
        row.save(force_insert=True)


def _price_of(product):
    return product.stockrecords.order_by("pk").values_list("price", flat=True).first()
