"""The plain pages for the foot of every page and for those who point at one by its purpose. Kept until one is published."""

from typing import NamedTuple

from django.core.cache import cache
from django.utils import translation

from .models import PlainPage, Purpose
from .story_cards import address

KEY = "editorial.plain_pages"
KEEP_SECONDS = 600
ORDER = {purpose: place for place, purpose in enumerate(Purpose.values)}


class PlainLink(NamedTuple):
    url: str
    name: str
    purpose: str


def plain_links() -> list[PlainLink]:
    """Published plain pages in the language in use, in the order of their purposes. No query in most requests."""
    language = translation.get_language()
    links = cache.get(f"{KEY}.{language}")
    if links is None:
        pages = PlainPage.objects.live().filter(locale__language_code=language).defer("body")
        links = [PlainLink(address(page), page.title, page.purpose) for page in pages]
        links.sort(key=lambda link: (ORDER.get(link.purpose, len(ORDER)), link.name))
        cache.set(f"{KEY}.{language}", links, KEEP_SECONDS)
    return links


def plain_link(purpose: str) -> PlainLink | None:
    return next((link for link in plain_links() if link.purpose == purpose), None)


def forget(languages) -> None:
    cache.delete_many([f"{KEY}.{language}" for language in languages])
