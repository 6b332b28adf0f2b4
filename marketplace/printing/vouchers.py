"""A voucher to take along: one page of A5 with its code large, the same code for a camera, and what one must know."""

from dataclasses import dataclass
from datetime import datetime

from fpdf import FPDF, ViewerPreferences

from .pdf import FACES, FAMILY, INK, LEAF, LINE, LINE_HEIGHT, RIVER, VIETNAM, in_typeface
from .squares import squares

WIDTH, HEIGHT, MARGIN = 148, 210, 12  # millimetres; type sizes are points
CODE_SIDE = 56
LABEL_WIDTH = 34
LONGEST = 260  # letters of one fact; more would push the last ones off the page


@dataclass(frozen=True)
class VoucherSheet:
    """Texts ready to read, in one language. `link` is what the square code says."""

    title: str
    subtitle: str
    code_word: str
    code: str
    link: str
    facts: tuple[tuple[str, str], ...]
    foot: str
    operator: str
    language: str = "vi"


def voucher_pdf(sheet: VoucherSheet, *, made_at: datetime) -> bytes:
    """The same voucher gives the same bytes: the only time in it is `made_at`."""
    page = _Page(sheet, made_at)
    page.add_page()
    page.text(sheet.operator, 10, RIVER, bold=True)
    page.text(sheet.title, 18 if len(sheet.title) <= 60 else 14, INK, bold=True)
    page.text(sheet.subtitle, 12, INK)
    page.ln(3)
    page.code()
    page.ln(4)
    for label, value in sheet.facts:
        page.fact(label, value)
    page.ln(2)
    page.text(sheet.foot, 8, INK)
    return bytes(page.output())


class _Page(FPDF):
    def __init__(self, sheet: VoucherSheet, made_at: datetime):
        super().__init__(format=(WIDTH, HEIGHT))
        self.sheet = sheet
        for style, path in FACES.items():
            self.add_font(FAMILY, style, path)
        self.set_margin(MARGIN)
        self.set_auto_page_break(True, margin=MARGIN)
        self.set_title(in_typeface(sheet.title))
        self.set_author(in_typeface(sheet.operator))
        self.set_producer("fpdf2")
        self.set_lang(sheet.language)
        self.set_creation_date(made_at.astimezone(VIETNAM))
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)

    def text(self, text: str, size: float, color, *, bold: bool = False, width: float = 0, x: float | None = None):
        if not text:
            return
        self.set_font(FAMILY, "B" if bold else "", size)
        self.set_text_color(*color)
        if x is not None:
            self.set_x(x)
        height = size * LINE_HEIGHT / self.k
        self.multi_cell(width, height, in_typeface(text), align="L", new_x="LMARGIN", new_y="NEXT")

    def code(self) -> None:
        """The square code to the left, the letters to the right of it, on one leaf."""
        top = self.get_y()
        self.set_fill_color(*LEAF)
        self.rect(MARGIN, top, WIDTH - 2 * MARGIN, CODE_SIDE + 8, style="F")
        self.set_fill_color(255, 255, 255)
        self.rect(MARGIN + 4, top + 4, CODE_SIDE, CODE_SIDE, style="F")
        drawn = squares(self.sheet.link)
        module = CODE_SIDE / drawn.side
        self.set_fill_color(0, 0, 0)
        for x, y, length in drawn.bars:
            self.rect(MARGIN + 4 + x * module, top + 4 + y * module, length * module, module, style="F")
        left = MARGIN + CODE_SIDE + 8
        self.set_y(top + CODE_SIDE / 2 - 8)
        self.text(self.sheet.code_word, 9, INK, x=left, width=WIDTH - MARGIN - left - 2)
        self.text(self.sheet.code, 22, INK, bold=True, x=left, width=WIDTH - MARGIN - left - 2)
        self.set_y(top + CODE_SIDE + 8)

    def fact(self, label: str, value: str) -> None:
        if not value:
            return
        value = value if len(value) <= LONGEST else f"{value[:LONGEST].rstrip()}…"
        top = self.get_y()
        self.text(label, 9, RIVER, width=LABEL_WIDTH)
        below = self.get_y()
        self.set_y(top)
        self.text(value, 9, INK, x=MARGIN + LABEL_WIDTH + 2, width=WIDTH - 2 * MARGIN - LABEL_WIDTH - 2)
        self.set_y(max(below, self.get_y()) + 1)
        self.set_draw_color(*LINE)
        self.line(MARGIN, self.get_y(), WIDTH - MARGIN, self.get_y())
        self.ln(1)
