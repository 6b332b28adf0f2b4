"""Pages as ready cards, and where a page of ours stands."""

from typing import NamedTuple

from django.urls import reverse
from django.utils import translation

from .landscapes import WidePicture, shown


class PageCard(NamedTuple):
    """`label`: what kind of page, or when; `language`: told only in this one, where the reader's has no translation."""

    url: str
    title: str
    lead: str
    picture: WidePicture | None
    label: str = ""
    language: str = ""


def address(page, language: str = "") -> str:
    """The page's address in the language in use (or in another), without asking the database. One that is told in the first
    language only is found there, too (languages.falling_back).
    """
    if not language:
        return path_address(page.url_path)
    with translation.override(language):
        return path_address(page.url_path)


def path_address(url_path: str) -> str:
    """The same from Wagtail's url_path. The home page of every language is the root."""
    path = url_path.split("/", 2)[2] if url_path.count("/") > 1 else ""
    return reverse("wagtail_serve", args=[path])


def other_language(page) -> str:
    """The language of a page that is not told in the one in use; "" for one that is. Reads the locale."""
    language = page.locale.language_code
    return "" if language == translation.get_language() else language


def page_cards(pages) -> list[PageCard]:
    """Cards of pages that were fetched with their locale and image; no query of their own."""
    return [page_card(page) for page in pages]


def page_card(page) -> PageCard:
    return PageCard(
        url=address(page),
        title=page.title,
        lead=page.lead,
        picture=shown(page.image, page.landscape),
        label=str(page.label),
        language=other_language(page),
    )
