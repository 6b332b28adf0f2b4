"""Days of the demo: counted from the day of loading, from the next Tết, or a season's, so that there is always something ahead."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

# First day of the lunar year in Viet Nam (UTC+7).
TET = (
    date(2027, 2, 6), date(2028, 1, 26), date(2029, 2, 13), date(2030, 2, 2), date(2031, 1, 23), date(2032, 2, 11),
    date(2033, 1, 31), date(2034, 2, 19), date(2035, 2, 8),
)  # fmt: skip


def span(entry: dict, today: date) -> tuple[date | None, date | None]:
    """First and last day of an entry: `begins` and `ends` in days from today, `tet` in days around Tết, or
    `season` from one "month-day" to another. With none of these there are no days.
    """
    if "tet" in entry:
        first, last = entry["tet"]
        tet = next(day for day in TET if day + timedelta(days=last) >= today)
        return tet + timedelta(days=first), tet + timedelta(days=last)
    if "season" in entry:
        return _season(*entry["season"], today)
    return _after(today, entry.get("begins")), _after(today, entry.get("ends"))


def _season(first: str, last: str, today: date) -> tuple[date, date]:
    """ "08-15", "11-30": this year's, or next year's when it is over; a season may pass the new year."""
    for year in (today.year - 1, today.year, today.year + 1):
        begins = date.fromisoformat(f"{year}-{first}")
        ends = date.fromisoformat(f"{year + (last < first)}-{last}")
        if ends >= today:
            return begins, ends
    raise AssertionError("next year's season is never over")


def _after(today: date, days: int | None) -> date | None:
    return None if days is None else today + timedelta(days=days)


def midnight(day: date) -> datetime:
    """The beginning of a day in Viet Nam."""
    return timezone.make_aware(datetime.combine(day, time.min))
