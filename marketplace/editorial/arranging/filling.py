"""What each kind of block shows, out of what was fetched: ready cards, figures, rows and words."""

from typing import NamedTuple

from django.urls import reverse
from django.utils import translation

from catalogue.listing.browsing import STARS, Wish
from catalogue.listing.cards import cards
from catalogue.pictures.renditions import picture
from catalogue.product_sets import product_sets
from catalogue.seasons.models import name_for_reader
from sellers.shelves import seller_cards

from ..maps.drawing import draw
from ..maps.points import place_points, seller_points
from ..opening_hours import opening_rows
from ..page_cards import page_cards
from ..season_bars import season_bar
from ..shelves import items
from .figures import figure, figures, how_to_steps, landscape_of, video
from .leading_on import action
from .texts import shown_text


class Link(NamedTuple):
    url: str
    name: str
    detail: str
    number: int


def _show_cards(block, found):
    return cards(found.listings[block["id"]])


def _show_shelf(block, found):
    listings, value = found.listings[block["id"]], block["value"]
    value["more_url"] = _rule_address(value, listings)
    return cards(listings)


def _rule_address(value: dict, listings) -> str:
    """Where the browse page shows all that the shelf's rule means; "" for a shelf filled by hand or without a rule."""
    wish = Wish(
        sets=(value["set_code"],) if value["set_code"] else (),
        communes=(value["commune"],) if value["commune"] else (),
        sellers=(listings[0].seller_slug,) if value["seller"] and listings else (),
        stars=tuple(stars for stars in STARS if value["stars"] and stars >= value["stars"]),
        in_season=bool(value["in_season"]),
    )
    return "" if value["products"] or not wish.is_filtered else reverse("catalogue:index") + wish.query()


def _show_season(block, found):
    """Cards of what is in season, and the names of what is ripe: a name alone is worth showing too."""
    ripe = list(dict.fromkeys(name_for_reader(tally.name, tally.detail) for tally in found.tallies["season"]))
    products = _show_cards(block, found)
    return {"cards": products, "ripe": ripe} if products or ripe else {}


def _show_communes(block, found):
    shop = reverse("catalogue:index")
    rows = found.tallies["communes"][: block["value"]["count"]]
    return [Link(f"{shop}?commune={row.key}", row.name, row.detail, row.number) for row in rows]


def _show_sets(block, found):
    """All sets that have something, in the order of the decision, each with its illustration."""
    shop, language = reverse("catalogue:index"), translation.get_language()
    numbers = {row.key: row.number for row in found.tallies["sets"]}
    return [
        Link(f"{shop}?set={s.code}", s.name(language), set_picture(s.code), numbers[s.code])
        for s in product_sets()
        if numbers.get(s.code)
    ]


def set_picture(code: str):
    return picture(f"illustrations/sets/{code.lower().replace('.', '-')}.png", "", widths=(320,))


def _show_producers(block, found):
    """Those chosen in their order, or else the last to open."""
    value = block["value"]
    chosen = [found.sellers[pk] for pk in dict.fromkeys(value["sellers"]) if pk in found.sellers]
    return seller_cards(chosen if value["sellers"] else list(found.sellers.values())[: value["count"]])


def _show_stories(block, found):
    """Those chosen in their order, or else the newest."""
    value = block["value"]
    chosen = found.stories.picked(value["stories"])
    return page_cards(chosen if value["stories"] else found.stories.own[: value["count"]])


def _show_places(block, found):
    """Those chosen in their order, those of the commune, or else the newest."""
    value = block["value"]
    if value["places"]:
        return page_cards(found.places.picked(value["places"]))
    commune = value["commune"]
    return page_cards([p for p in found.places.own if not commune or p.commune_id == commune][: value["count"]])


def _show_map(block, found):
    """The places chosen, or all places and producers of the commune."""
    value, commune = block["value"], block["value"]["commune"]
    if value["places"] or not commune:
        points = place_points(found.places.picked(value["places"]))
    else:
        points = place_points(place for place in found.places.own if place.commune_id == commune)
        points += seller_points(seller for seller in found.sellers.values() if seller.commune_id == commune)
    return draw(points) if points else None


def _show_season_bar(block, found):
    produce = found.produce.get(block["value"]["produce"])
    return season_bar(produce.months, found.day, name=produce.shown_name) if produce else None


def _show_quote(block, found):
    return block["value"]["text"].strip()


FILL = {
    "search": lambda block, found: landscape_of(block["value"]["picture"] or {}, found.images),
    "text": lambda block, found: shown_text(block["value"], found.pages),
    "picture": lambda block, found: figure(block["value"], found.images),
    "gallery": lambda block, found: figures(block["value"]["pictures"], found.images),
    "quote": _show_quote,
    "steps": lambda block, found: how_to_steps(block["value"]["steps"], found),
    "facts": lambda block, found: items(block["value"]),
    "deadlines": lambda block, found: items(block["value"]),
    "season": _show_season,
    "certified": _show_cards,
    "shelf": _show_shelf,
    "products": _show_shelf,
    "communes": _show_communes,
    "sets": _show_sets,
    "producers": _show_producers,
    "stories": _show_stories,
    "places": _show_places,
    "map": _show_map,
    "season_bar": _show_season_bar,
    "hours": lambda block, found: opening_rows(block["value"]["times"]),
    "video": lambda block, found: video(block["value"], found.images),
    "action": lambda block, found: action(block["value"], found.pages),
}
