"""Days in words, as a reader says them. The formats of days are messages: each language has its own order."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _


def day_in_words(day: date) -> str:
    """ "Saturday 5 December 2026" """
    return formatted(day, _("l j F Y"))


def days_in_words(first: date, last: date | None) -> str:
    """ "Saturday 5 to Monday 7 December 2026"; what both days share is said once."""
    if last is None or last == first:
        return day_in_words(first)
    if first.year != last.year:
        begin = day_in_words(first)
    else:
        begin = formatted(first, _("l j") if first.month == last.month else _("l j F"))
    return _("%(first)s to %(last)s") % {"first": begin, "last": day_in_words(last)}


def day_of_year(day: date) -> str:
    """ "Saturday 5 December": where the year is clear."""
    return formatted(day, _("l j F"))


def last_moment(moment) -> str:
    """The last day of what ends at this moment: midnight ends the day before. Another hour than midnight is told."""
    local = timezone.localtime(moment)
    if (local.hour, local.minute) in ((0, 0), (23, 59)):
        return day_in_words((local - timedelta(minutes=1)).date())
    return _("%(time)s, %(day)s") % {"time": f"{local:%H:%M}", "day": day_in_words(local.date())}


def first_moment(moment) -> str:
    return day_in_words(timezone.localdate(moment))
