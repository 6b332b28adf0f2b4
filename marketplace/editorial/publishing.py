"""Hears Wagtail publish, withdraw or move a page: what was kept of before is forgotten, so readers see it within a minute."""

from django.conf import settings
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from catalogue.listing import faceting


def connect() -> None:
    for signal in (page_published, page_unpublished, post_page_move, page_slug_changed):
        signal.connect(_forget, dispatch_uid=f"editorial.publishing.{id(signal)}")


def _forget(sender, **kwargs):
    from . import plain_pages

    # The epoch of the listings is part of the key of every kept page.
    faceting.forget()
    plain_pages.forget(dict(settings.LANGUAGES))
