"""A shop with home pages and lists in Vietnamese and English."""

import pytest

from tests.planted import planted

from .planting import Tree


@pytest.fixture(scope="module")
def _tree(django_db_setup, django_db_blocker):
    with planted(django_db_blocker, Tree) as copied:
        yield copied


@pytest.fixture
def tree(_tree, db):
    return _tree()
