"""Which requirements a seller has to meet: by the kind of seller and by what they sell."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from oscar.core.loading import get_model

from catalogue.product_sets import UnknownProductSet, product_set
from catalogue.review.models import Shelf

from .models import Requirement

# What is off sale for good needs no papers.
ENDED = (Shelf.State.REMOVED, Shelf.State.BLOCKED)


class Goods(NamedTuple):
    """A product of a seller (never a pack of one) with its product sets."""

    product: object
    set_codes: frozenset[str]


def goods_of(sellers: Iterable) -> dict[int, list[Goods]]:
    """By seller, in the order of the products' names. Three queries, however many sellers."""
    seller_of = {seller.partner_id: seller.pk for seller in sellers}
    StockRecord, Product = get_model("partner", "StockRecord"), get_model("catalogue", "Product")
    stocked = StockRecord.objects.filter(partner__in=list(seller_of)).values_list(
        "partner_id", "product_id", "product__parent_id"
    )
    owner = {parent or own: seller_of[partner] for partner, own, parent in stocked}
    products = Product.objects.filter(pk__in=list(owner)).exclude(shelf__state__in=ENDED).order_by("title", "pk")
    codes = _set_codes(owner)
    found = defaultdict(list)
    for product in products.only("pk", "title", "structure", "slug"):
        found[owner[product.pk]].append(Goods(product, frozenset(codes[product.pk])))
    return found


def _set_codes(product_ids) -> dict[int, set[str]]:
    codes = defaultdict(set)
    placed = get_model("catalogue", "ProductCategory").objects.filter(product__in=list(product_ids))
    for product_id, code in placed.values_list("product_id", "category__code"):
        codes[product_id].add(code or "")
    return codes


def concerns(requirement: Requirement, set_codes: Iterable[str]) -> bool:
    """Whether goods of these sets fall under it. A requirement names sets ("I.3d"), families ("I.3") or groups ("I")."""
    return not requirement.product_sets or any(_names(code) & set(requirement.product_sets) for code in set_codes)


def _names(code: str) -> set[str]:
    try:
        known = product_set(code)
    except UnknownProductSet:
        return {code}
    return {known.code, known.family, known.group}


def applying(
    requirements: Iterable[Requirement], seller, goods: list[Goods]
) -> list[tuple[Requirement, object | None]]:
    """Each requirement once for the seller, or once for each product that it concerns."""
    pairs = []
    for requirement in requirements:
        if not requirement.applies_to_kind(seller.kind):
            continue
        concerned = [one.product for one in goods if concerns(requirement, one.set_codes)]
        if requirement.is_per_product:
            pairs += [(requirement, product) for product in concerned]
        elif concerned or not requirement.product_sets:
            pairs.append((requirement, None))
    return pairs
