"""The poster "What did you taste here?" with a QR code: A4 to hang up, A6 to stand on a table. Vietnamese first, English second."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from itertools import groupby

import qrcode
from fpdf import FPDF, ViewerPreferences

from .pdf import FACES, FAMILY, INK, LEAF, RIVER, VIETNAM, in_typeface

WHITE, BLACK = (255, 255, 255), (0, 0, 0)
SMALLEST = 0.55  # of the wanted type size; what is longer still is cut off


class Size(Enum):
    """Width and height in millimetres, and how much larger everything is than on a table card."""

    A4 = (210, 297, 2.0)
    CARD = (105, 148, 1.0)


@dataclass(frozen=True)
class Wording:
    """All that is said in one language; `title` may be the same in both and stands once then."""

    question: str
    title: str
    call: str


@dataclass(frozen=True)
class TastedPoster:
    """`link` is what the code says, `shown_link` what a person types; `mark` stands at the foot of samples."""

    first: Wording
    second: Wording
    where: str
    link: str
    shown_link: str
    operator: str
    mark: str = ""


def tasted_pdf(poster: TastedPoster, size: Size, *, made_at: datetime) -> bytes:
    """The same poster gives the same bytes."""
    return bytes(_Sheet(poster, size, made_at).output())


class _Sheet(FPDF):
    def __init__(self, poster: TastedPoster, size: Size, made_at: datetime):
        self.wide, self.tall, self.factor = size.value
        super().__init__(format=(self.wide, self.tall))
        for style, path in FACES.items():
            self.add_font(FAMILY, style, path)
        self.edge = 9 * self.factor
        self.set_margin(0)
        self.c_margin = 0
        self.set_auto_page_break(False)
        self._describe(poster, made_at)
        self.add_page()
        self._draw(poster)

    def _describe(self, poster: TastedPoster, made_at: datetime) -> None:
        self.set_title(in_typeface(f"{poster.first.question} {poster.first.title}"))
        self.set_author(in_typeface(poster.operator))
        self.set_producer("fpdf2")
        self.set_lang("vi")
        self.set_creation_date(made_at.astimezone(VIETNAM))
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)

    def _draw(self, poster: TastedPoster) -> None:
        """Heights in millimetres of the table card; from the top: who asks, what, where, the code, what to do with it."""
        first, second = poster.first, poster.second
        self._field(LEAF, 0, self.tall)
        self._field(RIVER, 0, 38 * self.factor)
        self._fit(poster.operator, 5, 5, 8, WHITE)
        self._fit(first.question, 11, 15, 19, WHITE, bold=True)
        self._fit(second.question, 28, 6, 10.5, WHITE)
        self._fit(first.title, 41, 13, 15, INK, bold=True)
        other = second.title if second.title != first.title else ""
        self._fit(" · ".join(filter(None, [other, poster.where])), 54.5, 6, 8.5, INK)
        self._code(poster.link, 62, 58)
        self._fit(first.call, 122, 7, 10.5, INK, bold=True)
        self._fit(second.call, 129, 5, 8.5, INK)
        self._fit(poster.shown_link, 135, 5, 8.5, RIVER, bold=True)
        self._fit(poster.mark, 141, 4, 6.5, INK)

    def _field(self, color, top: float, height: float) -> None:
        self.set_fill_color(*color)
        self.rect(0, top, self.wide, height, style="F")

    def _fit(self, text: str, top: float, height: float, wanted: float, color, *, bold: bool = False) -> None:
        """The text in the middle of its own band, smaller where it is long, and cut off where even that is too much."""
        if not text:
            return
        self.set_text_color(*color)
        lines, size = self._lines(in_typeface(text), height, wanted, "B" if bold else "")
        step = size * 1.32 / self.k
        y = (top * self.factor) + (height * self.factor - step * len(lines)) / 2
        for line in lines:
            self.set_xy(self.edge, y)
            self.cell(self.wide - 2 * self.edge, step, line, align="C")
            y += step

    def _lines(self, text: str, height: float, wanted: float, style: str) -> tuple[list[str], float]:
        size = wanted * self.factor
        while True:
            self.set_font(FAMILY, style, size)
            lines = self.multi_cell(self.wide - 2 * self.edge, size, text, dry_run=True, output="LINES")
            most = max(1, int(height * self.factor // (size * 1.32 / self.k)))
            if len(lines) <= most:
                return lines, size
            if size <= wanted * self.factor * SMALLEST:
                return [*lines[: most - 1], lines[most - 1].rstrip()[:-1] + "…"], size
            size *= 0.94

    def _code(self, link: str, top: float, side: float) -> None:
        """Error correction Q: it stands on a table among plates. The quiet zone of four modules is part of the matrix."""
        code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_Q, border=4)
        code.add_data(link)
        code.make(fit=True)
        side, top = side * self.factor, top * self.factor
        left = (self.wide - side) / 2
        self.set_fill_color(*WHITE)
        self.rect(left, top, side, side, style="F")
        self.set_fill_color(*BLACK)
        matrix = code.get_matrix()
        for y, row in enumerate(matrix):
            self._dark(row, left, top + y * side / len(matrix), side / len(matrix))

    def _dark(self, row: Iterable[bool], left: float, y: float, module: float) -> None:
        x = 0
        for is_dark, run in groupby(row):
            length = len(list(run))
            if is_dark:
                self.rect(left + x * module, y, length * module, module, style="F")
            x += length
