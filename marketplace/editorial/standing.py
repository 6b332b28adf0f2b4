"""The pages that every page links to: plain pages for the foot, lists of places, stories and events for the menu.

Read at once and kept until a page is published.
"""

from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.db.models import Exists, OuterRef
from django.utils import translation
from wagtail.models import Page

from .languages.telling import in_words
from .models import INDEXES, AskPage, PlainPage
from .page_cards import path_address

KEY = "editorial.standing"
KEEP_SECONDS = 60  # where the cache is not shared, another process does not hear that a page was published
KINDS = tuple(model._meta.model_name for model in (PlainPage, AskPage, *INDEXES))


class StandingPage(NamedTuple):
    """`kind` is the name of the model in small letters; `purpose` that of a plain page; `has_pages`: something is below."""

    url: str
    name: str
    kind: str
    purpose: str
    has_pages: bool


def standing_pages() -> list[StandingPage]:
    """Published ones as readers of the language in use find them. No query in most requests, else one."""
    language = translation.get_language()
    found = cache.get(f"{KEY}.{language}")
    if found is None:
        found = _read(language)
        cache.set(f"{KEY}.{language}", found, KEEP_SECONDS)
    return found


def standing(kind: str) -> StandingPage | None:
    """The list of that kind, for the way back from its pages."""
    return next((page for page in standing_pages() if page.kind == kind), None)


def _read(language: str) -> list[StandingPage]:
    """In the order of the tree, each in this language, else in the source language, which then stands behind its name."""
    below = Page.objects.live().filter(path__startswith=OuterRef("path"), depth=OuterRef("depth") + 1)
    languages = {language, settings.LANGUAGE_CODE}
    pages = (
        Page.objects.live().filter(locale__language_code__in=languages, depth__gt=1).annotate(has_pages=Exists(below))
    )
    keys = [f"{kind}__pk" for kind in KINDS]
    told = ("translation_key", "locale__language_code", "url_path", "title", "has_pages", "plainpage__purpose")
    found: dict = {}
    for key, code, url_path, title, has_pages, purpose, *rows in pages.order_by("path").values_list(*told, *keys):
        kind = next((kind for kind, row in zip(KINDS, rows, strict=True) if row), "")
        if not kind:
            continue
        name = title if code == language else f"{title} ({in_words(code)})"
        page, other = StandingPage(path_address(url_path), name, kind, purpose or "", has_pages), found.get(key)
        shown = page if code == language or other is None else other
        # What is told in the source language alone is shown in the lists of the others, too.
        found[key] = shown._replace(has_pages=has_pages or bool(other and other.has_pages))
    return list(found.values())


def forget(languages) -> None:
    cache.delete_many([f"{KEY}.{language}" for language in languages])
