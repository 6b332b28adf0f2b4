"""The problems of pages: what is wrong, and where."""

from collections import defaultdict
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _
from wagtail.fields import StreamField

from ..models import CampaignPage, EventPage, RoutePage
from ..models.base import TellingPage
from .knowing import CLOSED, GONE, HIDDEN, SILENT, SOLD_OUT, known
from .reading import Pointer, pointers

LONGEST_TITLE, LONGEST_LEAD = 60, 160


class Problem(NamedTuple):
    """`kind` tells problems apart; `where` names the field or block, `words` say what to do."""

    kind: str
    where: str
    words: str


def problems_of(pages, *, are_revisions=False) -> dict[int | None, list[Problem]]:
    """pk -> problems, in the order of the page's fields; nothing for a page without any. Constant queries.

    `pages` are specific ones as they were last saved, or as they are published; `are_revisions`: they hold their child rows themselves.
    """
    pages = list(pages)
    found = {page.pk: _pointers_of(page, others) for page, others in _with_children(pages, are_revisions)}
    facts = known([pointer for all_of in found.values() for pointer in all_of], pages)
    problems = {page.pk: [*_own(page, facts), *_pointed(found[page.pk], facts)] for page in pages}
    return {pk: list(dict.fromkeys(rows)) for pk, rows in problems.items() if rows}


def _with_children(pages, are_revisions: bool):
    """Each page with what its child rows point at: those of one page as it was edited, those of many in two queries."""
    if are_revisions or len(pages) == 1:
        for page in pages:
            yield page, _children(page, _rows(page, "products"), _rows(page, "stops"))
        return
    products, stops = defaultdict(list), defaultdict(list)
    for model, rows in (
        (CampaignPage.products.rel.related_model, products),
        (RoutePage.stops.rel.related_model, stops),
    ):
        for row in model.objects.filter(page__in=[page.pk for page in pages]):
            rows[row.page_id].append(row)
    for page in pages:
        yield page, _children(page, products[page.pk], stops[page.pk])


def _rows(page, name: str) -> list:
    return list(getattr(page, name).all()) if isinstance(page, CHILDREN[name]) else []


CHILDREN = {"products": CampaignPage, "stops": RoutePage}


def _children(page, products, stops) -> list[Pointer]:
    chosen, stages = _("chosen products"), _("stops")
    found = [Pointer("product", row.product_id, chosen) for row in products if row.product_id]
    found += [Pointer("page", row.place_id, stages) for row in stops if row.place_id]
    found += [Pointer("seller", row.seller_id, stages) for row in stops if row.seller_id]
    if isinstance(page, EventPage) and page.place_id:
        found.append(Pointer("page", page.place_id, _("place")))
    return found


def _pointers_of(page, children) -> list[Pointer]:
    found = list(children)
    if getattr(page, "image_id", None):
        found.insert(0, Pointer("image", page.image_id, _("picture of the page")))
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            found += pointers(getattr(page, field.name))
    return found


def _own(page, facts):
    """What the page itself lacks. A campaign is seen on the home page, so its picture comes first of all."""
    if isinstance(page, CampaignPage) and _has_no_picture(page):
        words = _("Most important: choose a picture. The home page and messages show this campaign with it.")
        yield Problem("picture", _("picture"), words)
    if len(page.title) > LONGEST_TITLE:
        words = _("The title has %(number)s letters. Up to %(most)s are shown whole.")
        yield Problem("title", _("title"), words % {"number": len(page.title), "most": LONGEST_TITLE})
    lead = getattr(page, "lead", "")
    if len(lead) > LONGEST_LEAD:
        words = _("The lead has %(number)s letters. On cards and in search engines about %(most)s are seen.")
        yield Problem("lead", _("lead"), words % {"number": len(lead), "most": LONGEST_LEAD})
    if not isinstance(page, CampaignPage) and _has_no_picture(page):
        yield Problem(
            "picture", _("picture"), _("Choose an illustration or a photograph: the card of this page has none.")
        )
    yield from _days(page)
    yield from _untold(page, facts)


def _has_no_picture(page) -> bool:
    return isinstance(page, TellingPage) and not page.image_id and not page.landscape


def _days(page):
    now = timezone.now()
    if page.live and page.go_live_at and page.go_live_at > now:
        words = _("This page stays open as it is until %(moment)s. Only then do readers see what is written here.")
        yield Problem(
            "stays", _("when"), words % {"moment": formatted(timezone.localtime(page.go_live_at), "H:i d/m/Y")}
        )
    if isinstance(page, CampaignPage):
        if page.expire_at is None:
            yield Problem("days", _("when it begins and ends"), _("This campaign has no end. Say when it ends."))
        elif page.expire_at <= now:
            yield Problem("days", _("when it begins and ends"), _("The end of this campaign has passed."))
    if isinstance(page, EventPage) and page.last_day and page.last_day < timezone.localdate():
        yield Problem("days", _("when"), _("These days have passed. Write the next ones, or leave them empty."))


def _untold(page, facts):
    told = facts.languages.get(page.translation_key, set()) | {facts.codes.get(page.locale_id)}
    for code, name in settings.LANGUAGES:
        if code not in told:
            words = _("No page in this language is published or planned: %(language)s.")
            yield Problem("translation", _("languages"), words % {"language": _(str(name))})


def _pointed(found: list[Pointer], facts):
    """What is wrong with the things that the page shows or links."""
    for pointer in found:
        fault = facts.faults.get((pointer.kind, pointer.pk))
        if fault == SILENT and pointer.text.strip():
            continue
        if fault:
            name = facts.names[pointer.kind, pointer.pk]
            yield Problem(f"{pointer.kind}.{fault}", pointer.where, _words(pointer.kind, fault) % {"name": name})


def _words(kind: str, fault: str) -> str:
    return {
        ("product", GONE): _("“%(name)s” is no longer sold here. It does not show; choose another product."),
        ("product", SOLD_OUT): _("“%(name)s” is sold out for now."),
        ("seller", GONE): _("A producer shown here is gone. Choose another one."),
        ("seller", CLOSED): _("The shop “%(name)s” is closed. It does not show; choose another one."),
        ("page", GONE): _("A page linked here is gone. Choose another one."),
        ("page", HIDDEN): _("The page “%(name)s” is not published, so readers do not find it."),
        ("image", GONE): _("A picture shown here is gone. Choose another one."),
        ("image", SILENT): _("The picture “%(name)s” has no description for readers who do not see it."),
    }[kind, fault]
