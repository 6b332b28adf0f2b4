"""Routes over our places and producers."""

from datetime import time
from decimal import Decimal

from catalogue.seasons.models import mask_of
from marketplace.editorial.loading import sellers_named
from marketplace.editorial.models import PlacePage, RouteIndexPage, RoutePage, RouteStop

from .writing import pages_by_slug, put_all, told


def load(homes: dict):
    return put_all("routes", homes, RouteIndexPage, RoutePage, _fields, _children)


def _fields(entry: dict, language: str) -> dict:
    return {
        **told(entry, language),
        "duration": entry["duration"],
        "best_months": mask_of(entry.get("months", "")),
        "good_to_know": entry[language].get("good_to_know", ""),
    }


def _children(entry: dict, language: str) -> dict:
    stops = [_stop(stop, order, language) for order, stop in enumerate(entry["stops"])]
    return {"stops": [stop for stop in stops if stop.place_id or stop.seller_id or stop.name]}


def _stop(stop: dict, order: int, language: str) -> RouteStop:
    """A stop whose place or producer is not there keeps its name, where it has one."""
    words = stop.get(language, {})
    places = pages_by_slug(PlacePage, [stop["place"]], language) if "place" in stop else []
    sellers = sellers_named([stop["seller"]]) if "seller" in stop else []
    return RouteStop(
        sort_order=order,
        day=stop.get("day", 1),
        at=time.fromisoformat(stop["at"]) if "at" in stop else None,
        place_id=places[0] if places else None,
        seller_id=sellers[0] if sellers else None,
        name=words.get("name", ""),
        text=words.get("text", ""),
        minutes=stop.get("minutes"),
        means=stop.get("means", ""),
        km=Decimal(str(stop["km"])) if "km" in stop else None,
    )
