"""Working days: not Saturday, not Sunday, not a holiday of holidays.csv (rules.md A-12), which somebody extends each year.

A year without rows counts its weekends only. Deadlines then come out early rather than late.
"""

import csv
from datetime import date, timedelta
from functools import cache
from pathlib import Path

FREE, WORKED = ("holiday", "compensation", "swapped_off"), "worked"
SATURDAY = 5
ONE_DAY = timedelta(days=1)


@cache
def _calendar() -> dict[date, str]:
    with (Path(__file__).parent / "holidays.csv").open(encoding="utf-8") as file:
        return {date.fromisoformat(row["day"]): row["kind"] for row in csv.DictReader(file)}


def is_working_day(day: date) -> bool:
    kind = _calendar().get(day)
    return kind == WORKED or (kind not in FREE and day.weekday() < SATURDAY)


def working_day_from(day: date) -> date:
    """The day itself, or the next working day: where a deadline on a free day goes."""
    while not is_working_day(day):
        day += ONE_DAY
    return day


def add_working_days(day: date, count: int) -> date:
    """The last day of a term of so many working days; the day after `day` is the first."""
    for _number in range(count):
        day = working_day_from(day + ONE_DAY)
    return day


def is_calendar_known(year: int) -> bool:
    """Whether holidays.csv has rows for that year."""
    return any(day.year == year for day in _calendar())
