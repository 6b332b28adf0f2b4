"""Feasts and fairs as Event or Festival. Days stand there only when they are announced."""

from .places import place_named
from .writing import language_of, of_page, page_url

KINDS = {"festival": "Festival"}


def event(page, context) -> list[dict]:
    days = {}
    if page.starts_on:
        days = {
            "startDate": page.starts_on.isoformat(),
            "endDate": page.last_day.isoformat(),
            "eventStatus": "https://schema.org/EventScheduled",
        }
    kind = KINDS.get(page.kind, "Event")
    more = {"eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode", "organizer": _organiser(page)}
    return [of_page(kind, page, context, location=_location(page, context), **days, **more)]


def _location(page, context) -> dict | None:
    """Where exactly, else the place told of, else the commune."""
    place = page.place if page.place and page.place.live else None
    commune = page.commune or (place and place.commune)
    name = page.where or (place.title if place else "") or (commune.name if commune else "")
    url = page_url(language_of(page, context), place.url_path) if place else ""
    return place_named(name, commune=commune, place=place, url=url)


def _organiser(page) -> dict | None:
    return {"@type": "Organization", "name": page.organiser} if page.organiser else None
