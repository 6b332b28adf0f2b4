"""Which product on sale an entry of the register recognises: chosen by a person, suggested by the words of the names."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from catalogue.certification.models import Certificate
from catalogue.listing.refreshing import refresh_soon
from catalogue.review.models import Shelf
from marketplace.folding import folded
from sellers.models import Seller, State

from ..listings.querysets import products_within, sellers_of
from ..scoping import Reach

MOST_LOOKED_AT, MOST_SHOWN = 5_000, 12
LEAST = 0.34  # a third of the words are the same
SAME_COMMUNE, SAME_PRODUCER = 0.2, 0.3


class AlreadyLinked(Exception):
    """Somebody was quicker."""


class OtherProvince(Exception):
    """The producer of this product is in another province than the certificate."""


@dataclass(frozen=True)
class Candidate:
    """`fit`: 0 to 1.5, how well the names and the place agree."""

    product: object
    seller: Seller
    fit: float


class Goods:
    """The products of a province within reach, looked up once for many entries. Three queries."""

    def __init__(self, province: str, reach: Reach):
        partners = Seller.objects.filter(commune__province=province).exclude(state=State.CLOSED).values("partner")
        Product = get_model("catalogue", "Product")
        rows = Product.objects.filter(parent=None).exclude(shelf__state=Shelf.State.REMOVED)
        own = rows.filter(stockrecords__partner__in=partners) | rows.filter(
            children__stockrecords__partner__in=partners
        )
        found = list(
            products_within(reach, own).distinct().order_by("pk").only("pk", "title", "structure")[:MOST_LOOKED_AT]
        )
        sold_by = sellers_of(product.pk for product in found)
        self.rows = [
            (product, sold_by[product.pk], words_of(product.title)) for product in found if product.pk in sold_by
        ]

    def suggested(self, entry: Certificate, most: int = MOST_SHOWN) -> list[Candidate]:
        words = words_of(entry.product_name)
        fits = [Candidate(product, seller, _fit(entry, words, seller, told)) for product, seller, told in self.rows]
        near = [each for each in fits if each.fit]
        return sorted(near, key=lambda each: (-each.fit, each.product.pk))[:most]

    def named(self, text: str) -> list[Candidate]:
        """Every word begins a word of the product's or the seller's name; tone marks do not matter."""
        typed = folded(text).split()
        found = []
        for product, seller, told in self.rows:
            words = told | frozenset(folded(seller.name).split())
            if typed and all(any(word.startswith(each) for word in words) for each in typed):
                found.append(Candidate(product, seller, 0))
        return found[:MOST_SHOWN]


def words_of(name: str) -> frozenset[str]:
    """Single letters and digits say nothing about what it is."""
    return frozenset(word for word in folded(name).split() if len(word) > 1)


def _fit(entry: Certificate, words: frozenset, seller: Seller, told: frozenset) -> float:
    if not words or not told:
        return 0
    fit = len(words & told) / len(words | told)
    if fit < LEAST:
        return 0
    producer = frozenset(folded(entry.producer_name).split())
    named = frozenset(folded(f"{seller.name} {seller.person}").split())
    fit += SAME_PRODUCER * (len(producer & named) / len(producer) if producer else 0)
    return fit + (SAME_COMMUNE if entry.commune_id == seller.commune_id else 0)


def link(*, entry: Certificate, product, by) -> Certificate:
    """Stars show from now, while the certificate is valid. Raises AlreadyLinked, OtherProvince."""
    with transaction.atomic():
        locked = Certificate.objects.select_for_update(of=("self",)).get(pk=entry.pk)
        if locked.product_id is not None:
            raise AlreadyLinked
        seller = sellers_of([product.pk]).get(product.pk)
        if seller is None or seller.commune.province_id != locked.province_id:
            raise OtherProvince
        locked.product = product
        locked.save()
        locked.decisions.create(
            state=locked.state,
            decided_by=by,
            reason=_("Belongs to the product “%(product)s”.") % {"product": product.title},
        )
        refresh_soon(product.pk)
    return locked
