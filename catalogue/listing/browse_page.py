"""The browse and the search page as ready values: cards, filters, paging."""

from functools import lru_cache
from typing import NamedTuple

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import timezone

from catalogue.product_sets import shelves

from . import faceting
from .browsing import Wish
from .cards import Card, cards
from .choosing import in_order
from .models import Listing
from .narrowing import Facet, facets, narrowing
from .searching import MOST_CANDIDATES, corrected

PAGE_SIZE = 24


class PageLink(NamedTuple):
    number: int  # 0 stands for a gap
    url: str
    is_current: bool


class Paging(NamedTuple):
    number: int
    last: int
    previous_url: str
    next_url: str
    items_shown: list[PageLink]


class BrowsePage(NamedTuple):
    wish: Wish  # as asked; where a slip of typing was put right, `meant` is what is shown
    meant: Wish
    ward: object
    cards: list[Card]
    total: int
    chosen: list[tuple[str, str]]  # (label, address without it)
    facet_bar: str
    sort_bar: str
    paging: Paging

    @property
    def correction(self) -> str:
        return self.meant.text if self.meant.text != self.wish.text else ""

    @property
    def facets(self) -> list[Facet]:
        """The values behind facet_bar."""
        return facets(self.meant, faceting.counts(self.meant, ward=self.ward))


def browse_page(wish: Wish, *, ward=None) -> BrowsePage:
    """Two queries at most, four when nothing was found and a slip of typing is looked for."""
    meant, found = wish, narrowing(wish, ward=ward)
    if not found.total and wish.text and not wish.is_filtered:
        correction = corrected(wish.text)
        if correction:
            meant = Wish(text=correction, sort=wish.sort, page=wish.page)
            found = narrowing(meant, ward=ward)
    last = max(1, -(-min(found.total, MOST_CANDIDATES if meant.text else found.total) // PAGE_SIZE))
    number = min(meant.page, last)
    rows = _rows(meant, number, ward) if found.total else []
    return BrowsePage(
        wish=wish,
        meant=meant,
        ward=ward,
        cards=cards(rows),
        total=found.total,
        chosen=found.chosen,
        facet_bar=found.facet_bar,
        sort_bar=found.sort_bar,
        paging=_paging(meant, number, last),
    )


def _rows(wish: Wish, number: int, ward):
    """The listings of one page. What words find, and in which order, is kept with the counts: it is the dear part."""
    place = slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE)
    if not wish.text:
        return in_order(wish, ward=ward)[place]
    key = faceting.key_of("order", f"{wish.sort}{wish.facet_key}")
    found = cache.get(key)
    if found is None:
        found = list(in_order(wish, ward=ward).values_list("pk", flat=True)[:MOST_CANDIDATES])
        cache.set(key, found, faceting.KEEP_SECONDS)
    rows = Listing.objects.in_bulk(found[place])
    return [rows[pk] for pk in found[place] if pk in rows]


def _paging(wish: Wish, number: int, last: int) -> Paging:
    near = sorted({1, last, *range(max(1, number - 2), min(last, number + 2) + 1)})
    links = []
    for before, page in zip([0, *near], near, strict=False):
        if page - before > 1:
            links.append(PageLink(0, "", False))
        links.append(PageLink(page, wish.query(page=page), page == number))
    previous_url = wish.query(page=number - 1) if number > 1 else ""
    return Paging(number, last, previous_url, wish.query(page=number + 1) if number < last else "", links)


@lru_cache
def all_sets(language: str, with_alcohol: bool) -> str:
    """Every product set as a link, as HTML; the same until the shop is started anew."""
    return render_to_string("catalogue/all_sets.html", {"groups": shelves(language, with_alcohol)})


def seasonal_cards(limit: int = 8) -> list[Card]:
    """What an empty result shows instead: goods in season now."""
    return cards(Listing.objects.on_sale().in_season(timezone.localdate().month).by_rank()[:limit])
