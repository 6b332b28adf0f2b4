"""Hears Wagtail publish, withdraw or move a page: what was kept of before is forgotten, so readers see it within a minute."""

from django.db import transaction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from catalogue.listing import faceting
from marketplace.languages import codes


def connect() -> None:
    for signal in (page_published, page_unpublished, post_page_move, page_slug_changed):
        signal.connect(_forget, dispatch_uid=f"editorial.publishing.{id(signal)}")


def _forget(sender, **kwargs):
    """At once for whoever publishes, and again when others can read it: in between somebody may have kept the old page."""
    forget_kept()
    transaction.on_commit(forget_kept)


def forget_kept() -> None:
    from . import promoting, standing

    # The epoch of the listings is part of the key of every kept page.
    faceting.forget()
    standing.forget(codes())
    promoting.forget()
