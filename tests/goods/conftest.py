"""Stores of each test's own, and somebody signed in at work."""

import pytest

from marketplace.accounts.models import User

from . import stand


@pytest.fixture(autouse=True)
def _stores(tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    private = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "private")},
    }
    settings.STORAGES = settings.STORAGES | {"private": private}


@pytest.fixture
def signed_in(client):
    acting = stand.at_work()
    client.force_login(User.objects.get(pk=acting.person.pk))
    return acting
