"""All published pages with the languages in which each is told, for those who list them."""

from collections import defaultdict
from datetime import datetime
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page

from marketplace.languages import codes

from .telling import Told, address_in, alternates


class Published(NamedTuple):
    """`alternates`: (hreflang, whole address) of all its versions; `picture`: the stored original, "" for none."""

    address: str
    changed_at: datetime | None
    picture: str
    alternates: list[tuple[str, str]]


def published() -> list[Published]:
    """Each version of each page below the site's home pages; no sample text, nothing that has ended. Two queries."""
    from ..models import TELLING, HomePage

    homes = HomePage.objects.live().of_site().values_list("path", flat=True)
    below = reduce(or_, (Q(path__startswith=path) for path in homes), Q(pk=None))
    is_over = Q(expire_at__lte=timezone.now())
    kinds = [model._meta.model_name for model in TELLING]
    pictures = [f"{kind}__{field}" for kind in kinds for field in ("image__file", "landscape")]
    rows = (
        Page.objects.live()
        .filter(below, alias_of=None, locale__language_code__in=codes())
        .exclude(is_over)
        .exclude(plainpage__is_sample=True)
        .order_by("path")
        .values_list("translation_key", "locale__language_code", "url_path", "last_published_at", *pictures)
    )
    return _with_languages(list(rows))


def _with_languages(rows) -> list[Published]:
    paths = defaultdict(dict)
    for key, code, url_path, *_rest in rows:
        paths[key][code] = url_path
    told = {key: alternates(Told("", found)) for key, found in paths.items()}
    return [
        Published(address_in(code, url_path), changed_at, _picture(pictures), told[key])
        for key, code, url_path, changed_at, *pictures in rows
    ]


def _picture(found) -> str:
    """Of pairs (photograph, landscape), one for each kind of page: at most one kind has any."""
    for photograph, landscape in zip(found[::2], found[1::2], strict=True):
        if photograph or landscape:
            return photograph or f"illustrations/landscapes/{landscape}.png"
    return ""
