"""However a list is laid out, the same facts come out; whatever stands in its cells, every row is accounted for."""

import unicodedata
from datetime import date, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.register_import.planning import plan
from tests.register_import.books import Page, goods, xlsx

FACTS = [
    ("Khô cá lóc", "Hợp tác xã Mỹ Đức", 4, "75.50", "86/QĐ-UBND", date(2023, 1, 27)),
    ("Mắm cá linh", "Hợp tác xã Mỹ Đức", 3, "60.00", "86/QĐ-UBND", date(2023, 1, 27)),
    ("Gạo Nàng Nhen", "Công ty TNHH Bảy Núi", 5, "91.00", "12/QĐ-BNN", date(2024, 2, 1)),
]
HEADINGS = {
    "number": ["STT", "TT", "Số TT"],
    "product": ["Tên sản phẩm", "SẢN PHẨM", "Tên sản phẩm OCOP", "ten san pham"],
    "producer": ["Chủ thể", "TÊN CHỦ THỂ", "Đơn vị sản xuất", "Cơ sở sản xuất"],
    "address": ["Địa chỉ", "Địa điểm", "Địa bàn"],
    "stars": ["Hạng sao", "Phân hạng", "Số sao", "Kết quả phân hạng"],
    "score": ["Điểm", "Tổng điểm", "Điểm đánh giá"],
    "decision": ["Số quyết định", "Quyết định", "QĐ số"],
    "date": ["Ngày ký", "Ngày cấp", "Ngày công nhận"],
}
STARS = [
    lambda n: n,
    float,
    lambda n: f"{n} sao",
    lambda n: "★" * n,
    lambda n: f"OCOP {n} sao",
    lambda n: f"Đạt {n} sao",
]
SCORES = [float, lambda s: s.replace(".", ","), lambda s: f"{s} điểm"]
DAYS = [
    lambda d: datetime(d.year, d.month, d.day),
    lambda d: f"{d:%d/%m/%Y}",
    lambda d: f"ngày {d.day} tháng {d.month} năm {d.year}",
    lambda d: f"{d:%Y-%m-%d}",
]
FORMS = [
    lambda t: t,
    lambda t: unicodedata.normalize("NFD", t),
    lambda t: t.replace(" ", "\u00a0"),
    lambda t: f"  {t} \n",
]
TITLES = [["UBND TỈNH AN GIANG"], [], ["DANH SÁCH SẢN PHẨM OCOP"], [None, "Biểu số 1"], ["Kèm theo Tờ trình"]]
BETWEEN = [["I. HUYỆN CHÂU PHÚ"], [], ["NHÓM THỰC PHẨM"], ["II", "Thực phẩm"], ["Huyện Chợ Mới (2 sản phẩm)"]]
AFTER = [["Tổng cộng", None, 3], [None, "Ghi chú: số liệu tạm tính"], [], [None, "NGƯỜI LẬP BIỂU"]]


@st.composite
def layouts(draw):
    """One way to print FACTS: names of columns, their order, titles, sections, spellings, merged producers."""
    order = draw(st.permutations(["product", "producer", "address", "stars", "score", "decision", "date"]))
    order = ["number", *order]
    form = draw(st.sampled_from(FORMS))
    rows = draw(st.lists(st.sampled_from(TITLES), max_size=4))
    rows.append([form(draw(st.sampled_from(HEADINGS[name]))) for name in order])
    if draw(st.booleans()):
        rows.append([f"({number})" for number in range(1, 9)])
    merged, is_merged = [], draw(st.booleans())
    for number, (product, producer, stars, score, decision, day) in enumerate(FACTS, 1):
        between = [] if is_merged and number == 2 else draw(st.lists(st.sampled_from(BETWEEN), max_size=1))
        rows += between
        cells = {
            "number": number,
            "product": form(product),
            "producer": form(producer),
            "address": form("Xã Mỹ Đức, huyện Châu Phú, tỉnh An Giang"),
            "stars": draw(st.sampled_from(STARS))(stars),
            "score": draw(st.sampled_from(SCORES))(score),
            "decision": form(decision),
            "date": draw(st.sampled_from(DAYS))(day),
        }
        if is_merged and number == 2:
            column = "ABCDEFGH"[order.index("producer")]
            merged.append(f"{column}{len(rows)}:{column}{len(rows) + 1}")
            cells["producer"] = None
        rows.append([cells[name] for name in order])
    rows += draw(st.lists(st.sampled_from(AFTER), max_size=2))
    return Page(rows, tuple(merged))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(page=layouts())
def test_the_same_facts_come_out_of_every_layout(country, page):
    made = plan(xlsx(page), "danh-sach.xlsx")

    read = [(e.product, e.producer, e.stars, str(e.score), e.decision_no, e.day.on) for e in made.entries]
    assert (read, made.errors) == (FACTS, [])
    assert {entry.place.commune for entry in made.entries} == {"30469"}


WILD = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(
        [
            "4 sao",
            "Tổng cộng",
            "I",
            "Huyện Chợ Mới",
            "Khô cá",
            "HTX A",
            "Xã Mỹ Đức",
            "27/01/2023",
            "năm 2022",
            "STT",
            "x",
            "-",
            '"',
            "Ghi chú",
        ]
    ),
    st.integers(-5, 50_000),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.datetimes(min_value=datetime(1900, 3, 1), max_value=datetime(2100, 1, 1)),
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(rows=st.lists(st.lists(WILD, min_size=1, max_size=8), min_size=1, max_size=6))
def test_whatever_stands_there_no_row_is_lost(country, rows):
    header = ["TT", "Tên sản phẩm", "Chủ thể", "Địa chỉ", "Điểm", "Hạng sao", "Số quyết định", "Ngày ký"]
    clean_rows = [goods(f"Khô {number}") for number in range(7)] + [[_printable(cell) for cell in row] for row in rows]

    made = plan(xlsx(header, *clean_rows), "danh-sach.xlsx")

    told = (
        {e.row for e in made.entries}
        | {d.row for d in made.duplicates}
        | {f.row for f in made.errors}
        | {s.row for s in made.skipped}
    )
    filled = {number for number, row in enumerate(clean_rows, 2) if any(not _is_blank(cell) for cell in row)}
    assert filled - told == set()


def _printable(cell):
    """What a spreadsheet can hold: openpyxl refuses control characters, and a text that begins with = is a formula."""
    if not isinstance(cell, str):
        return cell
    return "".join(c for c in cell if c.isprintable()).lstrip("=")


def _is_blank(cell) -> bool:
    return (
        cell is None
        or isinstance(cell, bool)
        or (isinstance(cell, str) and not cell.strip("\u200b\u200e\u200f\u2060\ufeff\u00ad "))
    )
