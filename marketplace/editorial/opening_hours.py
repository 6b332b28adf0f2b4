"""Opening hours as a table of the week: days with equal times stand in one row."""

from datetime import time
from typing import NamedTuple

from django.utils.formats import time_format
from django.utils.translation import gettext as _

from .blocks.telling import WEEKDAYS

DAYS_OF_WEEK = 7


class OpeningRow(NamedTuple):
    days: str
    times: str  # "" when closed


def opening_rows(stored) -> list[OpeningRow]:
    """From the stored times of a block (days "0" for Monday, opens and closes as ISO times), the week from Monday on.
    [] when nothing readable is there.
    """
    week = [_times_on(stored, day) for day in range(DAYS_OF_WEEK)]
    if not any(week):
        return []
    rows, first = [], 0
    for day in range(1, DAYS_OF_WEEK + 1):
        if day == DAYS_OF_WEEK or week[day] != week[first]:
            rows.append(OpeningRow(_span(first, day - 1), _joined(week[first])))
            first = day
    return rows


def _times_on(stored, day: int) -> list[tuple[time, time]]:
    spans = [
        (_clock(row.get("opens")), _clock(row.get("closes")))
        for row in stored
        if str(day) in {str(number) for number in row.get("days") or []}
    ]
    return sorted({(opens, closes) for opens, closes in spans if opens and closes})


def _clock(text) -> time | None:
    try:
        return time.fromisoformat(str(text))
    except ValueError:
        return None


def _span(first: int, last: int) -> str:
    names = [str(name) for _number, name in WEEKDAYS]
    if (first, last) == (0, DAYS_OF_WEEK - 1):
        return _("Every day")
    if first == last:
        return names[first]
    return _("%(first)s to %(last)s") % {"first": names[first], "last": names[last]}


def _joined(times) -> str:
    return ", ".join(f"{time_format(opens, 'H:i')}–{time_format(closes, 'H:i')}" for opens, closes in times)
