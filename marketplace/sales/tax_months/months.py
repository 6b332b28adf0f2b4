"""Months as "2026-11", by the days of Vietnam, and when their tax is due."""

import re
from datetime import date, datetime, time

from django.utils import timezone

from marketplace.legal.working_days import working_day_from

from .forms import due_day

PATTERN = r"^20[0-9]{2}-(0[1-9]|1[0-2])\Z"
YEAR = 12


class WrongMonth(ValueError):
    """Not a month written as "2026-11"."""


def month_of(day: date) -> str:
    return f"{day:%Y-%m}"


def first_day(month: str) -> date:
    """Raises WrongMonth."""
    if not re.match(PATTERN, month):
        raise WrongMonth(month)
    return date.fromisoformat(f"{month}-01")


def following(month: str) -> str:
    """The month after. Raises WrongMonth."""
    day = first_day(month)
    return month_of(date(day.year + day.month // YEAR, day.month % YEAR + 1, 1))


def instants(month: str) -> tuple[datetime, datetime]:
    """The first moment of the month and the first after it. Raises WrongMonth."""
    return _midnight(first_day(month)), _midnight(first_day(following(month)))


def is_over(month: str, at: datetime | None = None) -> bool:
    return instants(month)[1] <= (at or timezone.now())


def months_of_year(year: int) -> list[str]:
    return [f"{year}-{number:02}" for number in range(1, YEAR + 1)]


def months_between(first: str, end: str) -> list[str]:
    """From `first` on, without `end`."""
    months = []
    while first < end:
        months.append(first)
        first = following(first)
    return months


def due_on(month: str) -> date:
    """The last day to declare and pay: a day of the month after, or the working day that follows it (T-07)."""
    return working_day_from(first_day(following(month)).replace(day=due_day()))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, timezone.get_default_timezone())
