"""What stands on the map of the whole shop: places, producers and visits of its provinces. Three queries, however many."""

from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings
from django.db.models import Exists, OuterRef

from catalogue.listing.cards import Words
from catalogue.listing.models import Listing
from marketplace.folding import folded
from sellers.models import Seller

from ..mentions.telling import one_each
from ..models import PlacePage
from .kinds import PRODUCERS, VISITS
from .points import Point, commune_point, place_points


class Corner(NamedTuple):
    """One commune with all that is to be found there, each a point of its own; `code` is "" for what names no commune."""

    code: str
    name: str
    province: str
    places: list[Point]
    producers: list[Point]
    visits: list[Point]

    @property
    def points(self) -> list[Point]:
        return [*self.places, *self.visits, *self.producers]


def everything() -> list[Point]:
    """Every place, producer and visit as a point of its own."""
    return [*_places(), *_visits(), *_producers()]


def _places() -> list[Point]:
    pages = PlacePage.objects.live().select_related("locale", "commune__province").defer("body").order_by("title")
    return place_points(one_each(pages))


def _producers() -> list[Point]:
    listed = Listing.objects.on_sale().filter(partner=OuterRef("partner"))
    sellers = Seller.objects.open().filter(Exists(listed), commune__province__in=settings.PROVINCES)
    return [
        commune_point(seller.commune, number=1, url=seller.get_absolute_url())._replace(title=seller.name)
        for seller in sellers.select_related("commune").order_by("name", "pk")
    ]


def _visits() -> list[Point]:
    """Where the visit itself says where to meet, there; else in the middle of the host's commune."""
    words = Words()
    rows = Listing.objects.on_sale().filter(product__experience__isnull=False, province_code__in=settings.PROVINCES)
    rows = rows.select_related("product__experience", "partner__seller__commune").order_by("title", "pk")
    found = []
    for listing in rows:
        visit, commune = listing.product.experience, listing.partner.seller.commune
        point = commune_point(
            commune, kind=VISITS, number=1, url=f"{words.prefix}/shop/{listing.slug}_{listing.pk}/"
        )._replace(title=words.title(listing))
        if visit.latitude is not None and visit.longitude is not None:
            point = point._replace(latitude=visit.latitude, longitude=visit.longitude)
        found.append(point)
    return found


def by_commune(points: Iterable[Point]) -> list[Corner]:
    """The points in the order of a list: by province as the shop names them, then by the name of the commune."""
    corners: dict[str, Corner] = {}
    for point in points:
        corner = corners.setdefault(point.code, Corner(point.code, point.place, point.province, [], [], []))
        shelf = {PRODUCERS: corner.producers, VISITS: corner.visits}.get(point.kind, corner.places)
        shelf.append(point)
    order = {code: number for number, code in enumerate(settings.PROVINCES)}
    return sorted(
        corners.values(),
        key=lambda c: (order.get(c.province, len(order)), not c.code, folded(c.name.split(" ", 1)[-1])),
    )


def on_the_map(corners: Iterable[Corner], address) -> list[Point]:
    """What is drawn of them: producers of a commune stand together at its middle. `address`: of a commune in the list."""
    drawn = []
    for corner in corners:
        drawn += [point for point in (*corner.places, *corner.visits) if _has_position(point)]
        makers = [point for point in corner.producers if _has_position(point)]
        if len(makers) == 1:
            drawn += makers
        elif makers:
            drawn.append(makers[0]._replace(title=corner.name, number=len(makers), url=address(corner)))
    return drawn


def _has_position(point: Point) -> bool:
    return point.latitude is not None and point.longitude is not None
