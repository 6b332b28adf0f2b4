"""Blocks as the database has them: read without their choosers, with what older ones lack filled in."""

from ..shelves import items

SHELF = {
    "title": "",
    "text": "",
    "products": [],
    "set_code": "",
    "commune": None,
    "seller": None,
    "stars": "",
    "in_season": False,
    "count": 8,
}
PICTURE = {"landscape": "", "image": None, "alt": "", "caption": "", "credit": ""}
DEFAULTS = {
    "search": {"headline": "", "lead": "", "picture": {}, "examples": []},
    "season": {"title": "", "count": 8},
    "certified": {"title": "", "count": 4},
    "communes": {"title": "", "count": 12},
    "shelf": SHELF,
    "products": SHELF,
    "producers": {"title": "", "sellers": [], "count": 6},
    "stories": {"title": "", "stories": [], "count": 3},
    "places": {"title": "", "places": [], "commune": None, "count": 3},
    "map": {"title": "", "places": [], "commune": None},
    "season_bar": {"produce": None, "title": ""},
    "sets": {"title": ""},
    "picture": PICTURE,
    "gallery": {"title": "", "pictures": []},
    "steps": {"title": "", "steps": []},
    "hours": {"title": "", "times": [], "note": ""},
    "video": {"url": "", "title": "", "minutes": None, "picture": {}},
    "action": {"text": "", "label": "", "page": None, "url": ""},
    "quote": {"text": "", "source": ""},
}


def blocks_of(stored) -> list[dict]:
    """Each block with id, type and value; a block of a struct gets its missing fields, its lists are plain."""
    return [{"id": raw.get("id") or str(place), **_plain(raw)} for place, raw in enumerate(stored)]


def _plain(raw) -> dict:
    value = raw["value"]
    if raw["type"] in DEFAULTS:
        value = {**DEFAULTS[raw["type"]], **(value or {})}
        value = {name: items(part) if isinstance(part, list) else part for name, part in value.items()}
    return {"type": raw["type"], "value": value}


def values(blocks, *kinds: str) -> list:
    """The values of all blocks of these kinds."""
    return [block["value"] for block in blocks if block["type"] in kinds]


def pictures_in(blocks) -> list[dict]:
    """Every picture that a block holds, at whatever depth."""
    single = [value["picture"] for value in values(blocks, "search", "video")]
    of_steps = [step.get("picture") for value in values(blocks, "steps") for step in value["steps"]]
    of_galleries = [picture for value in values(blocks, "gallery") for picture in value["pictures"]]
    return [picture for picture in [*single, *of_steps, *of_galleries, *values(blocks, "picture")] if picture]


def texts_in(blocks) -> list[str]:
    """Every rich text that a block holds."""
    of_steps = [step.get("text") or "" for value in values(blocks, "steps") for step in value["steps"]]
    return [*(value or "" for value in values(blocks, "text")), *of_steps]
