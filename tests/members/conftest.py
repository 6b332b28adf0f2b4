"""A cooperative at work, which the desk opened."""

import pytest
from django.utils import timezone

from tests.helping.people import shop


@pytest.fixture
def coop(db):
    return shop("HTX minh họa Mỹ Đức", kind="cooperative", opened_at=timezone.now())
