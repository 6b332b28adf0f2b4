"""What Excel and copying leave in cells: letters in two parts, spaces nobody sees, formulas, days of old Macs."""

import io
import unicodedata
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from tests.register_import.books import GOOD, HEADER, Page, faults, goods, listed, told, xlsx

READ = [(2, "Khô cá lóc", "Hợp tác xã Mỹ Đức", 4)]


def decomposed(row):
    return [unicodedata.normalize("NFD", cell) if isinstance(cell, str) else cell for cell in row]


def test_decomposed_letters_are_one_spelling(bring):
    done = bring(xlsx(decomposed(HEADER), decomposed(goods())))

    assert told(done) == READ
    assert done.entries[0].place.commune == "30469"


@pytest.mark.parametrize(
    "product",
    [
        "Khô\u00a0cá\u00a0lóc",
        "  Khô   cá lóc ",
        "Khô cá\u200b lóc",
        "K\u200bhô cá lóc\ufeff",
        "Khô\ncá lóc",
        "Khô cá_x000D_\nlóc",
        "Khô\u2003cá lóc",
        "Kh\u00adô cá lóc",
    ],
)
def test_spaces_that_nobody_sees_are_one_space_or_none(bring, product):
    assert told(bring(listed(goods(product)))) == READ


def test_headers_with_stray_spaces_and_line_ends(bring):
    header = [f"\u00a0{heading} ".replace(" ", "\n") for heading in HEADER]

    assert told(bring(xlsx(header, goods()))) == READ


@pytest.mark.parametrize(
    "header",
    [
        ["STT", "TÊN SẢN PHẨM", "TÊN CHỦ THỂ", "ĐỊA CHỈ", "SỐ ĐIỂM", "HẠNG SAO", "QUYẾT ĐỊNH SỐ", "NGÀY CẤP"],
        ["stt", "ten san pham", "chu the", "dia chi", "diem", "hang sao", "so quyet dinh", "ngay ky"],
        ["TT", "Sản phẩm", "Đơn vị sản xuất", "Địa điểm sản xuất", "Tổng điểm", "Phân hạng", "Số QĐ", "Ngày ban hành"],
        ["No", "Product", "Producer", "Address", "Score", "Stars", "Decision", "Date"],
        [
            "Số TT",
            "Tên sản phẩm OCOP",
            "Chủ thể OCOP",
            "Địa bàn",
            "Điểm đánh giá",
            "Kết quả",
            "Quyết định công nhận",
            "Ngày, tháng, năm",
        ],
        [
            "TT",
            "Tên sản phẩm (theo hồ sơ)",
            "Chủ thể (HTX, DN, hộ)",
            "Địa chỉ (xã, huyện)",
            "Điểm (100)",
            "Số sao (3-5)",
            "QĐ số",
            "Năm công nhận",
        ],
        [
            "TT",
            "Tên sản phẩm được công nhận",
            "Tên cơ sở sản xuất",
            "Địa chỉ sản xuất kinh doanh",
            "Điểm TB của Hội đồng",
            "Xếp hạng năm 2023",
            "Quyết định phê duyệt của UBND tỉnh",
            "Thời gian công nhận",
        ],
    ],
)
def test_headings_have_many_names(bring, header):
    done = bring(xlsx(header, goods()))

    [entry] = done.entries
    assert told(done) == READ
    assert (str(entry.score), entry.decision_no, str(entry.day), entry.place.commune) == (
        "75.50",
        "86/QĐ-UBND",
        "27/01/2023",
        "30469",
    )


def test_columns_in_another_order_and_columns_between(bring):
    header = [
        "Ghi chú",
        "Ngày ký",
        "Hạng sao",
        "Điện thoại",
        "Tên sản phẩm",
        "Giá bán",
        "Xã",
        "Chủ thể",
        "Huyện",
        "Tỉnh",
        "Nhóm sản phẩm",
    ]
    row = [
        "",
        date(2023, 1, 27),
        4,
        "0900000000",
        "Khô cá lóc",
        120000,
        "Mỹ Đức",
        "Hợp tác xã Mỹ Đức",
        "Châu Phú",
        "An Giang",
        "Thực phẩm",
    ]

    done = bring(xlsx(header, row))

    assert told(done) == READ
    assert done.entries[0].place.former == "Xã Mỹ Đức, Huyện Châu Phú, An Giang"


def test_the_date_in_a_cell_that_lost_its_format(bring):
    assert [str(entry.day) for entry in bring(listed(goods(date=44953))).entries] == ["27/01/2023"]


def test_a_workbook_that_counts_days_from_1904(bring):
    rows = [HEADER, goods(), goods("Gạo", date=44953 - 1462)]

    assert [str(entry.day) for entry in bring(xlsx(*rows, mac_days=True)).entries] == ["27/01/2023", "27/01/2023"]


def test_numbers_shown_as_days_are_the_numbers(bring):
    page = Page(
        [HEADER, goods(stars=4, score=75.5, date=2022)],
        formats={"F2": "dd/mm/yyyy", "E2": "dd/mm/yyyy", "H2": "dd/mm/yyyy"},
    )

    [entry] = bring(xlsx(page)).entries

    assert (entry.stars, str(entry.score), str(entry.day)) == (4, "75.50", "2022")


def with_results(data: bytes, results: dict[str, str]) -> bytes:
    """The workbook with stored results of formulas: openpyxl writes none."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                for formula, result in results.items():
                    content = content.replace(
                        f"<f>{formula}</f><v></v>".encode(), f"<f>{formula}</f><v>{result}</v>".encode()
                    )
                    content = content.replace(
                        f"<f>{formula}</f><v />".encode(), f"<f>{formula}</f><v>{result}</v>".encode()
                    )
            new.writestr(name, content)
    return out.getvalue()


def test_a_formula_counts_by_its_stored_result(bring):
    data = with_results(listed(goods(stars="=2+2", score="=151/2")), {"2+2": "4", "151/2": "75.5"})

    [entry] = bring(data).entries

    assert (entry.stars, str(entry.score)) == (4, "75.50")


def test_a_formula_without_a_result_is_a_fault_and_no_empty_cell(bring):
    done = bring(listed(goods(stars="=2+2"), goods("Gạo", score="=70+5"), goods(product='=A1&"x"')))

    assert faults(done) == [
        (2, "stars", "formula_error"),
        (3, "score", "formula_error"),
        (4, "product", "formula_error"),
    ]


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!"])
def test_an_error_of_excel_is_a_fault(bring, error):
    assert faults(bring(listed(goods(producer=error)))) == [(2, "producer", "formula_error")]


def test_texts_that_begin_like_formulas_stay_texts(bring):
    book = Workbook()
    book.active.append(HEADER)
    book.active.append(goods())
    book.active["B2"] = "=Khô cá lóc"
    book.active["B2"].data_type = "s"
    out = io.BytesIO()
    book.save(out)

    assert told(bring(out.getvalue()))[0][1] == "=Khô cá lóc"


@pytest.mark.parametrize(("field", "code"), [("product", "missing_name"), ("producer", "missing_producer")])
@pytest.mark.parametrize("cell", [None, "", " ", "\u00a0", "\u200b", "-", "–", "...", "không", "N/A", "?", 12, "12"])
def test_a_name_without_letters_is_missing(bring, field, code, cell):
    assert faults(bring(listed(goods(**{field: cell}), goods("Gạo")))) == [(2, field, code)]


def test_every_fault_of_a_row_is_told(bring):
    done = bring(listed(goods(producer=None, stars=2, score=101, date="31/02/2022")))

    assert faults(done) == [
        (2, "producer", "missing_producer"),
        (2, "stars", "star_out_of_range"),
        (2, "score", "bad_score"),
        (2, "date", "bad_date"),
    ]
    assert done.counts == {"created": 0, "updated": 0, "unchanged": 0}


def test_a_name_longer_than_the_register_holds_is_told_and_not_cut(bring):
    assert faults(bring(listed(goods("K" * 256), goods("Khô", decision="9" * 81)))) == [
        (2, "product", "too_long"),
        (3, "decision", "too_long"),
    ]


def test_columns_that_contradict_each_other_are_told(bring):
    header = ["TT", "Tên sản phẩm", "Chủ thể", "Địa chỉ", "Hạng sao", "Hạng sao", "Năm"]
    rows = [
        [1, "Gạo", "HTX A", "Xã Mỹ Đức", 4, 3, 2023],
        [2, "Mắm", "HTX A", "Xã Mỹ Đức", 4, 4, 2023],
        [3, "Trà", "HTX A", "Xã Mỹ Đức", None, 3, 2023],
    ]

    done = bring(xlsx(header, *rows))

    assert told(done) == [(3, "Mắm", "HTX A", 4), (4, "Trà", "HTX A", 3)]
    assert faults(done) == [(2, "stars", "conflicting_columns")]


@pytest.mark.parametrize(
    ("decision", "day", "result"),
    [
        ("86/QĐ-UBND ngày 27/01/2023", None, "27/01/2023"),
        ("86/QĐ-UBND ngày 27/01/2023", 2023, "27/01/2023"),
        ("86/QĐ-UBND ngày 27/01/2023", datetime(2023, 1, 27), "27/01/2023"),
        ("86/2023/QĐ-UBND", None, "2023"),
        ("86/2023/QĐ-UBND", "27/01/2023", "27/01/2023"),
        (None, "năm 2023", "2023"),
    ],
)
def test_a_day_comes_from_where_it_is_told_most_exactly(bring, decision, day, result):
    assert [str(entry.day) for entry in bring(listed(goods(decision=decision, date=day))).entries] == [result]


@pytest.mark.parametrize(
    ("decision", "day", "code"),
    [
        ("86/QĐ-UBND ngày 27/01/2023", "28/01/2023", "date_mismatch"),
        ("86/QĐ-UBND ngày 27/01/2023", 2022, "date_mismatch"),
        ("86/2022/QĐ-UBND", "27/01/2023", "date_mismatch"),
        ("86/QĐ-UBND", None, "missing_date"),
        (None, None, "missing_date"),
        ("86/QĐ-UBND ngày 31/02/2023", None, "bad_date"),
    ],
)
def test_days_that_contradict_each_other_or_fail_are_told_once(bring, decision, day, code):
    assert faults(bring(listed(goods(decision=decision, date=day)))) == [(2, "date", code)]


def test_a_certificate_made_out_after_its_decision_counts_from_its_own_day(bring):
    header = [*HEADER, "Ngày cấp giấy chứng nhận"]

    done = bring(xlsx(header, [*goods(), "15/02/2023"], [*goods("Gạo"), "15/01/2023"]))

    assert [str(entry.day) for entry in done.entries] == ["15/02/2023"]
    assert faults(done) == [(3, "date", "date_mismatch")]


def test_the_decision_of_the_title_counts_for_rows_without_one(bring):
    title = ["(Kèm theo Quyết định số 1234/QĐ-UBND ngày 15/12/2023 của UBND tỉnh An Giang)"]

    done = bring(xlsx(title, HEADER, goods(decision=None, date=None), goods("Gạo"), goods("Mắm", date=None)))

    assert [(entry.decision_no, str(entry.day), entry.issuer) for entry in done.entries] == [
        ("1234/QĐ-UBND", "15/12/2023", "UBND tỉnh An Giang"),
        ("86/QĐ-UBND", "27/01/2023", ""),
    ]
    assert faults(done) == [(5, "date", "missing_date")]


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("KẾT QUẢ ĐÁNH GIÁ, PHÂN HẠNG SẢN PHẨM OCOP NĂM 2023", ["2023"]),
        ("DANH SÁCH SẢN PHẨM OCOP NĂM 2023", []),
        ("SẢN PHẨM OCOP ĐƯỢC CÔNG NHẬN GIAI ĐOẠN 2021-2023", []),
        ("SẢN PHẨM OCOP ĐƯỢC CÔNG NHẬN TÍNH ĐẾN NĂM 2023", []),
    ],
)
def test_a_title_tells_the_year_of_recognition_or_it_is_missing(bring, title, years):
    done = bring(xlsx([title], HEADER, goods(date=None, decision=None)))

    assert [str(entry.day) for entry in done.entries] == years
    assert len(done.errors) == 1 - len(years)


def test_a_score_outside_the_band_is_kept_and_said(bring):
    done = bring(listed(goods(stars=3, score=85), goods("Gạo", stars=4, score=91.2)))

    assert [(str(entry.score), entry.stars) for entry in done.entries] == [("85.00", 3), ("91.20", 4)]
    assert [(fault.row, fault.code) for fault in done.warnings] == [(2, "score_star_mismatch")]


def test_a_good_row_has_no_warning(bring):
    assert bring(listed(goods())).warnings == []
    assert GOOD["stars"] == 4
