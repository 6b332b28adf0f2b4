"""Counts behind the filters: every facet in one query, each leaving out its own choice, kept until a listing changes."""

import hashlib
from collections import defaultdict
from dataclasses import replace
from typing import NamedTuple

from django.core.cache import cache
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F
from django.utils import timezone

from .browsing import Wish
from .choosing import chosen

KEEP_SECONDS = 600  # they stay true: the epoch and the day are in every key
MOST_KEPT = 60  # of a facet: all that can be chosen (browsing.MOST_VALUES) and more than a page shows
EPOCH_KEY = "listing.epoch"
# facet -> (attribute of the wish, column of the key, column of the label)
FACETS = {
    "set": ("sets", "set_code", "set_code"),
    "commune": ("communes", "commune_code", "commune_name"),
    "seller": ("sellers", "seller_slug", "seller_name"),
    "stars": ("stars", "shown_stars", "shown_stars"),
    "price": ("prices", "price_step", "price_step"),
}


COUNTED = (
    "set_code",
    "commune_code",
    "commune_name",
    "seller_slug",
    "seller_name",
    "shown_stars",
    "price_step",
    "season_bit",
)


class Counts(NamedTuple):
    total: int
    facets: dict[str, list[tuple[str, str, int]]]  # facet -> (key, label, count), most first


def counts(wish: Wish, *, ward=None) -> Counts:
    """Counts for the page of this wish. One query, or none when an equal wish was counted and no listing changed since."""
    key = key_of("counts", wish.facet_key)
    found = cache.get(key)
    if found is None:
        found = _count(wish, ward)
        cache.set(key, found, KEEP_SECONDS)
    return found


def key_of(kind: str, text: str) -> str:
    """A cache key that no longer fits when a listing changes, or at midnight."""
    digest = hashlib.blake2b(f"{timezone.localdate()}{text}".encode(), digest_size=16).hexdigest()
    return f"listing.{kind}.{cache.get(EPOCH_KEY, 0)}.{digest}"


def forget() -> None:
    """Counts of before no longer hold: called whenever listings change."""
    try:
        cache.incr(EPOCH_KEY)
    except ValueError:
        cache.set(EPOCH_KEY, 1, None)


def _count(wish: Wish, ward) -> Counts:
    """The listings are looked through once, whatever was chosen; each facet then counts those that fit the other choices."""
    free = replace(wish, sets=(), communes=(), sellers=(), stars=(), prices=(), in_season=False)
    day = timezone.localdate()
    rows = chosen(free, ward=ward, with_alcohol=wish.wants_alcohol).with_shown_stars(day).with_price_step()
    rows = rows.annotate(season_bit=F("months").bitand(1 << (day.month - 1))).order_by().values(*COUNTED)
    try:
        found, values = rows.query.sql_with_params()
    except EmptyResultSet:
        return Counts(0, {})
    parts = [_counted("total", "''", "''", wish), _counted("season", "'now'", "''", wish, and_where="season_bit > 0")]
    parts += [_counted(facet, key, label, wish) for facet, (_attribute, key, label) in FACETS.items()]
    sql = f"WITH found AS MATERIALIZED ({found}) " + " UNION ALL ".join(part for part, _values in parts)
    facets = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, *(value for _part, more in parts for value in more)])
        for facet, key, label, number in cursor.fetchall():
            facets[facet].append((key, label, number))
    total = sum(number for _key, _label, number in facets.pop("total", []))
    for counted in facets.values():
        counted.sort(key=lambda row: (-row[2], row[1]))
    return Counts(total, dict(facets))


def _counted(facet: str, key: str, label: str, wish: Wish, *, and_where: str = "") -> tuple[str, list]:
    """One part of the statement and its values. Names of columns come from here, what people chose is always a value."""
    conditions, values = [and_where] if and_where else [], []
    for other, (attribute, column, _label) in FACETS.items():
        wanted = [int(value) if other == "stars" else value for value in getattr(wish, attribute)]
        if wanted and other != facet:
            conditions.append(f"{column} IN ({_places(wanted)})")
            values += wanted
    if wish.in_season and facet != "season":
        conditions.append("season_bit > 0")
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    sql = f"SELECT '{facet}' AS facet, CAST({key} AS text) AS facet_key, CAST({label} AS text) AS facet_label, COUNT(*) AS n FROM found {where}"  # noqa: S608
    if facet not in FACETS:
        return sql, values
    own = list(getattr(wish, FACETS[facet][0]))
    first = f"CASE WHEN facet_key IN ({_places(own)}) THEN 0 ELSE 1 END, " if own else ""
    grouped = f"SELECT * FROM ({sql} GROUP BY {', '.join(dict.fromkeys((key, label)))}) AS {facet}_counts"  # noqa: S608
    kept = f"SELECT * FROM ({grouped} ORDER BY {first}n DESC, facet_label LIMIT {MOST_KEPT}) AS {facet}_kept"  # noqa: S608
    return kept, [*values, *own]


def _places(values) -> str:
    return ", ".join(["%s"] * len(values))
