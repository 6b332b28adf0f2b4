"""The pages of a new shop with the demo's stories, and small changes of its home page."""

import json
import shutil
import uuid

import pytest
from django.db import connections
from django.utils import translation

from marketplace.demo.pages import stories
from marketplace.editorial.loading import homes, load_pages
from marketplace.editorial.models import HomePage
from tests.conftest import _copy_template


@pytest.fixture(autouse=True)
def _vietnamese():
    """The language of one test's last request does not reach into the next test."""
    with translation.override("vi"):
        yield


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """Publishing 60 pages takes seconds: once for a process, outside the tests' transactions; later files get the copy."""
    connection, kept = connections["default"], tmp_path_factory.getbasetemp() / "pages.sqlite3"
    with django_db_blocker.unblock():
        if kept.exists():
            connection.close()
            _copy_template(kept)
        else:
            load_pages()
            stories.load(homes())
            _keep(connection, kept)
    yield
    with django_db_blocker.unblock():
        connections["default"].close()
        _copy_template()


def _keep(connection, path) -> None:
    if connection.vendor == "sqlite":
        connection.close()  # which brings everything into the one file
        shutil.copyfile(connection.settings_dict["NAME"], path)


@pytest.fixture
def pages(_loaded, db):
    """Home, stories and plain pages as a new shop has them."""
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
