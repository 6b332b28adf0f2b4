"""The places of the country, loaded once for these tests and rolled back after them."""

import json

import pytest
from django.core.management import call_command
from django.db import transaction

from catalogue.register_import.gazetteer import Gazetteer
from catalogue.register_import.importing import carry_out
from catalogue.register_import.planning import plan
from marketplace.places.loading import load_places


@pytest.fixture(scope="package")
def first_load(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_places()
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def gazetteer(first_load, django_db_blocker):
    with django_db_blocker.unblock():
        return Gazetteer.load()


@pytest.fixture
def country(first_load, db, gazetteer, monkeypatch):
    """The places lie in the database; they are read into memory once for all these tests."""
    monkeypatch.setattr(Gazetteer, "load", lambda: gazetteer)
    return first_load


@pytest.fixture
def bring(country):
    """Imports the bytes of a file and returns what was done."""

    def bring(data: bytes, filename="danh-sach.xlsx", **options):
        return carry_out(plan(data, filename, **options))

    return bring


@pytest.fixture
def command(country, tmp_path):
    """Runs the command on the bytes of a file and returns the report."""

    def command(data: bytes, *options, filename="danh-sach.xlsx") -> dict:
        path, report = tmp_path / filename, tmp_path / "report.json"
        path.write_bytes(data)
        call_command("import_ocop_register", str(path), "--report", str(report), *options, verbosity=0)
        return json.loads(report.read_text(encoding="utf-8"))

    return command
