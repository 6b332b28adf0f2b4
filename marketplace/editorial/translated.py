"""Pages that were chosen in one language, for a reader of another.

The reader's language comes first, then the shop's first language, which the card then names: an honest answer is better
than a hole. A page that is withdrawn in the reader's language is not replaced by a translation of it, except that one.
"""

from typing import NamedTuple

from django.conf import settings
from django.db.models import Q
from django.utils.translation import get_language


class Told(NamedTuple):
    """`keys`: translation key by the primary key that was chosen; `chosen`: the page to show by translation key;
    `own`: all pages found in the reader's language, in the order of the query.
    """

    keys: dict[int, object]
    chosen: dict[object, object]
    own: list

    def one(self, pk):
        """The page to show for the one chosen; None when it is gone."""
        return self.chosen.get(self.keys.get(pk))

    def picked(self, pks) -> list:
        """In the order of choosing, each once, without what is gone."""
        return list(dict.fromkeys(page for pk in pks if (page := self.one(pk))))


NONE = Told({}, {}, [])


def told(pages, chosen, *, newest: int = 0, also=None) -> Told:
    """One query: the pages chosen (by primary key, in whatever language), the `newest` of the queryset, and those that
    `also` (a Q) means; the last two in the reader's language only.
    """
    chosen, own = list(chosen), Q(live=True, locale__language_code=get_language())
    first = Q(live=True, locale__language_code=settings.LANGUAGE_CODE)
    keys = pages.model.objects.filter(pk__in=chosen).order_by().values("translation_key")
    wanted = Q(pk__in=chosen) | (Q(translation_key__in=keys) & (own | first))
    if newest:
        wanted |= Q(pk__in=pages.filter(own).values("pk")[:newest])
    if also is not None:
        wanted |= own & also
    return _sorted_out(_light(pages.filter(wanted)))


def _light(pages):
    """Without the body, with what a card shows."""
    names = {field.name for field in pages.model._meta.get_fields()}
    pages = pages.select_related("locale", *(["image"] if "image" in names else []))
    return pages.defer("body") if "body" in names else pages


def _sorted_out(rows) -> Told:
    keys, chosen, own = {}, {}, []
    for page in rows:
        keys[page.pk] = page.translation_key
        if not page.live:
            continue
        if page.locale.language_code == get_language():
            chosen[page.translation_key] = page
            own.append(page)
        elif page.locale.language_code == settings.LANGUAGE_CODE:
            chosen.setdefault(page.translation_key, page)
    return Told(keys, chosen, own)
