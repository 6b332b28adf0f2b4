"""The demo, loaded once for all files; what the tests of a file change is rolled back after it."""

from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from django.utils import timezone

from tests.planted import planted

TODAY = date(2026, 11, 21)


@contextmanager
def _on_that_day():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: datetime(2026, 11, 21, 3, tzinfo=UTC))
        yield


def _load():
    from marketplace.demo.loading import load_demo
    from marketplace.reference.loading import load_reference

    with _on_that_day():
        load_reference()
        return load_demo(with_people=True, with_pages=False)


@pytest.fixture(scope="package")
def _loaded(django_db_setup, django_db_blocker):
    with planted(django_db_blocker, _load) as copied:
        yield copied


@pytest.fixture(scope="module")
def demo(_loaded, django_db_blocker):
    """The outcome of the first load_demo of an empty shop, on 21 November 2026; its 170 pages only where they are asked for."""
    with _on_that_day(), django_db_blocker.unblock(), transaction.atomic():
        yield _loaded()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def written(demo):
    """The pages of the demo: counts by kind, as the command writes them at its end."""
    from marketplace.demo.pages import steps

    counts = {}
    for step in steps():
        counts |= step()
    return counts
