"""From the blocks of a page to sections a template can show: everything is gathered first, then fetched once.

Blocks are read as they are stored, so that choosers fetch nothing of their own. A home page of any length costs at most
one query each for listings, tallies, producers, stories and photographs.
"""

from typing import Any, NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.images import get_image_model

from catalogue.listing.browsing import STARS, Wish
from catalogue.listing.cards import cards
from catalogue.pictures.renditions import picture
from catalogue.product_sets import product_sets
from sellers.models import Seller
from sellers.shelves import seller_cards

from .landscapes import shown
from .shelves import filled, items
from .story_cards import StoryCard, story_cards
from .tallies import tallies


class Section(NamedTuple):
    kind: str
    template: str
    value: dict
    things: Any  # what the section shows: cards, tallies, a picture

    @property
    def is_empty(self) -> bool:
        """A section that fetches and found nothing is left out, heading and all."""
        return self.kind in FETCHING and not self.things


class Link(NamedTuple):
    url: str
    name: str
    detail: str
    number: int


def arranged(body, *, page=None) -> list[Section]:
    """The sections of a stream in its order. `page` is the page in whose language stories are told."""
    blocks = [{"id": raw.get("id") or str(place), **_plain(raw)} for place, raw in enumerate(body.raw_data)]
    day = timezone.localdate()
    found = {
        "listings": filled(blocks, day),
        "tallies": tallies(sorted({block["type"] for block in blocks}), day),
        "sellers": _sellers(blocks),
        "stories": _stories(blocks, page),
        "images": _images(blocks),
    }
    sections = [
        Section(
            kind=block["type"],
            template=f"editorial/sections/{block['type']}.html",
            value=block["value"],
            things=FILL[block["type"]](block, found) if block["type"] in FILL else None,
        )
        for block in blocks
    ]
    return [section for section in sections if not section.is_empty]


def _plain(raw) -> dict:
    """Type and value of a stored block; a block of a struct gets its missing fields."""
    value = raw["value"]
    if isinstance(value, dict):
        value = {**DEFAULTS.get(raw["type"], {}), **value}
        value = {name: items(part) if isinstance(part, list) else part for name, part in value.items()}
    if raw["type"] == "shelf":
        value["more_url"] = _rule_address(value)
    return {"type": raw["type"], "value": value}


def _rule_address(value: dict) -> str:
    """Where the browse page shows all that the shelf's rule means; "" for a shelf filled by hand or without a rule."""
    wish = Wish(
        sets=(value["set_code"],) if value["set_code"] else (),
        communes=(value["commune"],) if value["commune"] else (),
        stars=tuple(stars for stars in STARS if value["stars"] and stars >= value["stars"]),
        in_season=bool(value["in_season"]),
    )
    return "" if value["products"] or not wish.is_filtered else reverse("catalogue:index") + wish.query()


DEFAULTS = {
    "search": {"headline": "", "lead": "", "picture": {}, "examples": []},
    "season": {"title": "", "count": 8},
    "certified": {"title": "", "count": 4},
    "communes": {"title": "", "count": 12},
    "shelf": {
        "title": "",
        "text": "",
        "products": [],
        "set_code": "",
        "commune": None,
        "stars": "",
        "in_season": False,
        "count": 8,
    },
    "producers": {"title": "", "sellers": [], "count": 6},
    "stories": {"title": "", "stories": [], "count": 3},
    "sets": {"title": ""},
    "products": {"title": "", "products": []},
    "picture": {"landscape": "", "image": None, "caption": ""},
    "quote": {"text": "", "source": ""},
}


def _of(blocks, kind: str) -> list[dict]:
    return [block["value"] for block in blocks if block["type"] == kind]


def _sellers(blocks) -> list:
    """All producers that any block shows, the last opened first; one query."""
    asked = _of(blocks, "producers")
    if not asked:
        return []
    chosen = [pk for value in asked for pk in value["sellers"]]
    newest = max((value["count"] for value in asked if not value["sellers"]), default=0)
    opened = Seller.objects.open().order_by("-opened_at", "pk")
    shown_ones = Q(pk__in=chosen) | Q(pk__in=opened.values("pk")[:newest]) if newest else Q(pk__in=chosen)
    return list(opened.filter(shown_ones).with_place().with_listing_counts())


def _stories(blocks, page) -> list:
    from .models import StoryPage

    asked = _of(blocks, "stories")
    if not asked or page is None:
        return []
    chosen = [pk for value in asked for pk in value["stories"]]
    newest = max((value["count"] for value in asked if not value["stories"]), default=0)
    return list(StoryPage.objects.told(page.locale_id).chosen_or_newest(chosen, newest))


def _images(blocks) -> dict:
    pictures = [*(value["picture"] or {} for value in _of(blocks, "search")), *_of(blocks, "picture")]
    wanted = {picture["image"] for picture in pictures if picture.get("image")}
    return get_image_model().objects.in_bulk(wanted) if wanted else {}


def _picture(value: dict, found):
    return shown(found["images"].get(value.get("image")), value.get("landscape") or "")


def _picked(chosen, count: int, found) -> list:
    """Those chosen in their order; the first `count` where none is chosen, or where all were chosen in another language."""
    by_key = {thing.pk: thing for thing in found}
    return [by_key[pk] for pk in chosen if pk in by_key] or found[: len(chosen) or count]


def _show_cards(block, found):
    return cards(found["listings"][block["id"]])


def _show_season(block, found):
    """Cards of what is in season, and the names of what is ripe: a name alone is worth showing too."""
    ripe = [tally.name for tally in found["tallies"]["season"]]
    products = _show_cards(block, found)
    return {"cards": products, "ripe": ripe} if products or ripe else {}


def _show_communes(block, found):
    shop = reverse("catalogue:index")
    rows = found["tallies"]["communes"][: block["value"]["count"]]
    return [Link(f"{shop}?commune={row.key}", row.name, row.detail, row.number) for row in rows]


def _show_sets(block, found):
    """All sets that have something, in the order of the decision, each with its illustration."""
    shop, language = reverse("catalogue:index"), translation.get_language()
    numbers = {row.key: row.number for row in found["tallies"]["sets"]}
    return [
        Link(f"{shop}?set={s.code}", s.name(language), set_picture(s.code), numbers[s.code])
        for s in product_sets()
        if numbers.get(s.code)
    ]


def set_picture(code: str):
    return picture(f"illustrations/sets/{code.lower().replace('.', '-')}.png", "", widths=(320,))


def _show_producers(block, found):
    value = block["value"]
    return seller_cards(_picked(value["sellers"], value["count"], found["sellers"]))


def _show_stories(block, found) -> list[StoryCard]:
    value = block["value"]
    return story_cards(_picked(value["stories"], value["count"], found["stories"]))


FILL = {
    "search": lambda block, found: _picture(block["value"]["picture"] or {}, found),
    "picture": lambda block, found: _picture(block["value"], found),
    "season": _show_season,
    "certified": _show_cards,
    "shelf": _show_cards,
    "products": _show_cards,
    "communes": _show_communes,
    "sets": _show_sets,
    "producers": _show_producers,
    "stories": _show_stories,
    "facts": lambda block, found: items(block["value"]),
    "deadlines": lambda block, found: items(block["value"]),
}
FETCHING = {"season", "certified", "shelf", "products", "communes", "sets", "producers", "stories", "picture"}
