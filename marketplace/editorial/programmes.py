"""When an event is, and its programme day by day."""

from datetime import date
from enum import IntEnum
from itertools import groupby
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .days import day_in_words, day_of_year, days_in_words
from .page_cards import PageCard, page_card
from .translated import told


class Stage(IntEnum):
    """As EventQuerySet.next_first orders them."""

    COMING = 0
    UNKNOWN = 1
    OVER = 2


class Item(NamedTuple):
    time: str
    title: str
    where: str


class ProgrammeDay(NamedTuple):
    name: str
    items: list[Item]


class When(NamedTuple):
    """`note`: on today, or over; "" for what comes."""

    words: str
    note: str
    stage: Stage


def when(page) -> When:
    if page.starts_on is None:
        return When(unknown_days(page), "", Stage.UNKNOWN)
    words, today = days_in_words(page.starts_on, page.ends_on), timezone.localdate()
    if page.last_day < today:
        return When(words, _("It is over"), Stage.OVER)
    return When(words, _("On today") if page.starts_on <= today else "", Stage.COMING)


def unknown_days(page) -> str:
    if not page.usual_time:
        return _("Date not announced yet")
    return _("Date not announced yet. %(time)s") % {"time": capfirst(page.usual_time)}


def day_of(item, page) -> date | None:
    """The item's own day, or that of an event of a single day."""
    return item.on or (page.starts_on if page.starts_on == page.last_day else None)


def programme(page) -> list[ProgrammeDay]:
    """Days in their order, those without a day last; within a day by the clock, as the editor has them where it is silent."""
    rows = [(day_of(item, page), item) for item in page.programme.all()]
    rows.sort(key=lambda row: (row[0] is None, row[0] or date.min, row[1].starts_at is not None, row[1].starts_at or 0))
    return [
        ProgrammeDay(_name(day, page), [Item(_time(item), item.title, item.where) for _day, item in items])
        for day, items in groupby(rows, key=lambda row: row[0])
    ]


def _name(day, page) -> str:
    if day is None:
        return _("On every day") if page.starts_on else ""
    return day_of_year(day) if page.starts_on and page.starts_on.year == day.year else day_in_words(day)


def _time(item) -> str:
    if item.starts_at is None:
        return ""
    begins = time_format(item.starts_at, "H:i")
    return f"{begins}–{time_format(item.ends_at, 'H:i')}" if item.ends_at else begins


def place_of(page) -> PageCard | None:
    """The place where it is held, in the reader's language; None when there is none or it is withdrawn. One query."""
    from .models import PlacePage

    if page.place_id is None:
        return None
    found = told(PlacePage.objects.all(), [page.place_id]).one(page.place_id)
    return page_card(found) if found else None
