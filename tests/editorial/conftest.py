"""The pages of a new shop, and small changes of its home page."""

import json
import uuid

import pytest

from marketplace.editorial.loading import load_pages
from marketplace.editorial.models import HomePage


@pytest.fixture
def pages(db):
    """Home, stories and plain pages as a new shop has them."""
    load_pages()
    return HomePage.objects.get(locale__language_code="vi")


@pytest.fixture
def arrange(pages):
    """Puts blocks on the Vietnamese home page: arrange(("shelf", {...}), ...)."""

    def put(*blocks):
        pages.body = json.dumps([{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in blocks])
        pages.save_revision().publish()
        return pages

    return put


@pytest.fixture
def editor(db, django_user_model):
    return django_user_model.objects.create_superuser(
        email="bientap@example.vn", full_name="Biên Tập", password="mua-nuoc-noi-7"
    )
