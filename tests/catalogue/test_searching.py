"""Finding: exact tones first, then folded, then other names, then a typing slip."""

import pytest

from catalogue.listing.browsing import Wish
from catalogue.listing.choosing import in_order
from catalogue.listing.models import Synonym
from catalogue.listing.searching import corrected, slots
from tests.stall import product, seller

pytestmark = pytest.mark.django_db


def titles(text):
    return [listing.title for listing in in_order(Wish(text=text))]


def test_words_without_marks_find_the_name_with_marks():
    product("Xoài cát Hòa Lộc")

    assert titles("xoai cat hoa loc") == ["Xoài cát Hòa Lộc"]
    assert titles("XOÀI CÁT HOÀ LỘC") == ["Xoài cát Hòa Lộc"]


def test_d_with_and_without_stroke_are_the_same_letter():
    product("Đường thốt nốt")

    assert titles("duong thot not") == ["Đường thốt nốt"]


def test_the_same_tones_come_before_the_same_letters():
    shop = seller()
    for name in ("Bơ sáp", "Khô bò", "Bò một nắng"):
        product(name, by=shop)

    assert titles("bò")[:2] == ["Khô bò", "Bò một nắng"] or titles("bò")[:2] == ["Bò một nắng", "Khô bò"]
    assert titles("bò")[2] == "Bơ sáp"
    assert titles("bơ")[0] == "Bơ sáp"


def test_another_name_for_the_same_thing_is_found_after_the_name_itself():
    Synonym.objects.create(names="thơm, khóm, dứa")
    product("Khóm Cầu Đúc")
    product("Mứt dứa")

    assert titles("dứa") == ["Mứt dứa", "Khóm Cầu Đúc"]
    assert set(titles("thom")) == {"Mứt dứa", "Khóm Cầu Đúc"}


def test_a_short_other_name_does_not_find_longer_words():
    Synonym.objects.create(names="mãng cầu, na")
    product("Nấm linh chi")
    product("Mãng cầu xiêm")

    assert titles("mãng cầu") == ["Mãng cầu xiêm"]


def test_staff_who_edit_a_synonym_see_it_work_at_once():
    product("Thịt heo một nắng")
    assert titles("lợn") == []

    Synonym.objects.create(names="heo, lợn")

    assert titles("lợn") == ["Thịt heo một nắng"]


def test_a_typing_slip_is_forgiven():
    product("Nước mắm Phú Quốc")

    assert corrected("nuoc mam phu quoic") == "nuoc mam phu quoc"
    assert corrected("nuoc mam") == ""
    assert corrected("zzzzzzzz") == ""


def test_the_producer_the_commune_the_set_and_the_uses_are_searched():
    product("Khô cá", by=seller("Hợp tác xã Sông Xanh"), facts={"how_to_use": "Nướng than, chấm mắm me"})

    assert titles("song xanh") == titles("my duc") == titles("nuong than") == ["Khô cá"]


@pytest.mark.parametrize(
    "text", ["'", '"', "%", "_", "\\", "\x00", "a\x00b", "' OR 1=1 --", "(((", "*", "🥭", "a" * 10_000]
)
def test_strange_text_finds_nothing_and_breaks_nothing(client, text):
    product("Mật ong rừng tràm")

    response = client.get("/shop/search/", {"q": text})

    assert response.status_code == 200
    assert client.get("/shop/search/suggest/", {"q": text}).status_code == 200


def test_a_blank_search_shows_everything(client):
    product("Mật ong")

    assert "Mật ong" in client.get("/shop/search/?q=%20").content.decode()


def test_names_are_split_into_slots_with_their_other_names():
    Synonym.objects.create(names="đậu phộng, lạc")

    assert slots("keo dau phong") == [("keo", ()), ("dau phong", ("đậu phộng", "lạc"))]


def test_a_name_with_tone_marks_means_itself_alone():
    Synonym.objects.create(names="heo, lợn")
    product("Lon nước dừa")
    product("Thịt heo")

    assert "Thịt heo" in titles("lợn")
    assert "Thịt heo" in titles("lon")
    assert titles("heo") == ["Thịt heo"]
