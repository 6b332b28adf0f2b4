"""Every test here reads in Vietnamese unless it says otherwise."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield
