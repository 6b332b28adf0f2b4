"""The demo, loaded once for each module into a transaction that is rolled back."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from django.utils import timezone

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The outcome of the first load_demo of an empty shop, on 21 November 2026; its 170 pages only where they are asked for."""
    from marketplace.demo.loading import load_demo
    from marketplace.reference.loading import load_reference

    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr(timezone, "now", lambda: datetime(2026, 11, 21, 3, tzinfo=UTC))
        load_reference()
        yield load_demo(with_people=True, with_pages=False)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def written(demo):
    """The pages of the demo: counts by kind, as the command writes them at its end."""
    from marketplace.demo.pages import steps

    counts = {}
    for step in steps():
        counts |= step()
    return counts
