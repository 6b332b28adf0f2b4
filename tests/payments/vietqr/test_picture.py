"""The drawn code: what a reader of pictures gets back, the quiet zone, and nothing that a CSP would stop."""

import re
from xml.etree import ElementTree

import pytest

from marketplace.payments.vietqr.payload import VietQr, parse, text_of
from marketplace.payments.vietqr.picture import PIXELS_PER_MODULE, png, svg
from tests.payments.vietqr.reading_qr import QUIET_ZONE, modules_of, read

CODES = [
    VietQr("970436", "1012345678", 485_000, "OCOPK3M9QXDHT"),
    VietQr("970405", "3900201001234"),
    VietQr("970418", "V3CASDHWXRT4PN", 9_999_999_999_999, "OCOPHWXRT4PNF", merchant_name="SAN OCOP TINH"),
    VietQr("970403", "1" * 19, 1, "thanh toan don hang", city="TUYEN QUANG", bill="NPS6869", postal_code="22000"),
]


def drawn_in(text: str) -> list[list[bool]]:
    side = int(re.search(r'viewBox="0 0 (\d+) ', text).group(1))
    modules = [[False] * side for _ in range(side)]
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", text):
        for place in range(int(x), int(x) + int(length)):
            modules[int(y)][place] = True
    return modules


@pytest.mark.parametrize("code", CODES)
def test_the_picture_reads_back_to_the_same_code_at_level_m(code):
    text = text_of(code)

    level, seen = read(modules_of(png(text), PIXELS_PER_MODULE))

    assert (level, seen) == ("M", text)
    assert parse(seen) == code


def test_both_kinds_of_picture_draw_the_same_squares():
    text = text_of(CODES[0])

    assert drawn_in(svg(text)) == modules_of(png(text), PIXELS_PER_MODULE)


def test_four_squares_around_the_code_stay_white():
    modules = modules_of(png(text_of(CODES[0])), PIXELS_PER_MODULE)

    dark_rows = [y for y, row in enumerate(modules) if any(row)]
    dark_columns = [x for x in range(len(modules)) if any(row[x] for row in modules)]
    assert (dark_rows[0], dark_rows[-1]) == (QUIET_ZONE, len(modules) - 1 - QUIET_ZONE)
    assert (dark_columns[0], dark_columns[-1]) == (QUIET_ZONE, len(modules) - 1 - QUIET_ZONE)


def test_the_svg_is_a_file_of_its_own_without_style_script_or_link():
    text = svg(text_of(CODES[0]))

    root = ElementTree.fromstring(text.encode())  # noqa: S314 (our own text)
    names = {element.tag.removeprefix("{http://www.w3.org/2000/svg}") for element in root.iter()}
    attributes = {name for element in root.iter() for name in element.attrib}
    assert names == {"svg", "rect", "path"}
    assert attributes == {"width", "height", "viewBox", "shape-rendering", "fill", "d"}
    assert int(root.get("width")) >= 240
