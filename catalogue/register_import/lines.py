"""The rows of a list that are goods, each with what holds around it; every other row is named with why it was passed by."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from marketplace.folding import folded

from .columns import Columns, is_heading
from .faults import CellFault
from .headings import Around, place_section, star_section, year_section
from .layout import Grid, Layout, header_at
from .locating import Locator, Said
from .stars import stars_of
from .words import bare, has_letters, is_ditto, is_nothing, is_number, text_of

GOODS = ("product", "producer", "stars", "score", "decision", "date", "certified_on")
_TOTAL = re.compile(r"^(?:tong|tong cong|tong so|cong|total|grand total|cong dong|tong hop)\b")
_NOTE = re.compile(
    r"^(?:\*|\(\*|\(\d\)\s*\w{4}|ghi chu|luu y|chu thich|nguon|danh sach (?:nay )?(?:co|gom)|danh sach tren|so lieu|note|source|tong so co|an dinh danh sach|bang chu)\b|^[*(]+\s*(?:ghi chu|danh sach|luu y|nguon)"
)
_SIGNATURE = re.compile(
    r"^(?:tm\.?|kt\.?|tl\.?|tuq\.?|q\.)\s|^(?:nguoi lap|can bo lap|lap bieu|thu truong|xac nhan|noi nhan|truong phong|pho truong phong|chi cuc truong|nguoi kiem tra|"
    r"giam doc|pho giam doc|chanh van phong|truong ban|chu tich|pho chu tich|ke toan|nguoi tong hop|uy ban nhan dan|van phong dieu phoi|\(ky|\(da ky|da ky|ky ten|\(ky ten)\b"
    r"|^[^,\d]{2,40},\s*ngay\s*[\d.…]*\s*thang\b"
)
_COUNTED = re.compile(r"\d+\s*(?:chủ thể|cơ sở|htx|đơn vị|sản phẩm|sp|hộ)\b", re.IGNORECASE)
_HEADED = re.compile(r"^\s*(?:[IVXLC]{1,6}|[A-Z])\s*[.)\-:/]\s*")
_ORDER = re.compile(r"\(?\s*(?:\d{1,5}|[IVXLC]{1,6}|[A-Za-zĐđ])\s*[.)]?\s*")
_NUMBERED = re.compile(r"\d{1,5}(?:\.\d{1,3})*[.)]?")
_NUMBERING = re.compile(r"\(?\s*(?:\d{1,2}|[a-zA-Z])\s*\)?(?:\s*=.*)?|\[\d{1,2}\]")
_GROUP = re.compile(
    r"^(?:nhom|nganh|phan|muc|san pham|danh muc|danh sach|loai|bo san pham|linh vuc|dot|cac|hang|khu vuc|thuc pham|do uong|thu cong|dich vu|vung|cum|cap)\b"
)
WIDE, HEADINGS = 3, 3
LONGEST_NAME_ALONE = 60


@dataclass(frozen=True)
class Line:
    """One product as it is written: the cells of each field, and what holds around it."""

    sheet: str
    row: int
    cells: dict[str, tuple]
    marks: tuple[tuple[int, object], ...]
    around: Around


@dataclass(frozen=True)
class Skipped:
    sheet: str
    row: int
    reason: str  # numbering, header, total, note, section, continuation, empty
    text: str


@dataclass
class Reading:
    """Goes down one list. `around` changes with each section row."""

    name: str
    grid: Grid
    layout: Layout
    locator: Locator
    around: Around
    skipped: list[Skipped] = field(default_factory=list)
    is_signed: bool = False
    above: Line | None = None
    outer: Said = Said()

    def __post_init__(self):
        self.outer = self.around.place
        header = range(self.layout.first_row, self.layout.last_row + 1)
        rows = (self.grid.rows.get(row, ()) for row in header)
        self.header_texts = {folded(text_of(cell)) for cells in rows for cell in cells if text_of(cell)}
        self.columns: Columns = self.layout.columns
        self.has_numbers = any(self._is_numbered(row) for row in self.grid.numbers if row > self.layout.last_row)

    def lines(self) -> Iterator[Line]:
        first = self.layout.last_row
        for row in (number for number in self.grid.numbers if number > first):
            own = {place: cell for place, cell in enumerate(self.grid.rows[row]) if text_of(cell) or _is_formula(cell)}
            reason = self._reason_to_pass(row, own)
            if reason:
                texts = (text_of(cell) for cell in own.values())
                self.skipped.append(Skipped(self.name, row, reason, " | ".join(filter(None, texts))[:200]))
                continue
            self.above = self._line(row)
            yield self.above

    def _reason_to_pass(self, row: int, own: dict) -> str:
        texts = {place: text_of(cell) for place, cell in own.items() if not self._is_order(place, cell)}
        if not texts:
            return "empty"
        if self._is_header(row, texts):
            return "header"
        if self._is_numbering(row, own):
            return "numbering"
        if self._is_continuation(row, own):
            return "continuation"
        if self._is_whole(row):
            return ""
        return self._passing_words(row, own, texts) or self._section(row, own, texts)

    def _is_header(self, row: int, texts: dict) -> bool:
        """The header again, as on each printed page; or that of a further list, whose columns count from here."""
        if row <= self.layout.last_row:
            return True
        if sum(map(is_heading, texts.values())) >= HEADINGS and (further := header_at(self.grid, row)):
            self.layout, self.columns = further, further.columns
            return True
        return len(texts) > 1 and all(folded(text) in self.header_texts for text in texts.values())

    def _is_order(self, place: int, cell) -> bool:
        return place in self.columns.places.get("ordinal", ()) and bool(_ORDER.fullmatch(text_of(cell)))

    def _own(self, row: int, name: str):
        return next((cell for at in self.columns.places.get(name, ()) if text_of(cell := self.grid.own(row, at))), None)

    def _is_numbering(self, row: int, own: dict) -> bool:
        """(1) (2) (3) under the header: the names are numbers, too."""
        names = [text_of(self._own(row, name)) for name in ("product", "producer") if name in self.columns.places]
        return all(map(_NUMBERING.fullmatch, names)) and all(
            _NUMBERING.fullmatch(text_of(cell)) for cell in own.values()
        )

    def _is_continuation(self, row: int, own: dict) -> bool:
        """A further line of a product whose cells are merged over several rows: nothing of its own that tells goods."""
        area = self.grid.area(row, self.columns.places["product"][0])
        is_inside = area is not None and area.top < row
        return (
            is_inside and not any(text_of(self._own(row, name)) for name in GOODS) and not self._marked(row, own=True)
        )

    def _is_whole(self, row: int) -> bool:
        """Product, producer and stars stand there: no word in them makes it anything else than goods."""
        product, producer = self._filled(row, "product"), self._filled(row, "producer")
        if not (has_letters(text_of(product)) and (has_letters(text_of(producer)) or is_ditto(producer))):
            return False
        if folded(text_of(product)) == folded(text_of(producer)):
            return False
        try:
            stars_of(self._filled(row, "stars"))
        except CellFault:
            return bool(self._marked(row))
        return True

    def _filled(self, row: int, name: str):
        return next((cell for cell in self._cells(row, name) if text_of(cell) or _is_formula(cell)), None)

    def _marked(self, row: int, *, own: bool = False) -> list[int]:
        get = self.grid.own if own else self._at
        return [stars for place, stars in self.columns.marks.items() if not is_nothing_or_zero(get(row, place))]

    def _at(self, row: int, place: int):
        """The value of the cell, or of the cell that is merged down over it; a title merged across fills nothing."""
        value = self.grid.own(row, place)
        if text_of(value) or _is_formula(value):
            return value
        area = self.grid.area(row, place)
        is_down = area is not None and area.left == place and self.layout.last_row < area.top < row
        return self.grid.own(area.top, place) if is_down else value

    def _cells(self, row: int, name: str) -> tuple:
        return tuple(self._at(row, place) for place in self.columns.places.get(name, ()))

    def _line(self, row: int) -> Line:
        cells = {name: self._cells(row, name) for name in self.columns.places}
        for name, values in cells.items():
            if self.above and name != "ordinal" and any(is_ditto(value) for value in values):
                cells[name] = self.above.cells[name]
        marks = tuple((stars, self._at(row, place)) for place, stars in self.columns.marks.items())
        return Line(self.name, row, cells, marks, self.around)

    def _passing_words(self, row: int, own: dict, texts: dict) -> str:
        plain = {place: bare(text) for place, text in texts.items()}
        is_numbered = self._is_numbered(row)
        if any(_SIGNATURE.match(text) for text in plain.values()) and not is_numbered:
            self.is_signed = True
            return "note"
        if self.is_signed and not is_numbered:
            return "note"
        producer = _COUNTED.sub("", text_of(self._own(row, "producer")))
        first = folded(next(iter(texts.values())))
        if _TOTAL.match(first) and not is_numbered and not has_letters(producer):
            return "total"
        if _NOTE.match(next(iter(plain.values()))) and not is_numbered:
            return "note"
        has_goods = any(text_of(self._own(row, name)) for name in GOODS) or self._marked(row, own=True)
        return "" if has_goods or self._lead(row, texts) else "note"

    def _is_numbered(self, row: int) -> bool:
        return any(
            _NUMBERED.fullmatch(text_of(self.grid.own(row, at))) for at in self.columns.places.get("ordinal", ())
        )

    def _is_lettered(self, row: int) -> bool:
        """Sections count in letters and Roman numbers where goods count in numbers."""
        order = [text_of(self.grid.own(row, at)) for at in self.columns.places.get("ordinal", ())]
        return any(text and _ORDER.fullmatch(text) and not text.strip("()")[0].isdigit() for text in order)

    def _lead(self, row: int, texts: dict) -> str:
        """The text of a row that may be a section: in the column of the products or of the order, or merged across."""
        place, text = next(iter(texts.items()))
        first = (*self.columns.places["product"], *self.columns.places.get("ordinal", ()))
        is_first = place in first or place <= min(first) or self._is_lettered(row)
        return text if is_first or self._is_wide(row, place) else ""

    def _is_wide(self, row: int, place: int) -> bool:
        area = self.grid.area(row, place)
        return area is not None and area.right - area.left + 1 >= WIDE

    def _section(self, row: int, own: dict, texts: dict) -> str:
        """A row with one text, or with one text and numbers that count: a place, a year, stars, a group of goods."""
        lead = self._lead(row, texts)
        place = next(iter(texts))
        others = [cell for at, cell in own.items() if at != place and not self._is_order(at, cell)]
        if not lead or any(not _counts(cell) for cell in others):
            return ""
        is_alone = not self._is_numbered(row) or self._is_wide(row, place)
        said = place_section(lead, self.locator, needs_kind=not (is_alone and not others))
        if said:
            self._enter(said)
            return "section"
        if not is_alone:
            return ""
        if (day := year_section(lead)) is not None:
            self.around = replace(self.around, day=day)
            return "section"
        if (stars := star_section(lead)) is not None:
            self.around = replace(self.around, stars=stars)
            return "section"
        has_order = any(self._is_order(at, cell) for at, cell in own.items())
        is_in_products = place in self.columns.places["product"]
        is_set_apart = self._is_wide(row, place) or has_order or not is_in_products
        if is_set_apart or _HEADED.match(lead) or _GROUP.match(bare(lead)):
            return "section"
        is_unnumbered_among_numbered = "ordinal" in self.columns.places and self.has_numbers
        return "note" if is_unnumbered_among_numbered or len(lead) > LONGEST_NAME_ALONE else ""

    def _enter(self, said: Said) -> None:
        """A province ends the districts above it; a district stands within the province of the section above or the title."""
        current = self.around.place
        around = replace(current, commune=None) if said.commune else replace(current, district=None, commune=None)
        if said.province and not said.district:
            place = said
        else:
            place = said.within(around)
        self.around = replace(self.around, place=place)


def _is_formula(cell) -> bool:
    return cell is not None and not text_of(cell) and type(cell).__name__ == "Formula"


def _counts(cell) -> bool:
    text = text_of(cell)
    return (
        is_number(cell)
        or bool(re.fullmatch(r"\d{1,5}(?:\s*(?:sp|sản phẩm|sao))?", text, re.IGNORECASE))
        or is_nothing(cell)
    )


def is_nothing_or_zero(cell) -> bool:
    """Under "4 sao" an x, a tick or a 1 is a mark."""
    return text_of(cell) in ("", "0", "-", "–") or cell is False
