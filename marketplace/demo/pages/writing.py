"""The texts of the demo's pages, and putting one kind of them in place in every language they are written in."""

from collections import Counter
from functools import cache
from pathlib import Path

from marketplace.editorial.loading import put_page, telling, written
from marketplace.editorial.models import PlacePage, StoryPage

FOLDER = Path(__file__).parent.parent / "data" / "pages"
MOST_BESIDE = 6


@cache
def entries(kind: str) -> list[dict]:
    return written(kind, FOLDER).get(kind, [])


def put_all(kind: str, homes: dict, index_model, model, fields, children=None, finish=None) -> Counter:
    """`fields(entry, language)` and `children(entry, language)` give what a new page is made of; asked only for new ones."""
    counts = Counter(created=0, unchanged=0)
    for language, home in homes.items():
        index = index_model.objects.child_of(home).first()
        for entry in entries(kind):
            if language not in entry or index is None:
                continue
            put_page(
                index,
                model,
                entry["slug"],
                lambda entry=entry, language=language: fields(entry, language),
                counts,
                children=(lambda entry=entry, language=language: children(entry, language)) if children else None,
                finish=finish,
            )
    return counts


def told(entry: dict, language: str) -> dict:
    """The fields that all kinds share, with the places and stories the entry names."""
    words = entry[language]
    body = [
        *_beside("places", PlacePage, entry, words.get("places", ""), language),
        *_beside("stories", StoryPage, entry, words.get("stories", ""), language),
    ]
    return telling(entry, language, body=body)


def pages_by_slug(model, slugs, language: str) -> list[int]:
    """Keys of pages in one language in the order of `slugs`; what is missing is passed over."""
    found = model.objects.filter(locale__language_code=language, slug__in=slugs).values_list("slug", "pk")
    keys = dict(found)
    return [keys[slug] for slug in slugs if slug in keys]


def _beside(kind: str, model, entry: dict, title: str, language: str) -> list[tuple]:
    chosen = pages_by_slug(model, entry.get(kind, ()), language)[:MOST_BESIDE]
    return [(kind, {"title": title, kind: chosen, "count": len(chosen)})] if chosen else []
