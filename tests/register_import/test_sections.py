"""Rows that are no goods: sections, totals, notes, signatures, repeated headers; and goods that look like them."""

import pytest

from tests.register_import.books import HEADER, Page, faults, goods, listed, names, told, warned, xlsx

TWO = [goods("Khô cá lóc"), goods("Mắm cá linh", stars="3 sao", score=60, number=2)]
READ = [("Khô cá lóc", "Hợp tác xã Mỹ Đức", 4), ("Mắm cá linh", "Hợp tác xã Mỹ Đức", 3)]


def test_sections_name_province_and_district(bring):
    rows = [
        ["I. TỈNH AN GIANG"],
        ["1. Huyện Châu Phú (2 sản phẩm)"],
        goods("Khô cá lóc", address="Xã Khánh Hòa"),
        ["TP. Long Xuyên"],
        goods("Gạo", address="Phường Mỹ Long"),
        ["II", "THÀNH PHỐ CẦN THƠ"],
        ["1", "Quận Ninh Kiều", None, None, None, 1],
        goods("Bánh tét", address="Phường An Khánh"),
    ]

    done = bring(xlsx(HEADER, *rows))

    assert [(entry.place.province, entry.place.commune) for entry in done.entries] == [
        ("91", "30469"),
        ("91", "30307"),
        ("92", "31147"),
    ]
    assert faults(done) == []
    assert {skipped.reason for skipped in done.skipped} == {"section"}


@pytest.mark.parametrize(
    "text",
    [
        "I. HUYỆN CHÂU PHÚ",
        "Huyện Châu Phú",
        "huyện Châu Phú: 12 sản phẩm",
        "H. Châu Phú",
        "UBND huyện Châu Phú",
        "A - HUYỆN CHÂU PHÚ (05 SP)",
        "HUYEN CHAU PHU",
        "X. HUYỆN CHÂU PHÚ",
        "I. Huyện Châu Phú (02 sản phẩm 4 sao)",
    ],
)
@pytest.mark.parametrize("is_merged", [True, False])
def test_a_section_in_every_spelling(bring, text, is_merged):
    page = Page([HEADER, [text], goods(address="Xã Khánh Hòa")], ("A2:H2",) if is_merged else ())

    done = bring(xlsx(page))

    assert (faults(done), [entry.place.former for entry in done.entries]) == (
        [],
        ["Xã Khánh Hòa, Huyện Châu Phú, An Giang"],
    )


@pytest.mark.parametrize(
    "text", ["NHÓM THỰC PHẨM", "I. Ngành đồ uống", "A. SẢN PHẨM MỚI", "Thực phẩm", "II. Sản phẩm đánh giá lại"]
)
def test_a_group_of_goods_is_no_product(bring, text):
    done = bring(xlsx(HEADER, [None, text], *TWO))

    assert (names(done), faults(done)) == (READ, [])
    assert [(skipped.row, skipped.reason, skipped.text) for skipped in done.skipped] == [(2, "section", text)]


def test_a_section_of_stars_counts_where_no_column_tells_them(bring):
    header = ["TT", "Tên sản phẩm", "Chủ thể", "Địa chỉ", "Năm công nhận"]
    rows = [
        ["A. SẢN PHẨM 5 SAO"],
        [1, "Gạo", "HTX A", "Xã Mỹ Đức", 2024],
        ["B. SẢN PHẨM ĐẠT 3 SAO (12 sản phẩm)"],
        [1, "Mắm", "HTX A", "Xã Mỹ Đức", 2024],
    ]

    assert told(bring(xlsx(header, *rows))) == [(3, "Gạo", "HTX A", 5), (5, "Mắm", "HTX A", 3)]


def test_a_section_of_a_year_counts_where_the_row_has_none_and_it_is_said(bring):
    done = bring(
        listed(["NĂM 2022"], goods(date=None), ["II. Công nhận đợt 1 năm 2024"], goods("Gạo", date=None), goods("Mắm"))
    )

    assert [str(entry.day) for entry in done.entries] == ["2022", "2024", "27/01/2023"]
    assert warned(done) == [(3, "from_title"), (5, "from_title")]


@pytest.mark.parametrize(
    "row",
    [
        ["Tổng cộng", None, None, None, None, 2],
        [None, "Tổng cộng: 2 sản phẩm"],
        [None, "TỔNG SỐ", "2 chủ thể", None, None, "2 sản phẩm"],
        ["Cộng", 2],
        ["Cộng huyện Châu Phú", None, None, None, None, 2],
        ["Ghi chú: danh sách do các xã cung cấp"],
        [None, "* Ghi chú: sản phẩm nâng hạng"],
        ["(Danh sách này có 2 sản phẩm)"],
        [None, "Nguồn: Chi cục Phát triển nông thôn"],
        [None, None, None, "An Giang, ngày 12 tháng 3 năm 2023"],
        [None, "NGƯỜI LẬP BIỂU", None, None, None, "CHỦ TỊCH"],
        [None, None, None, None, None, "TM. ỦY BAN NHÂN DÂN"],
        [3, None, None, None, None, None, None, None],
        [None, "Lưu ý: số liệu tạm tính"],
    ],
)
def test_totals_notes_and_signatures_are_passed_by_and_named(bring, row):
    done = bring(xlsx(HEADER, *TWO, row))

    assert (names(done), faults(done)) == (READ, [])
    assert [skipped.row for skipped in done.skipped] == [4]


def test_names_below_a_signature_are_no_goods(bring):
    done = bring(
        xlsx(
            HEADER,
            *TWO,
            [None, "NGƯỜI LẬP", None, None, None, "KT. CHỦ TỊCH"],
            [],
            [None, "Nguyễn Minh Họa", None, None, None, "Trần Minh Họa"],
        )
    )

    assert (names(done), faults(done)) == (READ, [])


def test_the_header_of_each_printed_page_is_passed_by(bring):
    done = bring(xlsx(HEADER, TWO[0], HEADER, TWO[1]))

    assert names(done) == READ
    assert [(skipped.row, skipped.reason) for skipped in done.skipped] == [(3, "header")]


def test_a_text_alone_among_numbered_goods_is_a_note_and_a_number_makes_it_goods(bring):
    alone = [None, "Đã được Hội đồng thông qua"]

    done = bring(xlsx(HEADER, *TWO, alone, [3, "Bánh tét"]))

    assert [(skipped.row, skipped.reason) for skipped in done.skipped] == [(4, "note")]
    assert {(row, code) for row, _field, code in faults(done)} >= {(5, "missing_producer"), (5, "missing_star")}


def test_words_of_totals_and_places_inside_goods_are_goods(bring):
    products = [
        "Tổng hợp ngũ cốc",
        "Cộng đồng du lịch Mỹ Hòa Hưng",
        "Nhóm hạt sen sấy",
        "Xã Mỹ Đức – trà sen",
        "Ghi chú quê nhà",
        "Phường vải Tân Châu",
        "Sản phẩm 4 sao",
    ]

    done = bring(listed(*[goods(product) for product in products]))

    assert [product for _row, product, _producer, _stars in told(done)] == products
