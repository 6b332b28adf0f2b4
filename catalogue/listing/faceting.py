"""Counts behind the filters: every facet in one query, each leaving out its own choice, kept for a minute."""

import hashlib
from collections import defaultdict
from dataclasses import replace
from typing import NamedTuple

from django.core.cache import cache
from django.db.models import CharField, Count, F, Value
from django.db.models.functions import Cast
from django.utils import timezone

from .browsing import Wish
from .choosing import chosen

KEEP_SECONDS = 60
EPOCH_KEY = "listing.epoch"
# facet -> (attribute of the wish, column of the key, column of the label)
FACETS = {
    "set": ("sets", "set_code", "set_code"),
    "commune": ("communes", "commune_code", "commune_name"),
    "seller": ("sellers", "seller_slug", "seller_name"),
    "stars": ("stars", "shown_stars", "shown_stars"),
    "price": ("prices", "price_step", "price_step"),
}


class Counts(NamedTuple):
    total: int
    facets: dict[str, list[tuple[str, str, int]]]  # facet -> (key, label, count), most first


def counts(wish: Wish, *, ward=None) -> Counts:
    """Counts for the page of this wish. One query, or none when an equal wish was counted in the last minute."""
    digest = hashlib.sha256(f"{timezone.localdate()}{wish.facet_key}".encode()).hexdigest()[:32]
    key = f"listing.counts.{cache.get(EPOCH_KEY, 0)}.{digest}"
    found = cache.get(key)
    if found is None:
        found = _count(wish, ward)
        cache.set(key, found, KEEP_SECONDS)
    return found


def forget() -> None:
    """Counts of before no longer hold: called whenever listings change."""
    try:
        cache.incr(EPOCH_KEY)
    except ValueError:
        cache.set(EPOCH_KEY, 1, None)


def _count(wish: Wish, ward) -> Counts:
    parts = [_grouped("total", Value(""), Value(""), _rows(wish, ward))]
    for facet, (attribute, key, label) in FACETS.items():
        parts.append(_grouped(facet, F(key), F(label), _rows(replace(wish, **{attribute: ()}), ward)))
    seasonal = _rows(replace(wish, in_season=False), ward).in_season(timezone.localdate().month)
    parts.append(_grouped("season", Value("now"), Value(""), seasonal))
    facets = defaultdict(list)
    for facet, key, label, number in parts[0].union(*parts[1:], all=True):
        facets[facet].append((key, label, number))
    total = sum(number for _key, _label, number in facets.pop("total", []))
    for rows in facets.values():
        rows.sort(key=lambda row: (-row[2], row[1]))
    return Counts(total, dict(facets))


def _grouped(facet: str, key, label, rows):
    grouped = rows.annotate(
        facet=Value(facet, CharField()), facet_key=Cast(key, CharField()), facet_label=Cast(label, CharField())
    )
    return (
        grouped.order_by()
        .values("facet", "facet_key", "facet_label")
        .annotate(n=Count("pk"))
        .values_list("facet", "facet_key", "facet_label", "n")
    )


def _rows(wish: Wish, ward):
    return chosen(wish, ward=ward).with_shown_stars(timezone.localdate()).with_price_step()
