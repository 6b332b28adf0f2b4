"""Finds what a text speaks of by its words: products on sale, shops that are open, communes that exist."""

from catalogue.listing.models import Listing
from marketplace.folding import folded
from marketplace.places.models import Commune
from sellers.models import Seller

MOST_PRODUCTS = 4


def products_named(phrases, most: int = MOST_PRODUCTS) -> list[int]:
    """Products on sale whose name holds one of the phrases, the first phrase first, then by rank; at most `most`.
    A phrase that names nothing on sale is passed over.
    """
    found: list[int] = []
    for phrase in phrases:
        if len(found) >= most:
            break
        named = Listing.objects.on_sale().filter(name_folded__contains=f" {folded(phrase)} ").exclude(pk__in=found)
        found += named.by_rank().values_list("pk", flat=True)[: most - len(found)]
    return found


def sellers_named(words) -> list[int]:
    """Open shops by their slug or by words of their name, one for each entry; an entry that names nobody is passed over."""
    if not words:
        return []
    names = [(pk, slug, f" {folded(name)} ") for pk, slug, name in _open_shops()]
    found = []
    for word in words:
        wanted = f" {folded(word)} "
        pk = next((pk for pk, slug, name in names if word == slug or wanted in name), None)
        if pk is not None and pk not in found:
            found.append(pk)
    return found


def _open_shops():
    return Seller.objects.open().order_by("pk").values_list("pk", "slug", "name")


def communes_known(codes) -> set[str]:
    """Which of these codes are communes of today. A shop may have been set up for another part of the country."""
    return set(Commune.objects.filter(pk__in={code for code in codes if code}).values_list("pk", flat=True))
