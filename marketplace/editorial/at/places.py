"""What was tasted at a place: found by the page's number, so that the printed code outlives its name and its address."""

from math import cos, hypot, radians
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q

from catalogue.listing.models import Listing
from marketplace.languages import codes

from ..languages.telling import address_for_reader
from ..mentions.of_places import tasted_at
from ..mentions.telling import one_each
from ..models import PlacePage
from ..page_cards import PageCard, other_language, page_cards
from .goods import Row, rows

MOST_NEAR = 3


class UnknownPlace(Exception):
    """No page ever had this number, it was never shown to readers, or it was thrown away."""


class AtPlace(NamedTuple):
    """`is_shown`: whether the page is published; `language`: its own where that is not the reader's; `is_own`: whether the goods are the place's own, not those of around."""

    title: str
    where: str
    url: str
    language: str
    is_shown: bool
    is_own: bool
    goods: list[Row]
    near: list[PageCard]


def at_place(pk: int) -> AtPlace:
    """At most six queries. Raises UnknownPlace."""
    versions = _versions(pk)
    if not versions:
        raise UnknownPlace
    live = [page for page in versions if page.live]
    page = (one_each(live) or live or [page for page in versions if page.pk == pk] or versions)[0]
    own = rows(tasted_at(page)) if live else []
    return AtPlace(
        title=page.title,
        where=page.commune.label if page.commune else page.former_place,
        url=address_for_reader(page) if live else "",
        language=other_language(page),
        is_shown=bool(live),
        is_own=bool(own),
        goods=own or rows(_around(page)),
        near=[] if live else page_cards(_nearest(page)),
    )


def _versions(pk: int) -> list[PlacePage]:
    """Those that readers see or once saw, in a language of the shop: a draft's title is nobody's business."""
    key = PlacePage.objects.filter(pk=pk).values("translation_key")
    shown = Q(live=True) | Q(first_published_at__isnull=False)
    pages = PlacePage.objects.filter(shown, translation_key__in=key, locale__language_code__in=codes())
    return list(pages.select_related("locale", "commune__province", "image").defer("body").order_by("pk"))


def _around(page):
    """Goods of the commune, the best first; of the whole province where the commune has none."""
    goods = Listing.objects.on_sale()
    if page.commune is None:
        return goods.filter(province_code__in=settings.PROVINCES).by_rank()
    own = goods.filter(commune_code=page.commune_id)
    province = goods.filter(province_code=page.commune.province_id)
    return (own if own.exists() else province).by_rank()


def _nearest(page) -> list[PlacePage]:
    """Published places, those nearest by the crow's flight first. One query."""
    if page.position is None:
        return []
    told = (
        PlacePage.objects.live()
        .exclude(translation_key=page.translation_key)
        .filter(Q(latitude__isnull=False) | Q(commune__latitude__isnull=False))
    )
    pages = one_each(told.select_related("locale", "commune", "image").defer("body"))
    return sorted(pages, key=lambda other: _far(page.position, other.position))[:MOST_NEAR]


def _far(a, b) -> float:
    return hypot(a[0] - b[0], (a[1] - b[1]) * cos(radians(a[0])))
