"""The filters of a page: facets with their links, the chosen ones and the orders; written as HTML once, kept with the counts."""

from dataclasses import replace
from typing import NamedTuple

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.product_sets import group_name, set_name

from . import faceting
from .browsing import MANY, PRICES, SORTS, STARS, Wish

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


class Narrowing(NamedTuple):
    """What the pages of one wish have in common, whatever their number; all its links are relative."""

    total: int
    chosen: list[tuple[str, str]]  # (label, address without it)
    facet_bar: str
    sort_bar: str


def narrowing(wish: Wish, *, ward=None) -> Narrowing:
    """As kept with the counts, or from one query."""
    wish = replace(wish, page=1, notices=())
    key = faceting.key_of("narrowing", f"{translation.get_language()}{wish!r}")
    found = cache.get(key)
    if found is None:
        counts = faceting.counts(wish, ward=ward)
        bars = [
            render_to_string(f"catalogue/{name}.html", values)
            for name, values in (("facet_bar", {"facets": facets(wish, counts)}), ("sort_bar", {"sorts": _sorts(wish)}))
        ]
        found = Narrowing(counts.total, _chosen(wish, counts), *bars)
        cache.set(key, found, faceting.KEEP_SECONDS)
    return found


def _sorts(wish: Wish) -> list[tuple[str, str, bool]]:
    return [(str(label), wish.query(sort=code), code == wish.sort) for code, label in SORTS.items()]


def facets(wish: Wish, counts) -> list[Facet]:
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
