"""A shop into which the places of the country were not loaded yet: said before anything looks new."""

import pytest
from django.core.management import call_command

from catalogue.certification.models import Certificate
from catalogue.register_import.faults import RegisterFileError
from catalogue.register_import.planning import plan
from marketplace.places.models import Commune, FormerName, Province
from tests.register_import.books import goods, listed


@pytest.fixture
def nowhere(first_load, db, settings):
    settings.PROVINCES = ["91"]  # where a row without a place would be taken for this province
    for model in (FormerName, Commune, Province):
        model.objects.all()._raw_delete("default")


def test_a_list_is_refused_as_a_whole(nowhere):
    with pytest.raises(RegisterFileError) as refused:
        plan(listed(goods(address=None)), "danh-sach.xlsx")

    assert refused.value.code == "no_places"
    assert str(refused.value)


def test_the_command_loads_the_places_itself(nowhere, tmp_path):
    path = tmp_path / "danh-sach.xlsx"
    path.write_bytes(listed(goods(address=None)))

    call_command("import_ocop_register", str(path), verbosity=0)

    assert Certificate.objects.get().province_id == "91"
