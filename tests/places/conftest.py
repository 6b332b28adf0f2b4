"""The whole country, loaded once for the tests of places and rolled back after them."""

import pytest
from django.db import transaction

from marketplace.places.loading import load_places


@pytest.fixture(scope="package")
def first_load(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_places()
        transaction.set_rollback(True)


@pytest.fixture
def country(first_load, db):
    return first_load
