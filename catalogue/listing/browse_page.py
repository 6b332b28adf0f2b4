"""The browse and the search page as ready values: cards, facets with their links, chosen filters, paging."""

from typing import NamedTuple

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from catalogue.product_sets import group_name, set_name

from . import faceting
from .browsing import MANY, PRICES, SORTS, STARS, Wish
from .cards import Card, cards
from .choosing import in_order
from .models import Listing
from .searching import MOST_CANDIDATES, corrected

PAGE_SIZE = 24
MOST_CHOICES = 12


class Option(NamedTuple):
    label: str
    count: int
    url: str
    is_on: bool


class Facet(NamedTuple):
    code: str
    title: str
    options: list[Option]
    is_on: bool


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
    wish: Wish
    cards: list[Card]
    total: int
    facets: list[Facet]
    chosen: list[tuple[str, str]]  # (label, address without it)
    sorts: list[tuple[str, str, bool]]
    paging: Paging
    correction: str
    season_url: str


def browse_page(wish: Wish, *, ward=None) -> BrowsePage:
    """Two queries at most, four when nothing was found and a slip of typing is looked for."""
    asked, correction = wish, ""
    counts = faceting.counts(wish, ward=ward)
    if not counts.total and wish.text and not wish.is_filtered:
        correction = corrected(wish.text)
        if correction:
            wish = Wish(text=correction, sort=wish.sort, page=wish.page)
            counts = faceting.counts(wish, ward=ward)
    last = max(1, -(-min(counts.total, MOST_CANDIDATES if wish.text else counts.total) // PAGE_SIZE))
    number = min(wish.page, last)
    rows = in_order(wish, ward=ward)[(number - 1) * PAGE_SIZE : number * PAGE_SIZE] if counts.total else []
    return BrowsePage(
        wish=asked,
        cards=cards(rows),
        total=counts.total,
        facets=_facets(wish, counts),
        chosen=_chosen(wish, counts),
        sorts=[(str(label), wish.query(sort=code), code == wish.sort) for code, label in SORTS.items()],
        paging=_paging(wish, number, last),
        correction=correction,
        season_url=wish.query(in_season=not wish.in_season),
    )


def _facets(wish: Wish, counts) -> list[Facet]:
    titles = {
        "set": _("Product set"),
        "commune": _("Commune"),
        "stars": _("OCOP stars"),
        "price": _("Price"),
        "seller": _("Producer"),
    }
    found = []
    for code, title in titles.items():
        rows = [
            (key, _label(code, key, label), number)
            for key, label, number in counts.facets.get(code, [])
            if key not in ("", "0")
        ]
        if code in ("stars", "price"):
            order = STARS if code == "stars" else PRICES
            rows.sort(key=lambda row: order.index(row[0]))
        values = getattr(wish, MANY[code])
        rows = [row for row in rows if row[0] in values] + [row for row in rows if row[0] not in values][:MOST_CHOICES]
        options = [Option(label, number, wish.toggled(MANY[code], key), key in values) for key, label, number in rows]
        if options:
            found.append(Facet(code, title, options, bool(values)))
    seasonal = sum(number for _key, _label, number in counts.facets.get("season", []))
    if seasonal or wish.in_season:
        option = Option(_("In season now"), seasonal, wish.query(in_season=not wish.in_season), wish.in_season)
        found.insert(2, Facet("season", _("Season"), [option], wish.in_season))
    return found


def _label(facet: str, key: str, label: str) -> str:
    if facet == "set":
        return set_name(key, translation.get_language())
    if facet == "group":
        return group_name(key, translation.get_language())
    if facet == "stars":
        return _("%(stars)s stars") % {"stars": key}
    if facet == "price":
        low, high = key.split("-")
        if low == "0":
            return _("under %(high)s.000 ₫") % {"high": high}
        return (
            _("%(low)s.000–%(high)s.000 ₫") % {"low": low, "high": high}
            if high
            else _("from %(low)s.000 ₫") % {"low": low}
        )
    return label


def _chosen(wish: Wish, counts) -> list[tuple[str, str]]:
    labels = {(facet, key): label for facet, rows in counts.facets.items() for key, label, _n in rows}
    found = []
    for code, attribute in MANY.items():
        for value in getattr(wish, attribute):
            found.append((_label(code, value, labels.get((code, value), value)), wish.toggled(attribute, value)))
    if wish.in_season:
        found.append((_("In season now"), wish.query(in_season=False)))
    if wish.ward:
        found.append((_("Ships to my ward"), wish.query(ward="")))
    return found


def _paging(wish: Wish, number: int, last: int) -> Paging:
    near = sorted({1, last, *range(max(1, number - 2), min(last, number + 2) + 1)})
    links = []
    for before, page in zip([0, *near], near, strict=False):
        if page - before > 1:
            links.append(PageLink(0, "", False))
        links.append(PageLink(page, wish.query(page=page), page == number))
    previous_url = wish.query(page=number - 1) if number > 1 else ""
    return Paging(number, last, previous_url, wish.query(page=number + 1) if number < last else "", links)


def seasonal_cards(limit: int = 8) -> list[Card]:
    """What an empty result shows instead: goods in season now."""
    return cards(Listing.objects.on_sale().in_season(timezone.localdate().month).by_rank()[:limit])
