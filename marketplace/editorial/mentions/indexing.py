"""Makes the index of references true at once: loaders end with it, since Wagtail's own keeps to a worker that may not run."""

from django.db import transaction
from wagtail.models import Page, ReferenceIndex

CHUNK = 200


def index_pages(pages=None) -> int:
    """Reads the references of these pages, of all when none are told, and forgets what was kept of before. Returns how many.

    Pages come as a queryset of any kind, or as a list; drafts are read as they are published, as Wagtail does.
    """
    from catalogue.listing import faceting

    rows = Page.objects.all() if pages is None else pages
    number = 0
    if hasattr(rows, "specific"):
        rows = rows.specific().iterator(CHUNK)
    for page in rows:
        with transaction.atomic():
            ReferenceIndex.create_or_update_for_object(page.specific)
        number += 1
    faceting.forget()
    return number
