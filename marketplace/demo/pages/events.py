"""Festivals as the sources tell of them, without invented days; and one invented event that says so."""

from datetime import time, timedelta

from django.utils import timezone

from marketplace.editorial.models import EventIndexPage, EventPage, PlacePage, ProgrammeItem

from .days import span
from .writing import pages_by_slug, put_all, told

WORDS = ("usual_time", "where", "organiser")


def load(homes: dict):
    return put_all("events", homes, EventIndexPage, EventPage, _fields, _children)


def _fields(entry: dict, language: str) -> dict:
    words = entry[language]
    first, last = span(entry, timezone.localdate())
    places = pages_by_slug(PlacePage, [entry["place"]], language) if "place" in entry else []
    return {
        **told(entry, language),
        **{name: words.get(name, "") for name in WORDS},
        "kind": entry["kind"],
        "starts_on": first,
        "ends_on": last,
        "place_id": places[0] if places else None,
        "source_url": entry.get("source_url", ""),
    }


def _children(entry: dict, language: str) -> dict:
    first, _last = span(entry, timezone.localdate())
    items = [_item(item, place, first, language) for place, item in enumerate(entry.get("programme", ()))]
    return {"programme": items}


def _item(item: dict, place: int, first, language: str) -> ProgrammeItem:
    return ProgrammeItem(
        sort_order=place,
        on=first + timedelta(days=item["day"]) if first else None,
        starts_at=time.fromisoformat(item["from"]) if "from" in item else None,
        ends_at=time.fromisoformat(item["until"]) if "until" in item else None,
        title=item[language]["title"],
        where=item[language].get("where", ""),
    )
