"""What these tests read are the words of the source, which are English."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _in_english(_begin_in_vietnamese):
    translation.activate("en")
