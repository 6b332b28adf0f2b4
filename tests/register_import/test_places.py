"""The present commune of what offices write: old names, districts, short forms; and what is not guessed."""

import pytest

from catalogue.certification.models import Certificate
from tests.register_import.books import HEADER, Page, faults, goods, listed, warned, xlsx


def place(done):
    return [(entry.place.province, entry.place.commune, entry.place.former) for entry in done.entries]


KHANH_HOA = ("91", "30469", "Xã Khánh Hòa, Huyện Châu Phú, An Giang")


@pytest.mark.parametrize(
    "address",
    [
        "Xã Khánh Hòa, Huyện Châu Phú, An Giang",
        "Ấp Khánh Bình, xã Khánh Hòa, huyện Châu Phú, tỉnh An Giang, Việt Nam",
        "X. Khánh Hoà, H. Châu Phú, AG",
        "xã Khánh Hòa huyện Châu Phú tỉnh An Giang",
        "XÃ KHÁNH HÒA, HUYỆN CHÂU PHÚ",
        "xa Khanh Hoa, huyen Chau Phu, tinh An Giang",
        "Khánh Hòa, Châu Phú, An Giang",
        "Khánh Hòa - Châu Phú - An Giang",
        "Xã Khánh Hòa (huyện Châu Phú cũ), An Giang",
        "Số 12, đường tỉnh 945, xã Khánh Hòa, Châu Phú, An Giang",
    ],
)
def test_an_old_address_gives_the_present_commune(bring, address):
    assert place(bring(listed(goods(address=address)))) == [KHANH_HOA]


@pytest.mark.parametrize("columns", [("Xã", "Huyện", "Tỉnh"), ("Xã/Phường", "Huyện/TX/TP", "Tỉnh/Thành phố")])
@pytest.mark.parametrize(
    "cells", [("Khánh Hòa", "Châu Phú", "An Giang"), ("Xã Khánh Hòa", "Huyện Châu Phú", "Tỉnh An Giang")]
)
def test_a_place_in_three_columns(bring, columns, cells):
    header = ["TT", "Tên sản phẩm", "Chủ thể", *columns, "Hạng sao", "Năm"]

    assert place(bring(xlsx(header, [1, "Gạo", "HTX A", *cells, 4, 2023]))) == [KHANH_HOA]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("Xã Mỹ Đức, An Giang", ("91", "30469", "")),
        ("Xã An Cư, Huyện Cái Bè, Tiền Giang", ("82", "28393", "Xã An Cư, Huyện Cái Bè, Tiền Giang")),
        ("P.01, TP. Cao Lãnh, Đồng Tháp", ("82", "29869", "Phường 1, Thành phố Cao Lãnh, Đồng Tháp")),
        ("An Giang", ("91", None, "")),
        ("TP. Cần Thơ", ("92", None, "")),
        ("Tỉnh Kiên Giang", ("91", None, "")),
        ("Hà Nội", ("01", None, "")),
    ],
)
def test_places_that_are_told(bring, address, found):
    done = bring(listed(goods(address=address)))

    assert (place(done), warned(done)) == ([found], [])


@pytest.mark.parametrize(
    ("address", "former", "code"),
    [
        ("Huyện Chợ Mới", "Huyện Chợ Mới, An Giang", "commune_unknown"),
        ("Xã Không Có Thật, An Giang", "Xã Không Có Thật, An Giang", "commune_unknown"),
        (
            "xã Vĩnh Châu, thành phố Châu Đốc, tỉnh An Giang",
            "xã Vĩnh Châu, thành phố Châu Đốc, tỉnh An Giang",
            "commune_ambiguous",
        ),
    ],
)
def test_a_row_whose_commune_cannot_be_told_goes_in_under_its_province(bring, address, former, code):
    done = bring(listed(goods(address=address)))

    assert (place(done), warned(done)) == ([("91", None, former)], [(2, code)])
    assert Certificate.objects.get().former_place == former


def test_a_namesake_far_away_does_not_make_the_shops_own_province_doubtful(bring):
    done = bring(listed(goods(address="Phường Long Xuyên", date="01/01/2024")))

    assert (place(done), warned(done)) == ([("91", "30307", "")], [])


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("Huyện Châu Thành", "ambiguous_place"),
        ("Vương quốc Bỉ", "unknown_place"),
        (None, "missing_place"),
        ("tỉnh Không Có", "unknown_place"),
    ],
)
def test_a_row_whose_province_cannot_be_told_is_a_fault(bring, address, code):
    assert faults(bring(listed(goods(address=address)))) == [(2, "place", code)]


def test_where_the_shop_serves_one_province_nothing_else_is_meant(bring, settings):
    settings.PROVINCES = ["91"]

    done = bring(listed(goods(address=None), goods("Gạo", address="Ấp 3")))

    assert (place(done), warned(done)) == ([("91", None, ""), ("91", None, "Ấp 3")], [(3, "commune_unknown")])


@pytest.mark.parametrize(
    "titles",
    [
        [["ỦY BAN NHÂN DÂN TỈNH AN GIANG"]],
        [["DANH SÁCH SẢN PHẨM OCOP TỈNH AN GIANG NĂM 2023"]],
        [["SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG AN GIANG"]],
        [["Sản phẩm OCOP huyện Châu Phú, tỉnh An Giang"]],
    ],
)
def test_a_title_tells_the_province_of_all_rows(bring, titles):
    done = bring(xlsx(*titles, HEADER, goods(address="Xã Khánh Hòa")))

    assert [entry.place.commune for entry in done.entries] == ["30469"]


def test_a_title_of_several_provinces_tells_none(bring):
    done = bring(xlsx(["CÁC TỈNH AN GIANG, TỈNH ĐỒNG THÁP"], HEADER, goods(address=None)))

    assert faults(done) == [(3, "place", "missing_place")]


def test_the_name_of_a_sheet_tells_the_place(bring):
    pages = [
        Page([HEADER, goods(address="Xã Khánh Hòa")], name="H. Châu Phú"),
        Page([HEADER, goods("Gạo", address=None)], name="Đồng Tháp"),
    ]

    assert place(bring(xlsx(*pages))) == [KHANH_HOA, ("82", None, "")]


def test_a_row_goes_before_its_section_and_a_section_before_the_title(bring):
    rows = [
        ["TỈNH AN GIANG"],
        HEADER,
        ["TỈNH ĐỒNG THÁP"],
        goods(address=None),
        goods("Gạo", address="Thành phố Cần Thơ"),
        goods("Mắm", address=None),
    ]

    assert [entry.place.province for entry in bring(xlsx(*rows)).entries] == ["82", "92", "82"]


@pytest.mark.parametrize("address", ["Phường Mỹ Đức, tỉnh Kiên Giang", "Mỹ Đức, Kiên Giang"])
def test_an_old_name_is_not_taken_for_a_present_namesake_elsewhere(bring, address):
    """Phường Mỹ Đức of Hà Tiên is no part of the present Xã Mỹ Đức."""
    assert place(bring(listed(goods(address=address)))) == [
        ("91", "30769", "Phường Mỹ Đức, Thành phố Hà Tiên, Kiên Giang")
    ]


def test_a_hamlet_alone_is_kept_and_said(bring):
    done = bring(xlsx(["TỈNH AN GIANG"], HEADER, goods(address="Ấp 1"), goods("Gạo", address="Ấp 1, An Giang")))

    assert place(done) == [("91", None, "Ấp 1"), ("91", None, "Ấp 1, An Giang")]
    assert warned(done) == [(3, "commune_unknown"), (4, "commune_unknown")]
