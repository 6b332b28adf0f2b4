"""Packing slips and address labels: every Vietnamese letter, the sum in large digits, and nothing over the edge."""

import io
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from marketplace.fulfilment.models import Parcel
from marketplace.payments.lessening import lessen
from marketplace.payments.parcel_life.stepping import accept
from marketplace.printing.labels import A4, A6, EDGE, Label, label_sheets
from sellers.members.models import Member, ProductMaker
from tests.answering.asked import lines_of, maker, ordered
from tests.payments import till

from .workroom import address, owner

MADE_AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
POINT = 72 / 25.4
LONG = (
    "Số nhà 1234/56/78 hẻm Nguyễn Trường Tộ nối dài, khu dân cư Phước Thới giai đoạn 2, tổ 15, ấp Hòa Bình Thạnh Lợi, "
    "Phường Long Xuyên, Tỉnh An Giang, cạnh nhà văn hóa, đối diện trường tiểu học Nguyễn Thị Minh Khai, hỏi cô Bảy bán "
    "nước mía; gọi trước mười lăm phút, nhà có chó dữ, giao giờ hành chính, không giao thứ bảy và chủ nhật, xin cảm ơn"
)


def label(**more) -> Label:
    figures = {
        "number": "K3M9QXDHT-1", "from_word": "Từ", "from_lines": ("Hộ Mẫu", "Xã Mỹ Đức, An Giang", "0900 000 011"),
        "to_word": "Đến", "name": "Nguyễn Văn Mẫu", "phone": "0912 345 678", "address": "Số 1, ấp Mẫu",
        "money_word": "Thu tiền mặt", "money": "250.000 ₫",
    }  # fmt: skip
    return Label(**figures | more)


def pages(content: bytes) -> list:
    return PdfReader(io.BytesIO(content)).pages


def words(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pages(content)).split())


def runs(page) -> list[tuple[str, float, float, float]]:
    """(text, x, y from the top in millimetres, type size) of every piece of text."""
    found = []

    def note(text, _cm, tm, _font, size):
        if text.strip():
            found.append((text.strip(), tm[4] / POINT, (float(page.mediabox.height) - tm[5]) / POINT, size))

    page.extract_text(visitor_text=note)
    return found


def test_a_label_is_one_page_of_a6_with_the_sum_in_the_largest_digits():
    (page,) = pages(label_sheets([label()], title="Nhãn", made_at=MADE_AT))

    assert (round(float(page.mediabox.width) / POINT), round(float(page.mediabox.height) / POINT)) == A6
    sizes = {text: size for text, _x, _y, size in runs(page)}
    assert max(sizes, key=sizes.get) == "250.000 ₫"
    assert sizes["250.000 ₫"] == 26


def test_four_labels_lie_on_a_sheet_and_a_fifth_begins_the_next():
    content = label_sheets([label(number=f"P-{n}") for n in range(5)], title="Nhãn", made_at=MADE_AT, four_up=True)

    first, second = pages(content)
    assert (round(float(first.mediabox.width) / POINT), round(float(first.mediabox.height) / POINT)) == A4
    corners = {text: (round(x), y < 148.5) for text, x, y, _size in runs(first) if text.startswith("P-")}
    assert corners == {"P-0": (7, True), "P-1": (112, True), "P-2": (7, False), "P-3": (112, False)}
    assert "P-4" in second.extract_text()


@pytest.mark.parametrize(
    "long",
    [
        {"address": LONG},
        {"address": LONG * 4},
        {"address": "Ấ" * 600},
        {"name": "Công Tằng Tôn Nữ Hoàng Ngọc Phương Quỳnh Anh " * 4},
        {"from_lines": ("Hợp tác xã nông nghiệp " * 8, "Xã Mỹ Đức", "0900")},
        {"marks": ("Giữ lạnh 0–5 °C, không xếp chồng lên nhau", "Hàng dễ vỡ, nhẹ tay")},
        {"money": "1.234.567.890.123 ₫", "money_word": "Thu tiền mặt " * 12},
        {"number": "K3M9QXDHT" * 3, "foot": "Gửi trước ngày " * 20},
    ],
)
def test_nothing_runs_over_its_box_however_long(long):
    (page,) = pages(label_sheets([label(**long)], title="Nhãn", made_at=MADE_AT))

    _check_inside(page)


def _check_inside(page) -> None:
    from fpdf import FPDF

    from marketplace.printing.pdf import FACES, FAMILY

    ruler = FPDF()
    for style, path in FACES.items():
        ruler.add_font(FAMILY, style, path)
    right = A6[0] - EDGE + 0.6
    for text, x, y, size in runs(page):
        widths = []
        for style in ("", "B"):
            ruler.set_font(FAMILY, style, size)
            widths.append(ruler.get_string_width(text))
        assert x >= EDGE - 0.1, text
        assert x + min(widths) <= right, text
        assert EDGE <= y <= A6[1] - EDGE + 0.1, (text, y)


def test_lines_of_one_block_never_lie_on_those_of_the_next():
    (page,) = pages(label_sheets([label(address=LONG * 6, name="Nguyễn " * 30)], title="Nhãn", made_at=MADE_AT))

    places = sorted((y, size) for _text, x, y, size in runs(page) if x < 12)
    for (above, _size), (below, size) in zip(places, places[1:], strict=False):
        assert below - above > 0.8 * size / POINT, (above, below, size)


def test_what_has_no_room_is_cut_with_a_sign_of_it():
    content = label_sheets([label(address=LONG * 6)], title="Nhãn", made_at=MADE_AT)

    assert "…" in words(content)


@pytest.mark.django_db
def test_the_label_of_a_parcel_for_cash():
    by = maker()
    parcel = ordered(by=by, payment="cod")
    accept(parcel=parcel, by="x")

    answer = owner(by).get(address(by, "orders", "labels.pdf"), {"parcel": parcel.number})

    text = words(answer.content)
    assert answer["Content-Type"] == "application/pdf"
    for wanted in (
        parcel.number,
        "Nguyễn Văn Mẫu",
        "0912 345 678",
        "Số 1, ấp Mẫu, Xã Khánh Hòa",
        "250.000 ₫",
        "Hộ Mẫu",
    ):
        assert wanted in text, wanted
    assert "Collect in cash" in text


@pytest.mark.django_db
def test_a_paid_chilled_and_fragile_parcel_says_so():
    by = maker()
    good = till.stall.product("Chả cá", by=by, facts={"storage": "chilled", "is_fragile": True})
    parcel = till.parcel_of(till.paid((good, 1)))

    text = words(owner(by).get(address(by, "orders", "labels.pdf"), {"parcel": parcel.number}).content)

    assert "PAID" in text
    assert "KEEP CHILLED" in text
    assert "FRAGILE" in text
    assert "Collect in cash" not in text


@pytest.mark.django_db
def test_a_slip_lists_what_is_inside_what_is_missing_and_who_made_it():
    by = maker("Hợp tác xã Mẫu", kind="cooperative")
    parcel = ordered(by=by)
    content = parcel.lines.select_related("line").get(line__title="Khô cá lóc")
    member = Member.objects.create(cooperative=by, name="Hộ ông Tám Đẹt", commune=by.commune)
    ProductMaker.objects.create(product=content.line.product, member=member)
    lessen(parcel=parcel, missing={lines_of(parcel)["Khô cá lóc"]: 2}, by="x")

    text = words(owner(by).get(address(by, "orders", "slips.pdf"), {"parcel": parcel.number}).content)

    assert "3 Khô cá lóc Hộ ông Tám Đẹt" in text
    assert "2 Đường thốt nốt" in text
    assert "Not sent: 2 × Khô cá lóc" in text
    assert "Nguyễn Văn Mẫu" in text


@pytest.mark.django_db
def test_everything_that_is_to_be_packed_comes_in_one_file_each_on_its_own_page():
    by = maker()
    parcels = [accept(parcel=ordered(by=by), by="x") for _n in range(3)]
    ordered(by=by)  # not answered yet

    client = owner(by)
    slips = pages(client.get(address(by, "orders", "slips.pdf")).content)
    labels = pages(client.get(address(by, "orders", "labels-a4.pdf")).content)

    assert len(slips) == 3
    assert [parcel.number in page.extract_text() for parcel, page in zip(parcels, slips, strict=True)] == [True] * 3
    assert len(labels) == 1


@pytest.mark.django_db
def test_another_sellers_parcels_and_those_on_their_way_are_not_printed():
    mine, other = maker("Hộ A"), maker("Hộ B")
    theirs, gone = accept(parcel=ordered(by=other), by="x"), till.on_its_way(ordered(by=mine))
    client = owner(mine)

    for parcel in (theirs, gone):
        for name in ("slips.pdf", "labels.pdf", "labels-a4.pdf"):
            assert client.get(address(mine, "orders", name), {"parcel": parcel.number}).status_code == 404
    assert Parcel.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["slips.pdf", "labels.pdf"])
def test_many_cost_no_more_queries_than_a_few(name):
    by, counts = maker(), []
    client = owner(by)
    for parcels in (1, 2):
        for nth in range(parcels):
            accept(parcel=ordered(by=by, phone=f"+849123{parcels}{nth:04d}"), by="x")
        with CaptureQueriesContext(connection) as queries:
            client.get(address(by, "orders", name))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 20
