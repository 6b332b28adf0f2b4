"""Documents as PDF: what is printed can be read back, letter for letter, and the same paper is the same bytes."""

import io
import subprocess
import sys
import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path

import pypdf
import pytest
from fontTools.ttLib import TTFont

import marketplace
from marketplace.printing.columns import Column, Kind, WrongCell
from marketplace.printing.pdf import FACES, FONTS, Document, in_typeface

SHOP_FONTS = Path(marketplace.__file__).parent / "static" / "shop" / "fonts"
MADE_AT = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)  # already the 22nd in Vietnam
MONEY = (Column("Ngày", Kind.DAY), Column("Sản phẩm", width=3), Column("Tiền", Kind.DONG))


def paper(**changes) -> Document:
    return Document("Chứng từ khấu trừ thuế", "Năm 2026", "Chợ thử nghiệm", made_at=MADE_AT, **changes)


def read(document: Document) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(document.to_bytes()))


def text(document: Document) -> str:
    pages = (page.extract_text() for page in read(document).pages)
    return unicodedata.normalize("NFC", "\n".join(pages)).replace("\u00a0", " ")


def test_every_vietnamese_letter_with_every_tone_can_be_read_back():
    marks = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    vowels = [unicodedata.normalize("NFC", vowel + mark) for vowel in "aăâeêioôơuưy" for mark in marks]
    letters = [*vowels, *(vowel.upper() for vowel in vowels), "đ", "Đ", "₫"]
    document = paper()

    document.paragraph(" ".join(letters))

    printed = text(document)
    assert [letter for letter in letters if letter not in printed] == []


def test_a_decomposed_name_prints_like_a_composed_one():
    document = paper()

    document.facts([("Tên", unicodedata.normalize("NFD", "Hộ Nguyễn Thị Mật Ong"))])

    assert "Hộ Nguyễn Thị Mật Ong" in text(document)


def test_the_typeface_alone_is_embedded():
    fonts = read(paper()).pages[0]["/Resources"]["/Font"].values()

    assert {font.get_object()["/BaseFont"].split("+")[1] for font in fonts} == {"BeVietnamPro", "BeVietnamProSemiBold"}
    for font in fonts:
        assert "/FontFile2" in font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]


@pytest.mark.parametrize("face", FACES.values(), ids=FACES)
def test_the_typeface_of_papers_has_the_letters_of_the_shops_pages(face):
    on_pages = TTFont(SHOP_FONTS / f"{face.stem}.woff2")

    assert TTFont(face).getBestCmap() == on_pages.getBestCmap()
    assert (FONTS / "OFL.txt").read_bytes() == (SHOP_FONTS / "OFL.txt").read_bytes()


def test_a_letter_the_typeface_lacks_shows_as_a_question_mark_and_not_as_nothing():
    assert in_typeface("Trà 茶 №5\u200b🙂") == "Trà ? No5??"


def test_a_long_table_repeats_its_titles_and_numbers_its_pages():
    document = paper()

    document.rows(MONEY, [(date(2026, 11, 1), f"Mật ong {n}", 1000 * n) for n in range(80)])

    pages = [page.extract_text() for page in read(document).pages]
    assert len(pages) == 3
    for number, page in enumerate(pages, start=1):
        assert "Ngày Sản phẩm Tiền" in page
        assert f"{number}/3" in page
        assert "22/11/2026" in page


def test_dong_and_days_are_printed_the_vietnamese_way():
    document = paper()

    document.rows(MONEY, [(date(2026, 11, 1), "Mật ong", -1_234_567)])
    document.totals([("VAT", 4000), ("Tổng", 6000)])

    assert "01/11/2026 Mật ong -1.234.567 ₫" in text(document)
    assert "Tổng 6.000 ₫" in text(document)


def test_the_file_names_its_title_its_language_and_its_sections():
    document = paper(language="en")
    document.heading("Người bán")

    file = read(document)

    assert file.metadata["/Title"] == "Chứng từ khấu trừ thuế"
    assert file.metadata["/CreationDate"] == "D:20261122013000+07'00'"
    assert file.trailer["/Root"]["/Lang"] == "en"
    assert file.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
    assert [file.outline[0].title, file.outline[1][0].title] == ["Chứng từ khấu trừ thuế", "Người bán"]


def test_money_with_a_fraction_is_refused():
    with pytest.raises(WrongCell):
        paper().rows(MONEY, [(date(2026, 11, 1), "Mật ong", 1000.0)])


def test_the_same_paper_is_the_same_bytes_in_another_process():
    script = (
        "import hashlib; from tests.printing.test_pdf import filled; "
        "print(hashlib.sha256(filled().to_bytes()).hexdigest())"
    )

    prints = {subprocess.check_output([sys.executable, "-c", script], env={"PYTHONHASHSEED": s}) for s in "12"}

    assert len(prints) == 1


def filled() -> Document:
    document = paper(landscape=True)
    document.heading("Bảng")
    document.rows(MONEY, [(date(2026, 11, n), f"Mật ong {n}", n) for n in range(1, 31)])
    document.note("Điều 44")
    return document
