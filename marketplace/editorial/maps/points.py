"""Places, producers and visits as points of the map."""

from collections.abc import Iterable
from typing import NamedTuple

from django.urls import reverse

from ..page_cards import address
from .kinds import KINDS, PRODUCERS, Kind


class Point(NamedTuple):
    """`kind`: see kinds.KINDS; `number`: how many producers or visits it stands for; `code`, `place`, `province`: its commune."""

    latitude: float
    longitude: float
    kind: str
    title: str
    url: str
    number: int = 1
    code: str = ""
    place: str = ""
    province: str = ""

    @property
    def what(self) -> Kind:
        return KINDS[self.kind]


def place_points(pages: Iterable) -> list[Point]:
    """Places that know where they lie; fetched with their locale and their commune's province. No query."""
    return [
        Point(
            latitude=page.position[0],
            longitude=page.position[1],
            kind=page.kind,
            title=page.title,
            url=address(page),
            code=page.commune_id or "",
            place=page.commune.name if page.commune else "",
            province=page.commune.province_id if page.commune else "",
        )
        for page in pages
        if page.position
    ]


def commune_point(commune, *, kind: str = PRODUCERS, number: int, url: str = "") -> Point:
    """So many producers or visits of a commune, at its middle."""
    return Point(
        latitude=commune.latitude,
        longitude=commune.longitude,
        kind=kind,
        title=commune.name,
        url=url or f"{reverse('catalogue:index')}?commune={commune.code}",
        number=number,
        code=commune.code,
        place=commune.name,
        province=commune.province_id,
    )


def seller_points(sellers: Iterable) -> list[Point]:
    """One point for each producer, at the middle of the commune: nobody's house is shown. Fetched with_place(). No query."""
    return [
        commune_point(seller.commune, number=1, url=seller.get_absolute_url())._replace(title=seller.name)
        for seller in sellers
        if seller.commune.latitude is not None
    ]
