"""A shop with home pages and lists in Vietnamese and English."""

import pytest

from .planting import Tree


@pytest.fixture
def tree(db):
    return Tree()
