"""Everything that the blocks of a page ask for, in at most one query for each sort of thing."""

from typing import NamedTuple

from django.db.models import Q
from wagtail.images import get_image_model
from wagtail.models import Page

from catalogue.seasons.models import Produce
from sellers.models import Seller

from ..shelves import filled
from ..tallies import tallies
from ..translated import NONE, Told, told
from .stored import pictures_in, texts_in, values
from .texts import linked_pages


class Found(NamedTuple):
    """`listings` by block, `tallies` by kind; the rest by primary key. `pages` are those that buttons and links lead to."""

    day: object
    listings: dict[str, list]
    tallies: dict[str, list]
    sellers: dict[int, Seller]
    stories: Told
    places: Told
    pages: Told
    images: dict
    produce: dict[int, Produce]


def fetched(blocks, day) -> Found:
    return Found(
        day=day,
        listings=filled(blocks, day),
        tallies=tallies(sorted({block["type"] for block in blocks}), day),
        sellers=_sellers(blocks),
        stories=_stories(blocks),
        places=_places(blocks),
        pages=_pages(blocks),
        images=_images(blocks),
        produce=_produce(blocks),
    )


def _sellers(blocks) -> dict[int, Seller]:
    """All producers that any block shows, the last opened first."""
    asked, communes = values(blocks, "producers"), _communes(values(blocks, "map"))
    if not asked and not communes:
        return {}
    opened = Seller.objects.open().order_by("-opened_at", "pk")
    wanted = Q(pk__in=[pk for value in asked for pk in value["sellers"]]) | Q(commune__in=communes)
    newest = max((value["count"] for value in asked if not value["sellers"]), default=0)
    if newest:
        wanted |= Q(pk__in=opened.values("pk")[:newest])
    return {seller.pk: seller for seller in opened.filter(wanted).with_place().with_listing_counts()}


def _stories(blocks) -> Told:
    from ..models import StoryPage

    asked = values(blocks, "stories")
    if not asked:
        return NONE
    chosen = [pk for value in asked for pk in value["stories"]]
    newest = max((value["count"] for value in asked if not value["stories"]), default=0)
    return told(StoryPage.objects.newest(), chosen, newest=newest)


def _places(blocks) -> Told:
    from ..models import PlacePage

    lists, maps = values(blocks, "places"), values(blocks, "map")
    if not lists and not maps:
        return NONE
    chosen = [pk for value in [*lists, *maps] for pk in value["places"]]
    newest = max((value["count"] for value in lists if not value["places"] and not value["commune"]), default=0)
    places = PlacePage.objects.newest().select_related("commune__province")
    return told(places, chosen, newest=newest, also=Q(commune__in=_communes([*lists, *maps])))


def _communes(asked) -> set[str]:
    """Communes that stand for chosen places, where none is chosen."""
    return {value["commune"] for value in asked if value["commune"] and not value["places"]}


def _pages(blocks) -> Told:
    buttons = [value["page"] for value in values(blocks, "action") if value["page"]]
    links = [pk for text in texts_in(blocks) for pk in linked_pages(text)]
    if not buttons and not links:
        return NONE
    return told(Page.objects.all(), {*buttons, *links})


def _images(blocks) -> dict:
    wanted = {picture["image"] for picture in pictures_in(blocks) if picture.get("image")}
    return get_image_model().objects.in_bulk(wanted) if wanted else {}


def _produce(blocks) -> dict[int, Produce]:
    wanted = {value["produce"] for value in values(blocks, "season_bar") if value["produce"]}
    return Produce.objects.in_bulk(wanted) if wanted else {}
