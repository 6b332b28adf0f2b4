"""From pages that name a thing to cards in the reader's language: every page once, whichever of its translations named it."""

from django.conf import settings
from django.utils import translation
from wagtail.models import Page

from ..models.base import TellingPage
from .references import Nearness

MOST_READ = 80  # pages in all languages; a page shows a handful of them


def told(near: dict[int, Nearness], kinds) -> dict[type, list[TellingPage]]:
    """The published pages among them by kind, the nearest first, then the newest. At most one query.

    Each in the reader's language, else in the shop's own: what is not translated is still told, and says so on its card.
    """
    if not near:
        return {kind: [] for kind in kinds}
    named = Page.objects.live().filter(pk__in=near).order_by().values("translation_key")
    pages = _of_kinds(Page.objects.live().filter(translation_key__in=named), kinds)
    rows = list(pages.order_by("-first_published_at", "-pk")[:MOST_READ])
    nearest: dict = {}
    for row in rows:
        nearest[row.translation_key] = max(near.get(row.pk, 0), nearest.get(row.translation_key, 0))
    ours = sorted(one_each(rows), key=lambda row: -nearest[row.translation_key])
    found: dict[type, list] = {kind: [] for kind in kinds}
    for row in ours:
        for kind in kinds:
            page = getattr(row, kind._meta.model_name, None)
            if page is not None:
                page.nearness, page.locale = nearest[row.translation_key], row.locale
                found[kind].append(page)
    return found


def _of_kinds(pages, kinds):
    """All kinds in one query: a left join for each, without the texts."""
    names = [kind._meta.model_name for kind in kinds]
    joins = [f"{name}__image" for name in names]
    return pages.type(*kinds).select_related("locale", *names, *joins).defer(*(f"{name}__body" for name in names))


def one_each(rows):
    """Of a page and its translations the one to show: in the reader's language, else in the shop's; rows keep their order."""
    wanted = (translation.get_language(), settings.LANGUAGE_CODE)
    best: dict = {}
    for row in rows:
        language = row.locale.language_code
        rank = wanted.index(language) if language in wanted else None
        if rank is not None and (row.translation_key not in best or rank < best[row.translation_key][0]):
            best[row.translation_key] = (rank, row)
    return [row for _rank, row in best.values()]
