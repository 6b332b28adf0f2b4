"""What a person may type, and the communes that are offered."""

import unicodedata

import pytest

from marketplace.places.suggesting import suggest

pytestmark = pytest.mark.django_db

DELTA = ["91", "92", "82"]


def _labels(text, **options):
    return [found.label for found in suggest(text, **{"provinces": DELTA, **options})]


def _first(text):
    return (_labels(text) or [None])[0]


@pytest.mark.parametrize(
    "text",
    [
        "Xã Mỹ Đức, An Giang",
        "my duc an giang",
        "an giang my duc",
        "AN GIANG MY DUC",
        "x. mỹ đức ag",
        "xã Mỹ Đức, huyện Châu Phú, tỉnh An Giang, Việt Nam",
        unicodedata.normalize("NFD", "mỹ đức an giang"),
        "my%duc_an\tgiang",
        "my đuc an giang",
    ],
)
def test_commune_is_found_however_its_name_is_typed(country, text):
    assert _first(text) == "Xã Mỹ Đức, An Giang"


def test_exact_name_comes_first_then_starts_then_former_names(country):
    assert _labels("my duc")[:4] == [
        "Xã Mỹ Đức, An Giang",
        "Xã Mỹ Đức, Hà Nội",
        "Xã Mỹ Đức Tây, Đồng Tháp",
        "Phường Hà Tiên, An Giang",
    ]


def test_given_provinces_come_first_and_others_are_still_found(country):
    assert _labels("my duc", provinces=["01"])[:2] == ["Xã Mỹ Đức, Hà Nội", "Xã Mỹ Đức, An Giang"]
    assert _first("hoan kiem") == "Phường Hoàn Kiếm, Hà Nội"


@pytest.mark.parametrize("text", ["chau phu", "Châu Phú", "huyện châu phú", "h. chau phu", "chau phu an giang"])
def test_old_district_lists_its_communes(country, text):
    assert _labels(text)[:5] == [
        "Xã Châu Phú, An Giang",
        "Xã Bình Mỹ, An Giang",
        "Xã Mỹ Đức, An Giang",
        "Xã Thạnh Mỹ Tây, An Giang",
        "Xã Vĩnh Thạnh Trung, An Giang",
    ]
    assert "Huyện Châu Phú" in suggest(text, provinces=DELTA)[1].former


@pytest.mark.parametrize("text", ["khanh hoa chau phu", "Khánh Hoà, Châu Phú", "Khánh Hòa Châu Phú"])
def test_old_commune_is_found_and_named(country, text):
    found = suggest(text, provinces=DELTA)[0]

    assert found.label == "Xã Mỹ Đức, An Giang"
    assert "Xã Khánh Hòa, Huyện Châu Phú" in found.former


def test_present_name_needs_no_former_one(country):
    assert suggest("my duc an giang")[0].former == ""


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("phu quoc", "Đặc khu Phú Quốc, An Giang"),
        ("Đặc khu Phú Quốc", "Đặc khu Phú Quốc, An Giang"),
        ("Kiên Giang Hà Tiên", "Phường Hà Tiên, An Giang"),
        ("phường Vĩnh Thông Kiên Giang", "Phường Vĩnh Thông, An Giang"),
        ("TT Cái Dầu", "Xã Châu Phú, An Giang"),
        ("P. Mỹ Thới", "Phường Mỹ Thới, An Giang"),
        ("P.1 Q.5 TP HCM", "Phường Chợ Quán, Hồ Chí Minh"),
        ("phường 01, quận 05", "Phường Chợ Quán, Hồ Chí Minh"),
        ("p1 q5 sg", "Phường Chợ Quán, Hồ Chí Minh"),
        ("Q.1", "Phường Bến Thành, Hồ Chí Minh"),
        ("sài gòn", "Phường Sài Gòn, Hồ Chí Minh"),
        ("ben thanh sai gon", "Phường Bến Thành, Hồ Chí Minh"),
        ("hoan kiem HN", "Phường Hoàn Kiếm, Hà Nội"),
        ("tx tinh bien", "Phường Tịnh Biên, An Giang"),
        ("phuong binh", "Xã Phương Bình, Cần Thơ"),
        ("Mỹ Tho", "Phường Mỹ Tho, Đồng Tháp"),
        ("Mỹ Thọ", "Xã Mỹ Thọ, Đồng Tháp"),
        ("mdrak", "Xã M’Drắk, Đắk Lắk"),
        ("thành phố Thủ Đức", "Phường Thủ Đức, Hồ Chí Minh"),
    ],
)
def test_short_forms_kinds_and_marks_lead_to_the_right_unit(country, text, label):
    assert _first(text) == label


def test_earlier_district_is_found_under_the_name_of_its_last_one(country):
    found = suggest("quận 9", provinces=DELTA)

    assert {suggestion.commune.province_id for suggestion in found} == {"79"}
    assert "Thành phố Thủ Đức" in found[0].former


def test_kind_that_was_typed_comes_before_the_other(country):
    assert _labels("phuong my tho")[:2] == ["Phường Mỹ Tho, Đồng Tháp", "Xã Mỹ Thọ, Đồng Tháp"]
    assert _labels("xa my tho")[:2] == ["Xã Mỹ Thọ, Đồng Tháp", "Phường Mỹ Tho, Đồng Tháp"]


def test_number_is_a_whole_word(country):
    assert all("Phường 1," in found.former for found in suggest("phuong 1 quan 5"))
    assert len(_labels("phuong 1 quan 5")) == 1


def test_no_commune_comes_twice_and_the_limit_holds(country):
    for text in ("an", "chau thanh", "tan"):
        codes = [found.commune.code for found in suggest(text, limit=5)]
        assert len(codes) == len(set(codes)) == 5


@pytest.mark.parametrize(
    "text",
    [
        "",
        None,
        "a",
        "x" * 10_000,
        "my duc " * 2_000,
        "\x00\x01\x02\x07\x1b",
        "\u200b\u202e",
        "%",
        "' OR 1=1 --" * 5,
        "a b c d e f g h i j k l m n",
    ],
)
def test_text_that_is_no_place_name_costs_no_query(country, django_assert_num_queries, text):
    with django_assert_num_queries(0):
        assert suggest(text) == []


def test_unknown_name_gives_nothing(country):
    assert suggest("zzyzx") == []
    assert suggest("<script>alert(1)</script>") == []


@pytest.mark.parametrize("text", ["my duc", "an", "chau phu", "phuong 1 quan 5 sai gon", "zzyzx"])
def test_suggesting_takes_two_queries(country, django_assert_num_queries, text):
    with django_assert_num_queries(2):
        [found.label for found in suggest(text, provinces=DELTA)]
