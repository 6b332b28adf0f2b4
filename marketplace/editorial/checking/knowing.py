"""What is true today of the things that pages point at: one query for each sort of thing, however many pages."""

from collections import defaultdict
from typing import NamedTuple

from django.apps import apps
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Revision

from catalogue.listing.models import Listing
from sellers.models import Seller

GONE, SOLD_OUT, CLOSED, HIDDEN, SILENT = "gone", "sold_out", "closed", "hidden", "silent"


class Known(NamedTuple):
    """`names`: (kind, pk) -> name of the thing; `faults`: (kind, pk) -> what is wrong with it, missing when nothing is."""

    names: dict
    faults: dict
    languages: dict  # translation key -> languages in which it is published, or will be on a planned day
    codes: dict  # primary key of a Locale -> its language


def known(pointers, pages) -> Known:
    """At most nine queries: products and producers twice, pages, pictures, translations, plans, languages."""
    wanted = defaultdict(set)
    for pointer in pointers:
        wanted[pointer.kind].add(pointer.pk)
    names, faults = {}, {}
    for kind, look in LOOKS.items():
        if wanted[kind]:
            for pk, name, fault in look(wanted[kind]):
                names[kind, pk] = name
                if fault:
                    faults[kind, pk] = fault
            for pk in wanted[kind]:
                if (kind, pk) not in names:
                    names[kind, pk], faults[kind, pk] = "", GONE
    return Known(names, faults, _languages(pages), dict(Locale.objects.values_list("pk", "language_code")))


def _products(pks):
    listed = dict(Listing.objects.on_sale().filter(pk__in=pks).values_list("pk", "is_available"))
    titles = apps.get_model("catalogue", "Product").objects.filter(pk__in=pks).order_by().values_list("pk", "title")
    for pk, title in titles:
        yield pk, title, GONE if pk not in listed else ("" if listed[pk] else SOLD_OUT)


def _sellers(pks):
    opened = set(Seller.objects.open().filter(pk__in=pks).order_by().values_list("pk", flat=True))
    for pk, name in Seller.objects.filter(pk__in=pks).order_by().values_list("pk", "name"):
        yield pk, name, "" if pk in opened else CLOSED


def _pages(pks):
    for pk, title, is_live in Page.objects.filter(pk__in=pks).order_by().values_list("pk", "title", "live"):
        yield pk, title, "" if is_live else HIDDEN


def _images(pks):
    rows = get_image_model().objects.filter(pk__in=pks).order_by().values_list("pk", "title", "description")
    for pk, title, description in rows:
        yield pk, title, "" if description.strip() else SILENT


def _languages(pages) -> dict:
    found = defaultdict(set)
    keys = {page.translation_key for page in pages}
    rows = Page.objects.filter(translation_key__in=keys).order_by()
    rows = list(rows.values_list("pk", "live", "translation_key", "locale__language_code"))
    planned = _planned([pk for pk, is_live, *_rest in rows if not is_live])
    for pk, is_live, key, language in rows:
        if is_live or pk in planned:
            found[key].add(language)
    return found


def _planned(pks) -> set[int]:
    """Those that publish themselves on a day to come."""
    if not pks:
        return set()
    revisions = Revision.page_revisions.filter(approved_go_live_at__isnull=False, object_id__in=map(str, pks))
    return {int(pk) for pk in revisions.order_by().values_list("object_id", flat=True)}


LOOKS = {"product": _products, "seller": _sellers, "page": _pages, "image": _images}
