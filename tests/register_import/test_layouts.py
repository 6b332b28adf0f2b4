"""Titles, headers of one and two rows, merged cells, sections, totals, notes: the same goods come out of every layout."""

import pytest

from tests.register_import.books import GOOD, HEADER, Page, faults, goods, listed, names, told, xlsx

TWO = [goods("Khô cá lóc"), goods("Mắm cá linh", stars="3 sao", score=60, number=2)]
READ = [("Khô cá lóc", "Hợp tác xã Mỹ Đức", 4), ("Mắm cá linh", "Hợp tác xã Mỹ Đức", 3)]


@pytest.mark.parametrize("filled", range(0, 12, 3))
def test_a_list_begins_below_its_titles(bring, filled):
    titles = [["UBND TỈNH AN GIANG"], ["DANH SÁCH SẢN PHẨM OCOP, CHỦ THỂ, HẠNG SAO"], ["Đơn vị tính: sản phẩm"]] * (
        filled // 3
    )

    done = bring(xlsx(*titles, HEADER, *TWO))

    assert names(done) == READ
    assert [entry.row for entry in done.entries] == [len(titles) + 2, len(titles) + 3]


def test_empty_rows_between_do_not_move_the_numbers_of_rows(bring):
    done = bring(xlsx([], [], HEADER, [], TWO[0], [], [], TWO[1]))

    assert [entry.row for entry in done.entries] == [5, 8]


@pytest.mark.parametrize("is_merged", [True, False])
def test_a_header_of_two_rows(bring, is_merged):
    above = ["TT", "Sản phẩm", "Chủ thể", None, "Kết quả đánh giá", None, "Quyết định công nhận", None]
    below = [None, "Tên sản phẩm", "Tên", "Địa chỉ", "Điểm", "Hạng", "Số", "Ngày"]
    merged = ("A1:A2", "C1:D1", "E1:F1", "G1:H1") if is_merged else ()

    done = bring(xlsx(Page([above, below, *TWO], merged)))

    assert names(done) == READ
    assert [entry.decision_no for entry in done.entries] == ["86/QĐ-UBND"] * 2
    assert [str(entry.day) for entry in done.entries] == ["27/01/2023"] * 2
    assert [entry.place.commune for entry in done.entries] == ["30469"] * 2


def test_a_header_of_three_rows_and_a_row_of_numbers(bring):
    first = ["TT", "Tên sản phẩm", "Chủ thể sản xuất", None, "Kết quả", None, None, None]
    second = [None, None, "Tên chủ thể", "Địa chỉ", "Đánh giá", None, "Quyết định", None]
    third = [None, None, None, None, "Điểm", "Hạng sao", "Số", "Ngày ký"]
    merged = ("A1:A3", "B1:B3", "C1:D1", "E1:H1", "C2:C3", "D2:D3", "E2:F2", "G2:H2")

    done = bring(xlsx(Page([first, second, third, [f"({n})" for n in range(1, 9)], *TWO], merged)))

    assert names(done) == READ
    assert [(skipped.row, skipped.reason) for skipped in done.skipped] == [(4, "numbering")]


@pytest.mark.parametrize(
    "numbers",
    [
        [1, 2, 3, 4, 5, 6, 7, 8],
        ["1", "2", "3", "4", "5", "6=4+5", "7", "8"],
        ["A", "B", "1", "2", "3", "4", "5", "6"],
        ["[1]", "[2]", "[3]", None, None, None, None, None],
    ],
)
def test_the_numbers_of_columns_are_no_goods(bring, numbers):
    assert names(bring(xlsx(HEADER, numbers, *TWO))) == READ


def test_a_merged_producer_counts_for_each_of_its_products(bring):
    rows = [
        goods("Khô cá lóc"),
        goods("Khô cá sặc", producer=None, number=2),
        goods("Mắm cá linh", producer=None, number=3),
    ]

    done = bring(xlsx(Page([HEADER, *rows, goods("Gạo", producer=None, number=4)], ("C2:C4",))))

    assert {producer for _row, _product, producer, _stars in told(done)} == {"Hợp tác xã Mỹ Đức"}
    assert faults(done) == [(5, "producer", "missing_producer")]


def test_merged_stars_decision_day_and_place_count_for_each_row(bring):
    empty = {"stars": None, "decision": None, "date": None, "address": None, "score": None}
    page = Page(
        [HEADER, goods("Khô cá lóc"), goods("Khô cá sặc", **empty)], tuple(f"{column}2:{column}3" for column in "DEFGH")
    )

    second = bring(xlsx(page)).entries[1]

    assert (second.stars, second.decision_no, str(second.day), second.place.commune) == (
        4,
        "86/QĐ-UBND",
        "27/01/2023",
        "30469",
    )


def test_a_producer_left_blank_without_merging_is_not_guessed(bring):
    assert faults(bring(listed(goods(), goods("Gạo", producer=None)))) == [(3, "producer", "missing_producer")]


@pytest.mark.parametrize("ditto", ['"', "nt", "-nt-", "như trên", "Như trên", "〃"])
def test_as_above_is_read_as_above(bring, ditto):
    done = bring(listed(goods(), goods("Gạo", producer=ditto)))

    assert told(done)[1] == (3, "Gạo", "Hợp tác xã Mỹ Đức", 4)


def test_a_product_merged_over_further_lines_is_one_product(bring):
    further = [None] * 8
    further[3] = "Điện thoại: 0900000000"
    page = Page([HEADER, goods(), further, goods("Gạo")], tuple(f"{column}2:{column}3" for column in "ABCEFGH"))

    done = bring(xlsx(page))

    assert [entry.row for entry in done.entries] == [2, 4]
    assert [(skipped.row, skipped.reason) for skipped in done.skipped] == [(3, "continuation")]


def test_a_further_list_below_has_its_own_columns(bring):
    further = ["TT", "Chủ thể", "Tên sản phẩm", "Địa chỉ", "Hạng sao", "Năm công nhận"]
    rows = [HEADER, TWO[0], [], ["II. DANH SÁCH ĐỢT 2"], further, [1, "HTX A", "Gạo", "Xã Mỹ Đức", 3, 2024]]

    assert told(bring(xlsx(*rows))) == [(2, "Khô cá lóc", "Hợp tác xã Mỹ Đức", 4), (6, "Gạo", "HTX A", 3)]


def test_a_summary_and_a_letter_are_no_lists(bring):
    summary = Page(
        [
            ["TT", "Huyện", "Số sản phẩm", "3 sao", "4 sao", "5 sao"],
            [1, "Châu Phú", 5, 3, 2, 0],
            ["Tổng", None, 5, 3, 2, 0],
        ],
        name="Tổng hợp",
    )
    counted = Page(
        [["STT", "Địa phương", "Sản phẩm", "Chủ thể", "Hạng sao"], [1, "Châu Phú", 5, 3, 4], [2, "Chợ Mới", 7, 3, 3]],
        name="Biểu 2",
    )

    done = bring(
        xlsx(
            summary,
            Page([["Kính gửi: Sở Nông nghiệp"]], name="Công văn"),
            Page([HEADER, *TWO], name="Chi tiết"),
            counted,
        )
    )

    assert names(done) == READ
    assert [(sheet.name, sheet.state) for sheet in done.sheets] == [
        ("Tổng hợp", "no_list"),
        ("Công văn", "no_list"),
        ("Chi tiết", "read"),
        ("Biểu 2", "no_list"),
    ]


def test_a_hidden_sheet_is_not_read_and_that_is_said(bring):
    done = bring(xlsx(Page([HEADER, TWO[0]], name="2024"), Page([HEADER, TWO[1]], name="Nháp", state="hidden")))

    assert names(done) == READ[:1]
    assert [(fault.sheet, fault.code) for fault in done.warnings] == [("Nháp", "hidden_sheet")]


def test_marks_under_columns_of_stars(bring):
    header = ["TT", "Tên sản phẩm", "Chủ thể", "Địa chỉ", "Hạng sao", None, None, "Năm"]
    below = [None, None, None, None, "3 sao", "4 sao", "5 sao", None]
    rows = [
        [1, "Gạo", "HTX A", "Xã Mỹ Đức", None, "x", None, 2023],
        [2, "Mắm", "HTX A", "Xã Mỹ Đức", 1, 0, None, 2023],
        [3, "Trà", "HTX A", "Xã Mỹ Đức", "x", "x", None, 2023],
        [4, "Khô", "HTX A", "Xã Mỹ Đức", None, None, None, 2023],
    ]

    done = bring(xlsx(Page([header, below, *rows], ("E1:G1",))))

    assert told(done) == [(3, "Gạo", "HTX A", 4), (4, "Mắm", "HTX A", 3)]
    assert faults(done) == [(5, "stars", "conflicting_columns"), (6, "stars", "missing_star")]


def test_stars_wished_for_or_held_before_are_not_the_stars(bring):
    header = ["TT", "Tên sản phẩm", "Chủ thể", "Địa chỉ", "Hạng sao đề nghị", "Hạng sao cũ", "Hạng sao", "Năm"]

    done = bring(xlsx(header, [1, "Gạo", "HTX A", "Xã Mỹ Đức", 5, 3, 4, 2023]))

    assert told(done) == [(2, "Gạo", "HTX A", 4)]


def test_columns_that_nobody_keeps_are_named(bring):
    done = bring(xlsx([*HEADER, "Điện thoại", "Ghi chú"], [*goods(), "0900000000", "x"]))

    assert done.sheets[0].left_out == ("Điện thoại",)


def test_a_faulty_row_of_short_numbers_is_no_numbering(bring):
    done = bring(listed([1, None, None, None, 7, 4, None, 2023], goods("Gạo")))

    assert faults(done) == [
        (2, "product", "missing_name"),
        (2, "producer", "missing_producer"),
        (2, "place", "missing_place"),
    ]


def test_good_is_complete():
    assert len(GOOD) == len(HEADER)
