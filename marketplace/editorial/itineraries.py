"""A route as its reader walks it: days, stops with cards, the way from stop to stop."""

from itertools import groupby
from typing import NamedTuple

from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sellers.models import Seller
from sellers.shelves import SellerCard, seller_cards

from .distances import UNKNOWN, Distance, crow_flies, total
from .page_cards import PageCard, page_card
from .translated import told

MINUTES_OF_HOUR = 60


class Spot(NamedTuple):
    """Where something lies. `is_middle`: only the middle of its commune is known, so two of them are no distance."""

    latitude: float
    longitude: float
    is_middle: bool


class Leg(NamedTuple):
    """The way from the stop before."""

    means: str
    distance: Distance


class Stop(NamedTuple):
    number: int
    day: int
    at: str
    name: str
    place: PageCard | None
    seller: SellerCard | None
    text: str
    stay: str
    leg: Leg | None
    spot: Spot | None


class Day(NamedTuple):
    number: int
    stops: list[Stop]
    total: str


class Itinerary(NamedTuple):
    days: list[Day]
    total: str

    @property
    def has_many_days(self) -> bool:
        return len(self.days) > 1


def itinerary(page) -> Itinerary:
    """Three queries at most. A stop whose place is withdrawn or whose producer has closed is left out, unless it has a name
    of its own; then the way to the next stop is measured anew, since the kilometres typed begin at the stop that is gone.
    """
    stops = _stops(page)
    days = [
        Day(day, list(found), total(stop.leg.distance for stop in stops if stop.day == day and stop.leg))
        for day, found in groupby(stops, key=lambda stop: stop.day)
    ]
    return Itinerary(days, total(stop.leg.distance for stop in stops if stop.leg))


def _stops(page) -> list[Stop]:
    rows = sorted(page.stops.all(), key=lambda row: row.day)  # stable: within a day as the editor has them
    places, sellers = _places(rows), _sellers(rows)
    shown, before, is_after_gap = [], None, False
    for row in rows:
        place, seller = places.one(row.place_id), sellers.get(row.seller_id)
        if not (place or seller or row.name.strip()):
            is_after_gap = True
            continue
        spot = _spot(place, seller)
        leg = _leg(row, before.spot, spot, is_after_gap) if before else None
        before = _stop(len(shown) + 1, row, place, seller, leg, spot)
        shown.append(before)
        is_after_gap = False
    return shown


def _stop(number, row, place, seller, leg, spot) -> Stop:
    return Stop(
        number=number,
        day=row.day,
        at=time_format(row.at, "H:i") if row.at else "",
        name=row.name.strip() or (place.title if place else seller.name),
        place=page_card(place) if place else None,
        seller=seller_cards([seller])[0] if seller else None,
        text=row.text,
        stay=stay_text(row.minutes),
        leg=leg,
        spot=spot,
    )


def _leg(row, start: Spot | None, end: Spot | None, is_after_gap: bool) -> Leg:
    if row.km is not None and not is_after_gap:
        return Leg(row.get_means_display(), Distance(row.km, is_road=True))
    is_known = start and end and not (start.is_middle and end.is_middle and start == end)
    distance = Distance(crow_flies(start[:2], end[:2])) if is_known else UNKNOWN
    return Leg(row.get_means_display(), distance)


def _spot(place, seller) -> Spot | None:
    """A place has its own position or its commune's middle, a producer only the latter."""
    if place and place.latitude is not None and place.longitude is not None:
        return Spot(place.latitude, place.longitude, False)
    commune = place.commune if place else seller.commune if seller else None
    known = commune is not None and commune.latitude is not None and commune.longitude is not None
    return Spot(commune.latitude, commune.longitude, True) if known else None


def _places(rows):
    from .models import PlacePage

    chosen = {row.place_id for row in rows if row.place_id}
    return told(PlacePage.objects.select_related("commune"), chosen)


def _sellers(rows) -> dict[int, Seller]:
    chosen = {row.seller_id for row in rows if row.seller_id}
    found = Seller.objects.open().filter(pk__in=chosen).with_place().with_listing_counts() if chosen else ()
    return {seller.pk: seller for seller in found}


def stay_text(minutes: int | None) -> str:
    """ "about 1 hour 30 minutes"; "" when nobody said."""
    if not minutes:
        return ""
    hours, rest = divmod(minutes, MINUTES_OF_HOUR)
    parts = []
    if hours:
        parts.append(ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours})
    if rest:
        parts.append(ngettext("%(n)s minute", "%(n)s minutes", rest) % {"n": rest})
    return _("about %(time)s") % {"time": " ".join(parts)}
