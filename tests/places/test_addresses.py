"""Addresses of two tiers, and the columns of Oscar that hold them."""

from types import SimpleNamespace

import pytest

from marketplace.places.addresses import Address, address_of_oscar_address, commune_of_oscar_address, to_oscar_fields
from marketplace.places.models import Commune

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(country):
    commune = Commune.objects.with_province().get(province="91", name="Xã Mỹ Đức")
    return Address(commune, "  Ấp Khánh Lợi ", "gần chợ\x00 Khánh Hòa")


def test_address_has_a_line_for_each_part_that_is_given(address):
    assert address.as_lines() == ["Ấp Khánh Lợi", "gần chợ Khánh Hòa", "Xã Mỹ Đức, Tỉnh An Giang"]
    assert Address(address.commune, "12 Lê Lợi").as_lines() == ["12 Lê Lợi", "Xã Mỹ Đức, Tỉnh An Giang"]


def test_oscar_columns_hold_the_address_without_district_or_postcode(address):
    fields = to_oscar_fields(address, name="Nguyễn Thị Mẫu", phone="+84912345678", note="Gọi trước")

    assert fields == {
        "first_name": "Nguyễn Thị Mẫu",
        "last_name": "",
        "line1": "Ấp Khánh Lợi",
        "line2": "gần chợ Khánh Hòa",
        "line3": "",
        "line4": "Xã Mỹ Đức",
        "state": "Tỉnh An Giang",
        "postcode": "",
        "phone_number": "+84912345678",
        "notes": "Gọi trước",
    }


def test_stored_address_leads_back_to_its_commune(address, django_assert_num_queries):
    stored = SimpleNamespace(**to_oscar_fields(address, "Nguyễn Thị Mẫu", "+84912345678"))

    with django_assert_num_queries(1):
        assert commune_of_oscar_address(stored) == address.commune
    assert address_of_oscar_address(stored) == address


def test_every_commune_is_found_again_by_its_own_names(country):
    sample = Commune.objects.with_province().filter(province__in=["51", "66", "82"])

    lost = [
        commune.label
        for commune in sample
        if commune_of_oscar_address(SimpleNamespace(line4=commune.name, state=commune.province.name)) != commune
    ]

    assert lost == []


@pytest.mark.parametrize(
    ("line4", "state", "label"),
    [("xa my duc", "an giang", "Xã Mỹ Đức, An Giang"), ("Phường Rạch Giá", "Kiên Giang", "Phường Rạch Giá, An Giang")],
)
def test_address_that_staff_retyped_is_still_understood(country, line4, state, label):
    assert commune_of_oscar_address(SimpleNamespace(line4=line4, state=state)).label == label


@pytest.mark.parametrize(
    ("line4", "state"), [("", ""), ("Xã Mỹ Đức", ""), ("Xã Mỹ Đức", "Tỉnh Cà Mau"), ("xa tan thanh", "dong thap")]
)
def test_address_without_one_commune_gives_none(country, line4, state):
    assert commune_of_oscar_address(SimpleNamespace(line4=line4, state=state)) is None
