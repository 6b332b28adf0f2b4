"""An event as a file for the reader's own calendar (RFC 5545): its days, and each hour of the programme."""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from icalendar import Calendar, Event

from marketplace.folding import clean

from .page_cards import address
from .programmes import day_of, place_of
from .structured_data import whole

ONE_DAY = timedelta(days=1)


def calendar_file(page) -> HttpResponse:
    """404 while the days of the event are not announced."""
    if page.starts_on is None:
        raise Http404
    answer = HttpResponse(calendar_of(page).to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(True, f"{page.slug}.ics")
    return answer


def calendar_of(page) -> Calendar:
    """The whole event as days, and as own entries what of the programme has a day; hours are those of the shop's zone."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{clean(settings.SITE_NAME)}//{get_language()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    place = place_of(page)
    where = _joined(page.where, place.title if place else "")
    calendar.add_component(_whole_event(page, where))
    for item in page.programme.all():
        if day_of(item, page):
            calendar.add_component(_hour(item, page, where))
    calendar.add_missing_timezones()
    return calendar


def _whole_event(page, where: str) -> Event:
    event = _entry(page, str(page.translation_key), page.title, where)
    event.add("dtstart", page.starts_on)
    event.add("dtend", page.last_day + ONE_DAY)  # the end is the first day after (RFC 5545, 3.6.1)
    event.add("description", clean(page.lead))
    event.add("transp", "TRANSPARENT")  # nobody is busy for three days
    return event


def _hour(item, page, where: str) -> Event:
    """An item without an hour is there the whole day; one without an end has only its beginning."""
    event = _entry(page, f"{page.translation_key}-{item.pk}", item.title, _joined(item.where, where))
    day = day_of(item, page)
    event.add("description", clean(page.title))
    if item.starts_at is None:
        event.add("dtstart", day)
        event.add("dtend", day + ONE_DAY)
        return event
    begins = _local(day, item.starts_at)
    event.add("dtstart", begins)
    if item.ends_at is not None:
        ends = _local(day, item.ends_at)
        event.add("dtend", ends if ends > begins else ends + ONE_DAY)
    return event


def _entry(page, key: str, title: str, where: str) -> Event:
    event = Event()
    event.add("uid", f"{key}@{settings.SITE_URL.partition('://')[2]}")
    event.add("dtstamp", page.last_published_at or timezone.now())
    event.add("summary", clean(title))
    event.add("url", whole(address(page)))
    if where:
        event.add("location", where)
    return event


def _local(day, clock) -> datetime:
    return datetime.combine(day, clock, tzinfo=timezone.get_default_timezone())


def _joined(*parts: str) -> str:
    return ", ".join(dict.fromkeys(text for part in parts if (text := clean(part))))
