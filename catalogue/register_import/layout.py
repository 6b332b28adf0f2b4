"""Where the list begins in a sheet: its header of one to three rows anywhere in the first rows, and what stands above."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from marketplace.spreadsheets.tables import Area, Sheet

from .columns import Columns, columns_of, is_heading
from .words import has_letters, is_number, text_of

SEARCHED_ROWS = 60
DEEPEST = 3
LONGEST_CHILD = 60
_NUMBERING = re.compile(r"\(?\s*(\d{1,2}|[a-zA-Z]|[IVX]{1,4})\s*\)?(\s*=.*)?")


@dataclass(frozen=True)
class Layout:
    """The fields of a sheet, the number of the last row of its header, and the texts above it."""

    columns: Columns
    first_row: int
    last_row: int
    above: tuple[str, ...]


class Grid:
    """The cells of a sheet by row number and place, with the merged areas."""

    def __init__(self, sheet: Sheet):
        self.rows = dict(sheet.rows)
        self.numbers = [number for number, _cells in sheet.rows]
        self.by_row: dict[int, list[Area]] = {}
        for area in sheet.merged:
            for number in range(area.top, min(area.bottom, area.top + 5_000) + 1):
                if number in self.rows or number == area.top:
                    self.by_row.setdefault(number, []).append(area)

    def own(self, row: int, place: int):
        cells = self.rows.get(row, ())
        return cells[place] if place < len(cells) else None

    def area(self, row: int, place: int) -> Area | None:
        return next((area for area in self.by_row.get(row, ()) if area.left <= place <= area.right), None)

    def filled(self, row: int, place: int):
        """The cell's own value, or that of the merged area it lies in."""
        value = self.own(row, place)
        if value is not None and text_of(value):
            return value
        area = self.area(row, place)
        return self.own(area.top, area.left) if area else value

    def width(self, row: int) -> int:
        return max([len(self.rows.get(row, ())), *(area.right + 1 for area in self.by_row.get(row, ()))], default=0)


def layout_of(grid: Grid) -> Layout | None:
    """The header that names the most fields, the first one of equals; None for a sheet that lists no products."""
    best: Layout | None = None
    for number in grid.numbers[:SEARCHED_ROWS]:
        for found in _headers_from(grid, number):
            more = found.columns.named - best.columns.named if best else 1
            if more > 0 or (more == 0 and found.first_row == best.first_row):
                best = found
        if best and number > best.last_row:
            break
    return best


def header_at(grid: Grid, number: int) -> Layout | None:
    """The header that begins in this row: of a further list below the first, perhaps with its columns in another order."""
    found = list(_headers_from(grid, number))
    return max(found, key=lambda layout: (layout.columns.named, layout.last_row), default=None)


def _headers_from(grid: Grid, number: int) -> Iterator[Layout]:
    """The lists whose header begins in this row, of one row up to three."""
    for depth in range(1, DEEPEST + 1):
        rows = range(number, number + depth)
        if depth > 1 and not _continues(grid, number, rows[-1]):
            return
        columns = columns_of(_headings(grid, rows))
        if depth == 1 and columns.named < 2:
            return  # a title is no heading over columns
        if columns.is_list and _lists_names(grid, columns, rows[-1]):
            yield Layout(columns, number, rows[-1], _above(grid, number))


def _continues(grid: Grid, first: int, row: int) -> bool:
    """Whether this row belongs to a header that began above: nothing but short headings, and no place that is filled
    below a heading of its own unless it is a heading too. A row of goods never passes: its product is no heading.
    """
    if row not in grid.rows or first not in grid.rows:
        return False
    own = [(place, cell) for place, cell in enumerate(grid.rows[row]) if text_of(cell)]
    if not own or any(is_number(cell) or len(text_of(cell)) > LONGEST_CHILD for _place, cell in own):
        return False
    if all(_NUMBERING.fullmatch(text_of(cell)) for _place, cell in own):
        return False
    known = [is_heading(text_of(cell)) for _place, cell in own]
    below_wide = [_is_below_wide(grid, row, place) for place, _cell in own]
    return any(known) and all(one or other for one, other in zip(known, below_wide, strict=True))


def _is_below_wide(grid: Grid, row: int, place: int) -> bool:
    above = grid.area(row - 1, place)
    is_merged_over_several = above is not None and above.right > above.left and above.bottom < row
    return is_merged_over_several or not text_of(grid.own(row - 1, place))


def _headings(grid: Grid, rows: range) -> list[tuple[str, ...]]:
    width = max(grid.width(row) for row in rows)
    return [_path(grid, rows, place) for place in range(width)]


def _path(grid: Grid, rows: range, place: int) -> tuple[str, ...]:
    """The texts over one column from above to below; one that nobody merged reaches right to the next."""
    texts: list[str] = []
    for row in rows:
        text = text_of(grid.filled(row, place))
        if not text and row < rows[-1] and text_of(grid.own(rows[-1], place)):
            text = _to_the_left(grid, row, place)
        if text and (not texts or texts[-1] != text):
            texts.append(text)
    return tuple(texts)


def _to_the_left(grid: Grid, row: int, place: int) -> str:
    for left in range(place - 1, -1, -1):
        if text := text_of(grid.own(row, left)):
            return "" if grid.area(row, left) else text
    return ""


def _lists_names(grid: Grid, columns: Columns, header: int) -> bool:
    """A summary counts products where a list names them."""
    place = columns.places["product"][0]
    cells = [grid.own(number, place) for number in grid.numbers if number > header]
    filled = [cell for cell in cells if text_of(cell)]
    numbers = sum(1 for cell in filled if not has_letters(text_of(cell)))
    return not filled or numbers * 2 < len(filled) or numbers <= 1


def _above(grid: Grid, first: int) -> tuple[str, ...]:
    texts = []
    for number in grid.numbers:
        if number >= first:
            break
        texts += [text for cell in grid.rows[number] if (text := text_of(cell))]
    return tuple(texts)
