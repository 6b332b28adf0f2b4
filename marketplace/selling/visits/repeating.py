""" "Every Saturday and Sunday at 8:00 until 31 January": which moments that is. Pure functions."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from marketplace.folding import clean

MOST_MOMENTS = 120
LONGEST_SPAN = timedelta(days=366)
MOST_TIMES = 6
# 8:00 | 8.30 | 8h | 8h30 | 8 giờ 30 | 8
_WRITTEN = re.compile(r"([01]?\d|2[0-3])(?:\s*(?:[:.h]|gi[oờ])\s*([0-5]\d)?)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[,;/\n]|\bvà\b|\band\b)\s*")


class BadTimes(ValueError):
    """What was typed is no time of day, or too many of them. `words` are those that could not be read."""

    def __init__(self, words: str = ""):
        self.words = words
        super().__init__(words)


def read_times(typed: str) -> list[time]:
    """ "8h, 14:30" -> two times of day, in order, each once. Raises BadTimes."""
    parts = [part for part in _BETWEEN.split(clean(typed)) if part]
    times = sorted({_read_time(part) for part in parts})
    if not times or len(times) > MOST_TIMES:
        raise BadTimes
    return times


def _read_time(text: str) -> time:
    match = _WRITTEN.fullmatch(text)
    if match is None:
        raise BadTimes(text[:20])
    return time(int(match[1]), int(match[2] or 0))


def moments(
    *, weekdays: int, times: Iterable[time], first: date, last: date, most: int = MOST_MOMENTS
) -> list[datetime]:
    """Aware moments in Vietnam, in order. `weekdays` as bits, Monday is 1. More than `most` are cut off there."""
    found, day, times = [], first, list(times)
    while day <= last and len(found) < most:
        if weekdays & 1 << day.weekday():
            found += [timezone.make_aware(datetime.combine(day, at)) for at in times]
        day += timedelta(days=1)
    return found[:most]
