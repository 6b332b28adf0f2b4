"""A poster of one page with a QR code, to hang up: A5, the shop's own typeface, the code drawn as sharp rectangles."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

import qrcode
from fpdf import FPDF

from .pdf import FACES, FAMILY, INK, LEAF, LINE_HEIGHT, RIVER, VIETNAM, in_typeface

WIDTH, HEIGHT, MARGIN = 148, 210, 14  # millimetres
CODE_SIDE = 96
WHITE = (255, 255, 255)


@dataclass(frozen=True)
class Poster:
    """`link` is what the code says; `shown_link` what a person types. `mark` stands across the foot, for samples."""

    title: str
    subtitle: str
    call: str
    link: str
    shown_link: str
    operator: str
    mark: str = ""
    language: str = "vi"


def poster_pdf(poster: Poster, *, made_at: datetime) -> bytes:
    """The same poster gives the same bytes."""
    page = FPDF(format=(WIDTH, HEIGHT))
    for style, path in FACES.items():
        page.add_font(FAMILY, style, path)
    page.set_margin(MARGIN)
    page.set_auto_page_break(False)
    _describe(page, poster, made_at)
    page.add_page()
    page.set_fill_color(*LEAF)
    page.rect(0, 0, WIDTH, HEIGHT, style="F")
    page.set_y(MARGIN)
    _line(page, poster.operator, 12, RIVER, bold=True)
    _line(page, poster.title, _size_for(poster.title), INK, bold=True)
    _line(page, poster.subtitle, 12, INK)
    _code(page, poster.link, top=max(page.get_y() + 4, 60))
    page.ln(3)
    _line(page, poster.call, 13, INK, bold=True)
    _line(page, poster.shown_link, 10, RIVER)
    if poster.mark:
        page.set_y(HEIGHT - 12)
        _line(page, poster.mark, 9, INK)
    return bytes(page.output())


def _describe(page: FPDF, poster: Poster, made_at: datetime) -> None:
    page.set_title(in_typeface(poster.title))
    page.set_author(in_typeface(poster.operator))
    page.set_producer("fpdf2")
    page.set_lang(poster.language)
    page.set_creation_date(made_at.astimezone(VIETNAM))


def _size_for(title: str) -> int:
    """A long name stays on three lines."""
    return 28 if len(title) <= 20 else 23 if len(title) <= 60 else 16


def _line(page: FPDF, text: str, size: float, color, *, bold: bool = False) -> None:
    if not text:
        return
    page.set_font(FAMILY, "B" if bold else "", size)
    page.set_text_color(*color)
    height = size * LINE_HEIGHT / page.k
    page.multi_cell(0, height, in_typeface(text), align="C", new_x="LMARGIN", new_y="NEXT")


def _code(page: FPDF, link: str, *, top: float) -> None:
    """Error correction Q: a poster gets dirty. The quiet zone of four modules is part of the matrix."""
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_Q, border=4)
    code.add_data(link)
    code.make(fit=True)
    matrix = code.get_matrix()
    left, module = (WIDTH - CODE_SIDE) / 2, CODE_SIDE / len(matrix)
    page.set_fill_color(*WHITE)
    page.rect(left, top, CODE_SIDE, CODE_SIDE, style="F")
    page.set_fill_color(0, 0, 0)
    for y, row in enumerate(matrix):
        x = 0
        for is_dark, run in groupby(row):
            length = len(list(run))
            if is_dark:
                page.rect(left + x * module, top + y * module, length * module, module, style="F")
            x += length
    page.set_y(top + CODE_SIDE)
