"""Twelve months as a bar, and the same in words."""

from datetime import date
from typing import NamedTuple

from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _

from catalogue.seasons.models import ALL_YEAR, months_of

MONTHS_OF_YEAR = 12


class Month(NamedTuple):
    number: int
    is_ripe: bool
    is_now: bool


class SeasonBar(NamedTuple):
    name: str
    months: list[Month]
    words: str  # "August to November"


def season_bar(mask: int, day: date, *, name: str = "") -> SeasonBar | None:
    """Of a bit mask, 1 for January; None for an empty one."""
    ripe = months_of(mask)
    if not ripe:
        return None
    months = [Month(number, number in ripe, number == day.month) for number in range(1, MONTHS_OF_YEAR + 1)]
    return SeasonBar(name, months, months_in_words(mask))


def months_in_words(mask: int) -> str:
    """ "August to November"; a span may pass the new year; several spans have commas between."""
    if mask & ALL_YEAR == ALL_YEAR:
        return _("all year round")
    return ", ".join(_span(first, last) for first, last in spans(months_of(mask)))


def spans(months: list[int]) -> list[tuple[int, int]]:
    """Months in a row as (first, last): [1, 2, 8, 12] -> [(8, 8), (12, 2)]."""
    found = []
    for month in months:
        if found and found[-1][1] == month - 1:
            found[-1] = (found[-1][0], month)
        else:
            found.append((month, month))
    if len(found) > 1 and found[0][0] == 1 and found[-1][1] == MONTHS_OF_YEAR:
        (_january, last), (first, _december) = found.pop(0), found.pop()
        found.append((first, last))
    return found


def _span(first: int, last: int) -> str:
    if first == last:
        return _month(first)
    return _("%(first)s to %(last)s") % {"first": _month(first), "last": _month(last)}


def _month(number: int) -> str:
    # Translators: how the name of a month is written inside a sentence, as Django's date formats.
    return formatted(date(2001, number, 1), _("F"))
