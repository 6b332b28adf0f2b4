"""From a code or a typed text to one commune."""

import pytest

from marketplace.places.models import Province
from marketplace.places.resolving import AmbiguousCommune, UnknownCommune, commune_from_code, commune_from_text

pytestmark = pytest.mark.django_db


def test_code_gives_its_commune(country):
    assert commune_from_code("31078").label == "Đặc khu Phú Quốc, An Giang"
    assert commune_from_code("31078", "91").label == "Đặc khu Phú Quốc, An Giang"
    assert commune_from_code("31078", Province.objects.get(pk="91")).label == "Đặc khu Phú Quốc, An Giang"


@pytest.mark.parametrize("code", ["", None, "99999", "3107", "31078 ", "٣١٠٧٨", "31078\n", "x" * 10_000, "\x00"])
def test_code_that_is_none_is_unknown(country, code):
    with pytest.raises(UnknownCommune):
        commune_from_code(code)


def test_commune_of_another_province_is_unknown(country):
    with pytest.raises(UnknownCommune):
        commune_from_code("31078", "92")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Xã Mỹ Đức, An Giang", "Xã Mỹ Đức, An Giang"),
        ("mỹ đức an giang", "Xã Mỹ Đức, An Giang"),
        ("xa my duc, tinh an giang", "Xã Mỹ Đức, An Giang"),
        ("Châu Phú", "Xã Châu Phú, An Giang"),
        ("Xã Khánh Hòa, Huyện Châu Phú", "Xã Mỹ Đức, An Giang"),
        ("Phường 3, Sa Đéc", "Phường Sa Đéc, Đồng Tháp"),
        ("Xã Tân Thạnh, Đồng Tháp", "Xã Tân Thạnh, Đồng Tháp"),
        ("Xã Tân Thành, Đồng Tháp", "Xã Tân Thành, Đồng Tháp"),
        ("phu quoc", "Đặc khu Phú Quốc, An Giang"),
    ],
)
def test_text_with_one_meaning_gives_the_commune(country, text, label):
    assert commune_from_text(text).label == label


@pytest.mark.parametrize("text", ["", "an giang", "my du an giang", "zzyzx", "x" * 10_000, "\x00"])
def test_text_that_names_no_commune_gives_none(country, text):
    assert commune_from_text(text) is None


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("mỹ đức", ["Xã Mỹ Đức, An Giang", "Xã Mỹ Đức, Hà Nội"]),
        ("xa tan thanh dong thap", ["Xã Tân Thành, Đồng Tháp", "Xã Tân Thạnh, Đồng Tháp"]),
        ("Xã Phước Hưng, An Phú", ["Xã An Phú, An Giang", "Xã Nhơn Hội, An Giang", "Xã Phú Hữu, An Giang"]),
        ("Phường Mỹ Đức, An Giang", ["Phường Hà Tiên, An Giang", "Xã Mỹ Đức, An Giang"]),
        (
            "Huyện Châu Phú",
            [
                "Xã Bình Mỹ, An Giang",
                "Xã Châu Phú, An Giang",
                "Xã Mỹ Đức, An Giang",
                "Xã Thạnh Mỹ Tây, An Giang",
                "Xã Vĩnh Thạnh Trung, An Giang",
            ],
        ),
    ],
)
def test_text_with_several_meanings_names_them(country, text, labels):
    with pytest.raises(AmbiguousCommune) as raised:
        commune_from_text(text)

    assert sorted(commune.label for commune in raised.value.candidates) == sorted(labels)
