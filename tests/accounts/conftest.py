"""People, and the codes that are on their way to them."""

import re

import pytest
from django.contrib.auth import get_user_model

from marketplace.notify.models import Message


@pytest.fixture
def newest_code(db):
    """The code in the newest message to an address. Nothing is delivered inside a test's transaction, so it is there."""

    def read(recipient):
        message = Message.objects.filter(recipient=recipient, template="sign_in_code").order_by("-id").first()
        return re.search(r"\b\d{6}\b", message.body).group()

    return read


@pytest.fixture
def anna(db):
    return get_user_model().objects.create_user(
        phone="0912 345 678", full_name="Nguyễn Thị An", password="mua-ban-tren-song-9", phone_verified=True
    )


@pytest.fixture
def clerk(db):
    return get_user_model().objects.create_superuser(
        email="clerk@example.vn", full_name="Trần Văn Bình", password="mua-ban-tren-song-9"
    )
