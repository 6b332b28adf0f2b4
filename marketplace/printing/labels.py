"""Address labels as PDF: one to a page of A6, or four to a sheet of A4, to cut apart.

Texts come ready to read, in one language. Whatever their length, they are made smaller and wrapped until they fit, and
in the end cut off with "…": nothing ever runs over its box or into a neighbour's label.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import qrcode
from fpdf import FPDF, ViewerPreferences

from .pdf import FACES, FAMILY, VIETNAM, in_typeface

A6, A4 = (105.0, 148.0), (210.0, 297.0)  # millimetres, like every length here; type sizes are points
PLACES = ((0.0, 0.0), (105.0, 0.0), (0.0, 148.5), (105.0, 148.5))
EDGE = 7.0
WIDTH = A6[0] - 2 * EDGE
QR_SIDE = 27.0
LEADING = 1.35  # of the type size: tone marks need the room
BLACK, WHITE, GREY = (0, 0, 0), (255, 255, 255), (150, 150, 150)


@dataclass(frozen=True)
class Label:
    """`money` is printed large: the sum to collect, or that nothing is. `marks`: how to handle it, in a word or two each."""

    number: str
    from_word: str
    from_lines: tuple[str, ...]
    to_word: str
    name: str
    phone: str
    address: str
    money_word: str
    money: str
    marks: tuple[str, ...] = ()
    foot: str = ""


def label_sheets(
    labels: Iterable[Label], *, title: str, made_at: datetime, language: str = "vi", four_up: bool = False
) -> bytes:
    """The same calls give the same bytes: the only time in it is `made_at`."""
    paper = _Paper(title, A4 if four_up else A6, made_at, language)
    for nth, label in enumerate(labels):
        place = PLACES[nth % 4] if four_up else PLACES[0]
        if not four_up or nth % 4 == 0:
            paper.add_page()
            if four_up:
                paper.cutting_lines()
        _Drawn(paper, *place).draw(label)
    return bytes(paper.output())


class _Paper(FPDF):
    def __init__(self, title: str, size: tuple[float, float], made_at: datetime, language: str):
        super().__init__(format=size)
        for style, path in FACES.items():
            self.add_font(FAMILY, style, path)
        self.set_margin(0)
        self.c_margin = 0
        self.set_auto_page_break(False)
        self.set_title(in_typeface(title))
        self.set_producer("fpdf2")
        self.set_lang(language)
        self.set_creation_date(made_at.astimezone(VIETNAM))
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)

    def cutting_lines(self) -> None:
        self.set_draw_color(*GREY)
        self.set_dash_pattern(dash=1, gap=2)
        self.line(A4[0] / 2, 0, A4[0] / 2, A4[1])
        self.line(0, A4[1] / 2, A4[0], A4[1] / 2)
        self.set_dash_pattern()


class _Drawn:
    """One label with its upper left corner at a place of the sheet."""

    def __init__(self, paper: _Paper, x: float, y: float):
        self.paper, self.x, self.y = paper, x + EDGE, y + EDGE

    def draw(self, label: Label) -> None:
        text_width = WIDTH - QR_SIDE - 3
        self._qr(label.number, WIDTH - QR_SIDE, 0)
        self._fit(label.number, 0, 0, text_width, 8, biggest=16, bold=True)
        self._fit(label.from_word, 0, 9, text_width, 4, biggest=7.5)
        self._fit("\n".join(label.from_lines), 0, 13, text_width, 15, biggest=9)
        self._rule(31)
        self._fit(label.to_word, 0, 33, WIDTH, 4, biggest=7.5)
        self._fit(label.name, 0, 37, WIDTH, 14, biggest=17, bold=True)
        self._fit(label.phone, 0, 51, WIDTH, 8, biggest=17, bold=True)
        self._fit(label.address, 0, 60, WIDTH, 33, biggest=14)
        self._marks(label.marks, 95)
        self._money(label, 107)
        self._fit(label.foot, 0, 128, WIDTH, 5, biggest=8)

    def _fit(self, text: str, x: float, y: float, width: float, height: float, *, biggest, smallest=6.0, bold=False):
        """The biggest type in which all of it has room; what has none in the smallest is cut off."""
        if not text:
            return
        text, size = in_typeface(text), float(biggest)
        while len(lines := self._lines(text, width, size, bold)) > self._room(height, size) and size > smallest:
            size -= 0.5
        room = self._room(height, size)
        if len(lines) > room:
            lines = [*lines[: room - 1], self._cut(lines[room - 1], width)]
        for nth, line in enumerate(lines):
            self.paper.set_xy(self.x + x, self.y + y + nth * self._line_height(size))
            self.paper.cell(width, self._line_height(size), line)

    def _lines(self, text: str, width: float, size: float, bold: bool) -> list[str]:
        self.paper.set_font(FAMILY, "B" if bold else "", size)
        self.paper.set_xy(self.x, self.y)
        # Half a millimetre less than there is: rounding must not push the last letter out.
        return self.paper.multi_cell(width - 0.5, 1, text, align="LEFT", dry_run=True, output="LINES")

    def _cut(self, line: str, width: float) -> str:
        while line and self.paper.get_string_width(f"{line}…") > width - 0.5:
            line = line[:-1]
        return f"{line.rstrip()}…"

    def _line_height(self, size: float) -> float:
        return size * LEADING / self.paper.k

    def _room(self, height: float, size: float) -> int:
        return max(1, int(height / self._line_height(size) + 1e-6))

    def _qr(self, text: str, x: float, y: float) -> None:
        code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=2)
        code.add_data(text)
        code.make(fit=True)
        modules = code.get_matrix()
        side = QR_SIDE / len(modules)
        self.paper.set_fill_color(*BLACK)
        for row, bits in enumerate(modules):
            for column, is_dark in enumerate(bits):
                if is_dark:
                    self.paper.rect(self.x + x + column * side, self.y + y + row * side, side, side, style="F")

    def _rule(self, y: float) -> None:
        self.paper.set_draw_color(*BLACK)
        self.paper.set_line_width(0.4)
        self.paper.line(self.x, self.y + y, self.x + WIDTH, self.y + y)
        self.paper.set_line_width(0.2)

    def _marks(self, marks: tuple[str, ...], y: float) -> None:
        """White on black, side by side: seen from across a room."""
        if not marks:
            return
        gap = 2.0
        width = (WIDTH - gap * (len(marks) - 1)) / len(marks)
        self.paper.set_fill_color(*BLACK)
        self.paper.set_text_color(*WHITE)
        for nth, mark in enumerate(marks):
            x = nth * (width + gap)
            self.paper.rect(self.x + x, self.y + y, width, 9, style="F")
            self._fit(mark.upper(), x + 2, y + 1.6, width - 4, 6.4, biggest=12, bold=True)
        self.paper.set_text_color(*BLACK)

    def _money(self, label: Label, y: float) -> None:
        self.paper.set_draw_color(*BLACK)
        self.paper.set_line_width(0.8)
        self.paper.rect(self.x, self.y + y, WIDTH, 20)
        self.paper.set_line_width(0.2)
        self._fit(label.money_word, 3, y + 1, WIDTH - 6, 5, biggest=9)
        self._fit(label.money, 3, y + 6, WIDTH - 6, 13, biggest=26, bold=True)
