"""From an entry of a text file to the fields of a page that tells of something; the form is the same for all kinds."""

import tomllib
from functools import cache
from pathlib import Path

from catalogue.certification.models import GeographicalIndication
from catalogue.seasons.models import Produce

from .choosing import MOST_PRODUCTS, communes_known, products_named, sellers_named
from .writing import html, sections, stream

TEXTS = Path(__file__).parent.parent / "texts"
SHELF_PLACE = 2  # after the beginning of the text
WORDS_OF_ALL = ("title", "lead")


def telling(entry: dict, language: str, *, body=()) -> dict:
    """Title, lead, landscape, commune and body of a page of any telling kind in one language.

    `body`: further (kind, value) blocks for the end. What the entry names and the shop does not have is left out.
    """
    words = entry[language]
    commune = entry.get("commune", "")
    return {
        **{name: words[name] for name in WORDS_OF_ALL},
        "landscape": entry["landscape"],
        "commune_id": commune if communes_known([commune]) else None,
        "body": stream([*blocks(entry, language), *body]),
    }


def blocks(entry: dict, language: str) -> list[tuple]:
    words = entry[language]
    told = [("text", part) for part in sections(words["text"])]
    told[SHELF_PLACE:SHELF_PLACE] = _shelf(entry, words)
    return [
        *told,
        *_steps(words),
        *_facts(words),
        *_indications(entry, language),
        *_season_bars(entry, words),
        *_producers(entry, words),
        *_commune_shelf(entry, words),
        *_action(words),
    ]


def _shelf(entry: dict, words: dict) -> list[tuple]:
    """By names, or by a rule (set_code, stars, in_season, count): that one fills itself once there are goods."""
    chosen = products_named(entry.get("products", ()), entry.get("most", MOST_PRODUCTS))
    if not chosen and "rule" not in entry:
        return []
    return [("products", {"title": words["shelf"], "products": chosen, **({} if chosen else entry["rule"])})]


def _steps(words: dict) -> list[tuple]:
    steps = [{"title": title, "text": html(text)} for title, text in words.get("steps", ())]
    return [("steps", {"title": words.get("steps_title", ""), "steps": steps})] if steps else []


def _facts(words: dict) -> list[tuple]:
    facts = [{"name": name, "value": value} for name, value in words.get("facts", ())]
    return [("facts", facts)] if facts else []


def _indications(entry: dict, language: str) -> list[tuple]:
    """What is registered, by the shop's own list; what the list does not know is said to be unknown."""
    names = entry.get("indications", ())
    if not names:
        return []
    listed = {row.name: row for row in GeographicalIndication.objects.filter(name__in=names)}
    facts = [{"name": name, "value": _registered(listed[name], language)} for name in names if name in listed]
    return [("facts", facts)] if facts else []


def _registered(row: GeographicalIndication, language: str) -> str:
    words = _registration_words()[language]
    day = f"{row.registered_on:{words['day']}}" if row.registered_on else row.registered_text
    parts = [
        words[row.kind or "unknown_kind"],
        words["number"].format(row.registration_no) if row.registration_no else words["no_number"],
        words["since"].format(day) if day else "",
    ]
    return " ".join(filter(None, parts))


@cache
def _registration_words() -> dict:
    return tomllib.loads((TEXTS / "registrations.toml").read_text(encoding="utf-8"))


def _season_bars(entry: dict, words: dict) -> list[tuple]:
    names = entry.get("seasons", ())
    known = dict(Produce.objects.filter(name__in=names).values_list("name", "pk")) if names else {}
    titles = words.get("seasons", names)
    return [
        ("season_bar", {"produce": known[name], "title": title})
        for name, title in zip(names, titles, strict=True)
        if name in known
    ]


def _producers(entry: dict, words: dict) -> list[tuple]:
    found = sellers_named(entry.get("sellers", ()))
    return [("producers", {"title": words.get("sellers", ""), "sellers": found, "count": len(found)})] if found else []


def _commune_shelf(entry: dict, words: dict) -> list[tuple]:
    if "commune_shelf" not in words or not communes_known([entry.get("commune", "")]):
        return []
    return [("products", {"title": words["commune_shelf"], "products": [], "commune": entry["commune"], "count": 4})]


def _action(words: dict) -> list[tuple]:
    if "action" not in words:
        return []
    label, url = words["action"]
    return [("action", {"text": "", "label": label, "page": None, "url": url})]
