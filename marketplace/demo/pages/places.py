"""Places of the three provinces, each with what is tasted and bought there."""

import json

from catalogue.seasons.models import mask_of
from marketplace.editorial.loading import stream
from marketplace.editorial.models import PlaceIndexPage, PlacePage

from .writing import put_all, told

WORDS = ("best_time", "getting_there", "taste", "former_place")


def load(homes: dict):
    return put_all("places", homes, PlaceIndexPage, PlacePage, _fields, finish=_put_on_map)


def _fields(entry: dict, language: str) -> dict:
    words = entry[language]
    return {
        **told(entry, language),
        **{name: words.get(name, "") for name in WORDS},
        "kind": entry["kind"],
        "latitude": entry.get("latitude"),
        "longitude": entry.get("longitude"),
        "best_months": mask_of(entry.get("months", "")),
        "source_url": entry["source_url"],
    }


def _put_on_map(page: PlacePage) -> None:
    """A map with its neighbours of the commune, else of the place alone, whose key is known only now."""
    if page.position is None:
        return
    value = {"title": "", "places": [] if page.commune_id else [page.pk], "commune": page.commune_id}
    kept = [{"type": block["type"], "value": block["value"]} for block in page.body.raw_data]
    page.body = json.dumps([*kept, *json.loads(stream([("map", value)]))], ensure_ascii=False)
