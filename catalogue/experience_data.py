"""What machines read of a visit: a TouristTrip of schema.org with an offer and an Event for each of the next times."""

from datetime import datetime

from django.utils import timezone

from catalogue.experience_page import Time
from catalogue.experiences.models import Slot

MOST_OFFERS, MOST_EVENTS = 20, 6  # people see all


def trip_data(page, url: str, *, pictures: list[str]) -> dict:
    """`page`: catalogue.product_page.ProductPage of a visit; `url` and `pictures` absolute."""
    offers = [_offer(time, url) for time in page.visiting.times[:MOST_OFFERS]]
    return _without_empty(
        {
            "@context": "https://schema.org",
            "@type": "TouristTrip",
            "name": page.title,
            "url": url,
            "image": pictures,
            "description": page.summary,
            "provider": _provider(page),
            "offers": offers,
        }
    )


def events_data(page, url: str, *, pictures: list[str]) -> list[dict]:
    """One Event for each of the next times: what search engines list by date. One query."""
    times = page.visiting.times[:MOST_EVENTS]
    slots = Slot.objects.in_bulk([time.product_id for time in times])
    return [_event(page, time, slots[time.product_id], url, pictures) for time in times if time.product_id in slots]


def _event(page, time: Time, slot: Slot, url: str, pictures: list[str]) -> dict:
    data = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": page.title,
        "startDate": _moment(slot.starts_at),
        "endDate": _moment(slot.ends_at),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "image": pictures,
        "description": page.summary,
        "location": {"@type": "Place", "name": page.visiting.meeting_place, "address": _address(page)},
        "organizer": _provider(page),
        "offers": _offer(time, url) | {"availabilityEnds": _moment(slot.closes_at)},
    }
    return _without_empty(data)


def _offer(time: Time, url: str) -> dict:
    return {
        "@type": "Offer",
        "url": f"{url}?pack={time.product_id}",
        "price": str(time.price),
        "priceCurrency": "VND",
        "availability": "https://schema.org/" + ("InStock" if time.is_available else "SoldOut"),
    }


def _provider(page) -> dict | None:
    return {"@type": "Organization", "name": page.seller.name} if page.seller else None


def _address(page) -> dict | None:
    if page.seller is None:
        return None
    commune = page.seller.commune
    return {
        "@type": "PostalAddress",
        "addressLocality": commune.name,
        "addressRegion": commune.province.name,
        "addressCountry": "VN",
    }


def _moment(at: datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="minutes")


def _without_empty(data: dict) -> dict:
    return {name: value for name, value in data.items() if value}
