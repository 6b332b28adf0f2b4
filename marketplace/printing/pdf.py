"""Documents as PDF: headings, paragraphs, facts, tables and totals on A4, in the shop's own Vietnamese typeface."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import combining, normalize
from zoneinfo import ZoneInfo

from fontTools.ttLib import TTFont
from fpdf import FPDF, FontFace, ViewerPreferences
from fpdf.enums import TableBordersLayout, TableCellFillMode

from marketplace.money import format_dong

from .columns import Column, Kind, checked, printable

PDF_TYPE = "application/pdf"
# The shop's own web fonts, unpacked once with fontTools (flavor = None): unpacking takes longer than a whole document.
FONTS = Path(__file__).parent / "fonts"
FACES = {"": FONTS / "be-vietnam-pro-400.ttf", "B": FONTS / "be-vietnam-pro-600.ttf"}
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
FAMILY = "BeVietnamPro"
INK, RIVER, LEAF, LINE = (29, 42, 37), (11, 107, 91), (228, 239, 230), (221, 213, 196)
MARGIN = 18  # millimetres, like every length here; type sizes are points
LINE_HEIGHT = 1.5  # of the type size: the tone marks need the room


@cache
def _known_letters() -> frozenset[int]:
    return frozenset(TTFont(FACES[""]).getBestCmap())


def in_typeface(text: str) -> str:
    """The text as the typeface can show it: an unknown letter loses its marks, or becomes "?" rather than nothing."""
    known = _known_letters()
    return "".join(
        c if c == "\n" or ord(c) in known else _nearest(c, known) for c in printable(text).replace("\t", " ")
    )


def _nearest(letter: str, known: frozenset[int]) -> str:
    if combining(letter):
        return ""
    return "".join(c for c in normalize("NFKD", letter) if ord(c) in known) or "?"


class Document:
    """A PDF built from top to bottom. The same calls give the same bytes: the only time in it is `made_at`.

    Texts come ready to read, in one language, which the file names for screen readers ("vi" or "en").
    """

    def __init__(
        self,
        title: str,
        subtitle: str = "",
        operator: str = "",
        *,
        made_at: datetime,
        language: str = "vi",
        landscape: bool = False,
    ):
        self._title, self._page = in_typeface(title), _Paper(in_typeface(title), landscape)
        self._page.foot = (in_typeface(operator), f"{made_at.astimezone(VIETNAM):%d/%m/%Y}")
        self._describe(operator, made_at, language)
        self._page.add_page()
        if operator:
            self._write(operator, 10, color=RIVER, bold=True)
        self._page.start_section(self._title)
        self._write(title, 20, bold=True)
        if subtitle:
            self._write(subtitle, 11)
        self._page.ln(4)

    def _describe(self, operator: str, made_at: datetime, language: str) -> None:
        page = self._page
        page.set_title(self._title)
        page.set_author(operator)
        page.set_creator(operator)
        page.set_producer("fpdf2")
        page.set_lang(language)
        page.set_creation_date(made_at.astimezone(VIETNAM))
        page.viewer_preferences = ViewerPreferences(display_doc_title=True)

    def heading(self, text: str) -> None:
        """A section's name; it is also a bookmark. It stays with the lines that follow."""
        self._page.ln(3)
        if self._page.will_page_break(30):
            self._page.add_page()
        self._page.start_section(in_typeface(text), level=1)
        self._write(text, 13, color=RIVER, bold=True)
        self._page.ln(1)

    def paragraph(self, text: str) -> None:
        self._write(text, 10)
        self._page.ln(2)

    def note(self, text: str) -> None:
        """Small type: legal basis, reservations."""
        self._write(text, 8)
        self._page.ln(1)

    def facts(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Label and value, one pair a line."""
        label = FontFace(color=RIVER)
        with self._table((1, 2), ("LEFT", "LEFT"), lines="NONE", headed=False) as table:
            for name, value in pairs:
                row = table.row()
                row.cell(in_typeface(name), style=label)
                row.cell(in_typeface(value))
        self._page.ln(3)

    def rows(self, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> None:
        """A table; its titles come again on every page, numbers stand to the right. Raises WrongCell."""
        sides = tuple("RIGHT" if column.is_numeric else "LEFT" for column in columns)
        with self._table([c.width for c in columns], sides, lines="HORIZONTAL_LINES", headed=True) as table:
            table.row([in_typeface(column.title) for column in columns])
            for row in rows:
                table.row([_shown(v, c) for v, c in zip(checked(row, columns), columns, strict=True)])
        self._page.ln(3)

    def totals(self, pairs: Iterable[tuple[str, int]]) -> None:
        """Label and dong, to the right; the last pair is the sum and stands out."""
        pairs = [(in_typeface(name), format_dong(amount)) for name, amount in pairs]
        with self._table((3, 1), ("RIGHT", "RIGHT"), lines="NONE", headed=False) as table:
            for pair in pairs[:-1]:
                table.row(pair)
            for pair in pairs[-1:]:
                table.row(pair, style=FontFace(emphasis="BOLD", fill_color=LEAF))
        self._page.ln(3)

    def to_bytes(self) -> bytes:
        return bytes(self._page.output())

    def _write(self, text: str, size: float, *, color=INK, bold: bool = False) -> None:
        self._page.set_font(FAMILY, "B" if bold else "", size)
        self._page.set_text_color(*color)
        height = size * LINE_HEIGHT / self._page.k
        self._page.multi_cell(0, height, in_typeface(text), align="LEFT", new_x="LMARGIN", new_y="NEXT")
        self._page.set_text_color(*INK)

    def _table(self, widths, sides, *, lines: str, headed: bool):
        self._page.set_font(FAMILY, "", 9)
        return self._page.table(
            col_widths=tuple(widths),
            text_align=sides,
            borders_layout=TableBordersLayout.coerce(lines),
            cell_fill_mode=TableCellFillMode.NONE,
            first_row_as_headings=headed,
            headings_style=FontFace(emphasis="BOLD", fill_color=LEAF),
            line_height=9 * LINE_HEIGHT / self._page.k,
            padding=(1.2, 1.5),
            v_align="TOP",
        )


def _shown(value: Any, column: Column) -> str:
    if value is None:
        return ""
    if column.kind is Kind.DONG:
        return format_dong(value)
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else in_typeface(str(value))


class _Paper(FPDF):
    """A4 with the document's name on top of every later page and a foot on each."""

    def __init__(self, title: str, landscape: bool):
        super().__init__(orientation="landscape" if landscape else "portrait", format="A4")
        self.running_title, self.foot = title, ("", "")
        for style, path in FACES.items():
            self.add_font(FAMILY, style, path)
        self.set_margin(MARGIN)
        self.set_auto_page_break(True, margin=MARGIN + 6)
        self.set_draw_color(*LINE)
        self.set_text_color(*INK)

    def header(self) -> None:
        if self.page_no() == 1:
            return
        self._small()
        self.cell(0, 6, self.running_title, border="B", new_x="LMARGIN", new_y="NEXT")
        self.ln(4)

    def footer(self) -> None:
        operator, day = self.foot
        self.set_y(-MARGIN)
        self._small()
        self.cell(0, 6, operator, border="T")
        self.set_x(self.l_margin)
        self.cell(0, 6, day, align="CENTER")
        self.set_x(self.l_margin)
        self.cell(0, 6, f"{self.page_no()}/{{nb}}", align="RIGHT")

    def _small(self) -> None:
        self.set_font(FAMILY, "", 8)
        self.set_text_color(*INK)
