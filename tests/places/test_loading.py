"""Loading the official units and what became of the old ones."""

import pytest

from marketplace.places.loading import load_places
from marketplace.places.models import Commune, FormerName, Province
from marketplace.places.suggesting import suggest

pytestmark = pytest.mark.django_db


def _heirs(**old):
    return sorted(FormerName.objects.filter(**old).values_list("commune__name", "whole"))


def test_load_holds_34_provinces_and_3321_units(country):
    assert Province.objects.count() == 34
    assert Commune.objects.count() == 3321
    assert Commune.objects.filter(kind="ward").count() == 687
    assert Commune.objects.filter(kind="special_zone").count() == 13
    assert country.total() == 34 + 3321 + FormerName.objects.count()


def test_every_unit_has_an_ancestor_and_every_old_commune_an_heir(country):
    assert not Commune.objects.filter(former_names=None).exists()
    old = FormerName.objects.filter(level="commune").values("name", "former_district", "former_province").distinct()
    assert old.count() == 10_035


def test_second_load_changes_nothing(country):
    rows = country.total()

    counts = load_places()

    assert counts == {"created": 0, "updated": 0, "unchanged": rows, "removed": 0}


def test_load_mends_what_was_changed_and_drops_what_is_stale(country):
    phu_quoc = Commune.objects.get(name="Đặc khu Phú Quốc")
    Commune.objects.filter(pk=phu_quoc.pk).update(name="Phu Quoc", is_remote=False)
    FormerName.objects.create(name="Xã Bịa", former_province="Bịa", level="commune", commune=phu_quoc)

    counts = load_places(progress=list)

    assert (counts["created"], counts["updated"], counts["removed"]) == (0, 1, 1)
    phu_quoc.refresh_from_db()
    assert (phu_quoc.name, phu_quoc.is_remote) == ("Đặc khu Phú Quốc", True)


def test_province_has_its_names_and_region(country):
    rows = Province.objects.filter(pk__in=["01", "68", "91", "92"])

    assert list(rows.values_list("code", "name", "short_name", "name_en", "slug", "region")) == [
        ("01", "Thành phố Hà Nội", "Hà Nội", "Hanoi", "ha-noi", "north"),
        ("68", "Tỉnh Lâm Đồng", "Lâm Đồng", "Lam Dong", "lam-dong", "centre"),
        ("91", "Tỉnh An Giang", "An Giang", "An Giang", "an-giang", "south"),
        ("92", "Thành phố Cần Thơ", "Cần Thơ", "Can Tho", "can-tho", "south"),
    ]


def test_names_are_tidied_where_the_official_list_slips(country):
    assert not Commune.objects.filter(name__contains="  ").exists()
    assert Commune.objects.get(pk="24718").name == "Xã Đắk Song"


def test_codes_follow_the_official_list_where_the_sources_disagree(country):
    assert Commune.objects.get(pk="01561").name == "Xã Hạ Lang"
    assert _heirs(name="Xã Song Phú", former_district="Huyện Tam Bình") == [("Xã Song Phú", True)]
    assert Commune.objects.get(name="Xã Song Phú").pk == "29752"


def test_namesakes_but_for_marks_have_their_own_slugs(country):
    slugs = Commune.objects.filter(province="82", search_text__startswith=" my tho /").values_list("name", "slug")
    assert sorted(slugs) == [("Phường Mỹ Tho", "phuong-my-tho"), ("Xã Mỹ Thọ", "xa-my-tho")]

    slugs = Commune.objects.filter(province="82", search_text__startswith=" tan thanh /").values_list("name", "slug")
    assert sorted(slugs) == [("Xã Tân Thành", "xa-tan-thanh-29938"), ("Xã Tân Thạnh", "xa-tan-thanh-30157")]


def test_old_district_stands_for_every_commune_that_took_some_of_it(country):
    assert _heirs(name="Huyện Châu Phú", level="district") == [
        ("Xã Bình Mỹ", False),
        ("Xã Châu Phú", False),
        ("Xã Mỹ Đức", False),
        ("Xã Thạnh Mỹ Tây", False),
        ("Xã Vĩnh Thạnh Trung", False),
    ]
    assert _heirs(name="Huyện Bạch Long Vĩ", level="district") == [("Đặc khu Bạch Long Vĩ", True)]


def test_divided_commune_has_a_row_for_each_part(country):
    assert _heirs(name="Xã Phước Hưng", former_district="Huyện An Phú") == [
        ("Xã An Phú", False),
        ("Xã Nhơn Hội", False),
        ("Xã Phú Hữu", False),
    ]


def test_numbered_ward_does_not_go_where_its_namesake_went(country):
    assert _heirs(name="Phường 3", former_district="Thành phố Sa Đéc") == [("Phường Sa Đéc", True)]
    assert _heirs(name="Phường 4", former_district="Thành phố Mỹ Tho") == [("Phường Đạo Thạnh", True)]


def test_special_zones_and_islands_are_remote(country):
    remote = Commune.objects.filter(is_remote=True)

    assert remote.count() == 13 + 8
    assert set(remote.filter(province="91").values_list("short_name", flat=True)) == {
        "Phú Quốc",
        "Thổ Châu",
        "Kiên Hải",
        "Hòn Nghệ",
        "Sơn Hải",
        "Tiên Hải",
    }


def test_position_is_left_out_where_the_sources_disagree(country):
    my_duc = Commune.objects.get(province="91", name="Xã Mỹ Đức")
    assert 10.4 < my_duc.latitude < 10.8
    assert 104.9 < my_duc.longitude < 105.4
    assert Commune.objects.get(province="82", name="Xã Thanh Bình").latitude is None


def test_commune_made_by_hand_can_be_found_too():
    an_giang, _ = Province.objects.get_or_create(
        code="91", defaults={"name": "Tỉnh An Giang", "short_name": "An Giang", "slug": "an-giang", "region": "south"}
    )

    made = Commune.objects.create(
        code="99991", name="Xã Mẫu Thử", short_name="Mẫu Thử", province=an_giang, slug="mau-thu"
    )

    assert made.search_text == " mau thu / xa mau thu / tinh an giang / "
    assert [found.commune for found in suggest("mau thu an giang")] == [made]
