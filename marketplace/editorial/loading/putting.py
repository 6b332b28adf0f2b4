"""Puts a page below another one, once: a page that stands there, whoever wrote it, stays as it is."""

import uuid
from collections import Counter

from django.conf import settings
from django.utils import timezone
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from ..mentions.indexing import index_pages
from ..models import HomePage

KEYS = uuid.UUID("6f1c1a52-3c8e-5d0b-9a57-0c0b5e7a9d11")  # pages of our texts are known by model and first slug


def homes() -> dict[str, HomePage]:
    """Language -> home page, in the order of the settings; only languages that have one."""
    found = {home.locale.language_code: home for home in HomePage.objects.filter(depth=2).select_related("locale")}
    return {language: found[language] for language, _name in settings.LANGUAGES if language in found}


def put_page(parent, model, slug: str, fields, counts: Counter, *, children=None, finish=None):
    """The child page with this slug, made and published when there is none; counts "created" or "unchanged".

    `fields`: a dict; `children`: relation -> unsaved rows (stops, programme, products). Either may be a function, which
    is called only when the page is missing. `finish(page)` is called when the page has its primary key and before it
    is published. With `go_live_at` in the future the page waits for it. A page that editors have moved or renamed is
    found by its translation key.
    """
    key = _key(parent, model, slug)
    found = _standing(parent, slug, key)
    if found:
        counts["unchanged"] += 1
        return found
    fields, children = (part() if callable(part) else part or {} for part in (fields, children))
    page = model(slug=slug, locale_id=parent.locale_id, translation_key=key, **fields)
    for relation, rows in children.items():
        setattr(page, relation, rows)
    publish_below(parent, page, finish)
    counts["created"] += 1
    return page


def index_of(home, model, slug: str, words: dict, counts: Counter):
    """The list of this kind below a home page, whatever editors call it; there is only one."""
    found = model.objects.child_of(home).first()
    if found:
        counts["unchanged"] += 1
        return found
    return put_page(home, model, slug, words, counts)


def _key(parent, model, slug: str) -> uuid.UUID:
    """The key of a translation that stands at the same address, else our own for this text."""
    beside = parent.get_translations().values_list("path", flat=True)
    for path in beside:
        sibling = Page.objects.filter(slug=slug, path__startswith=path, depth=parent.depth + 1).first()
        if sibling and sibling.specific_class is model:
            return sibling.translation_key
    return uuid.uuid5(KEYS, f"{model.__name__}/{slug}")


def _standing(parent, slug: str, key: uuid.UUID):
    here = Page.objects.child_of(parent).filter(slug=slug).first()
    return here or Page.objects.filter(translation_key=key, locale_id=parent.locale_id).first()


def publish_below(parent, page, finish=None) -> None:
    """Puts a new page in the tree and publishes it, or schedules it where it goes live later."""
    go_live_at = getattr(page, "go_live_at", None)
    page.live = go_live_at is None or go_live_at <= timezone.now()
    parent.refresh_from_db()
    # The index of references is otherwise written by a task: products and places are to know their pages at once.
    with disable_reference_index_auto_update():
        parent.add_child(instance=page)
        if finish:
            finish(page)
        page.save_revision(clean=False).publish()  # add_child has just cleaned it
    index_pages([page])
