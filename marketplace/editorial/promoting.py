"""Pages and links that editors put above the results of a search.

Hits are not counted (wagtailsearchpromotions.Query.add_hit): it would write two rows for every search of every reader and
robot. Editors type the words themselves.
"""

from typing import NamedTuple

from django.core.cache import cache
from django.utils import translation
from wagtail.contrib.search_promotions.models import SearchPromotion

from marketplace.folding import folded

from .page_cards import address

KEY, KEEP_SECONDS = "editorial.promotions", 60
MOST_PROMOTED = 3


class Promoted(NamedTuple):
    url: str
    title: str
    text: str


def promoted(text: str) -> list[Promoted]:
    """What stands above the results for these words in the language in use; tone marks and spaces do not count.

    A link goes to every reader, a page only while it is published, and in its own language. One query a minute at most.
    """
    wanted = folded(text or "")
    if not wanted:
        return []
    language = translation.get_language()
    rows = [row for row in _all() if folded(row.query.query_string) == wanted]
    return [_shown(row) for row in rows if _is_told(row, language)][:MOST_PROMOTED]


def _all() -> list[SearchPromotion]:
    """Few rows: editors write "mắm", readers type "mam", so they are compared here and not in the database."""
    rows = cache.get(KEY)
    if rows is None:
        promotions = SearchPromotion.objects.select_related("query", "page", "page__locale")
        rows = list(promotions.order_by("sort_order", "pk"))
        cache.set(KEY, rows, KEEP_SECONDS)
    return rows


def forget() -> None:
    """The rows carry their pages: after one was published, withdrawn or moved they are read anew."""
    cache.delete(KEY)


def _is_told(row, language: str) -> bool:
    if row.page is None:
        return bool(row.external_link_url)
    return row.page.live and row.page.locale.language_code == language


def _shown(row) -> Promoted:
    if row.page is None:
        return Promoted(row.external_link_url, row.external_link_text or row.external_link_url, row.description)
    return Promoted(address(row.page), row.page.title, row.description)
