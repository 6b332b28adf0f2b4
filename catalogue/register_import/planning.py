"""What an import would do, worked out without writing: every good row once, everything else named."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.utils import timezone

from marketplace.spreadsheets.opening import Limits, Unreadable, kind_of
from marketplace.spreadsheets.tables import Sheet, Table
from marketplace.spreadsheets.texts import text_table
from marketplace.spreadsheets.workbooks import sheets

from .addresses import PROVINCE, Unit
from .entries import Entry, entry_of, group_of, same_names, same_recognition
from .faults import Fault, RegisterFileError
from .gazetteer import Gazetteer
from .headings import Around, around_list, place_in_titles
from .layout import Grid, Layout, layout_of
from .lines import Reading, Skipped
from .locating import Locator, Said
from .matching import match

LIMITS = Limits()
COMPARED = ("stars", "score", "decision_no", "day")


@dataclass(frozen=True)
class Duplicate:
    """A row that tells a recognition which stands further up; `differs`: what the two tell differently."""

    sheet: str
    row: int
    of_sheet: str
    of_row: int
    differs: tuple[str, ...] = ()

    def as_json(self) -> dict:
        told = {
            "sheet": self.sheet,
            "row": self.row,
            "duplicate_of_sheet": self.of_sheet,
            "duplicate_of_row": self.of_row,
        }
        return {**told, "differs": list(self.differs)} if self.differs else told


@dataclass(frozen=True)
class SheetRead:
    """`state`: read, no_list (a summary, a letter), hidden, empty. `left_out`: headings of columns that are not kept."""

    name: str
    state: str
    rows: int = 0
    left_out: tuple[str, ...] = ()

    def as_json(self) -> dict:
        return {"name": self.name, "state": self.state, "rows": self.rows, "columns_left_out": list(self.left_out)}


@dataclass
class Plan:
    """`told`: every good row once; matching gives each its action, or refuses it with a fault."""

    filename: str
    told: list[Entry] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    faults_of_rows: list[Fault] = field(default_factory=list)
    warnings_of_rows: list[Fault] = field(default_factory=list)
    faults_of_matching: list[Fault] = field(default_factory=list)
    warnings_of_matching: list[Fault] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    sheets: list[SheetRead] = field(default_factory=list)

    @property
    def entries(self) -> list[Entry]:
        return [entry for entry in self.told if entry.action in ("created", "updated", "unchanged")]

    @property
    def errors(self) -> list[Fault]:
        return self._in_order(self.faults_of_rows + self.faults_of_matching)

    @property
    def warnings(self) -> list[Fault]:
        return self._in_order(self.warnings_of_rows + self.warnings_of_matching)

    @property
    def counts(self) -> dict[str, int]:
        actions = [entry.action for entry in self.told]
        return {action: actions.count(action) for action in ("created", "updated", "unchanged")}

    def as_json(self) -> dict:
        """The report of the command; messages in the active language."""
        return {
            **self.counts,
            "duplicates": [each.as_json() for each in self.duplicates],
            "errors": [each.as_json() for each in self.errors],
            "warnings": [each.as_json() for each in self.warnings],
            "skipped": [{"sheet": s.sheet, "row": s.row, "reason": s.reason, "text": s.text} for s in self.skipped],
            "sheets": [each.as_json() for each in self.sheets],
            "rows": sum(each.rows for each in self.sheets),
            "file": self.filename,
        }

    def _in_order(self, faults: list[Fault]) -> list[Fault]:
        order = {sheet.name: place for place, sheet in enumerate(self.sheets)}
        return sorted(faults, key=lambda fault: (order.get(fault.sheet, 0), fault.row))


def plan(data: bytes, filename: str, *, province: str | None = None) -> Plan:
    """Reads the file and compares it with the register; writes nothing. `province`: the code of the list's province,
    where neither rows nor headings say it. Raises RegisterFileError.
    """
    found = _tables(data, filename)
    gazetteer = Gazetteer.load()
    if not gazetteer.names:
        raise RegisterFileError("no_places")
    if province is not None and province not in gazetteer.names:
        raise RegisterFileError("unknown_province")
    made = Plan(filename)
    _read(made, found, Locator(gazetteer, settings.PROVINCES), gazetteer.names.get(province or ""))
    match(made)
    return made


def _tables(data: bytes, filename: str) -> list[Sheet]:
    try:
        if kind_of(data, filename, LIMITS) == "xlsx":
            return sheets(data, LIMITS, keep_results=True)
        table = text_table(data, _is_list, LIMITS)
    except Unreadable as error:
        raise RegisterFileError(error.reason.value, error.row) from error
    return [Sheet(filename, table)] if table is not None else []


def _is_list(table: Table) -> bool:
    return layout_of(Grid(Sheet("", table))) is not None


def _read(made: Plan, found: list[Sheet], locator: Locator, default: str | None) -> None:
    today = timezone.localdate()
    grids = [(sheet, Grid(sheet)) for sheet in found]
    layouts = [(sheet, grid, layout_of(grid)) for sheet, grid in grids]
    if not any(layout and not sheet.is_hidden for sheet, _grid, layout in layouts):
        raise RegisterFileError("no_header")
    of_file = Said(province=Unit(PROVINCE, "", default, default)) if default else _place_of_file(layouts, locator)
    told: list[Entry] = []
    for sheet, grid, layout in layouts:
        if sheet.is_hidden or layout is None:
            made.sheets.append(_passed(sheet, layout))
            if sheet.is_hidden and layout:
                made.warnings_of_rows.append(Fault(sheet.name, layout.last_row, "hidden_sheet", sheet.name))
            continue
        around = around_list(sheet.name, layout.above, locator, today=today)
        around = Around(around.place.within(of_file), around.stars, around.day, around.decision)
        told += _read_list(made, sheet, Reading(sheet.name, grid, layout, locator, around), today)
    _leave_out_duplicates(made, told)


def _passed(sheet: Sheet, layout: Layout | None) -> SheetRead:
    if not sheet.rows:
        return SheetRead(sheet.name, "empty")
    return SheetRead(sheet.name, "hidden" if sheet.is_hidden else "no_list", 0)


def _place_of_file(layouts: list, locator: Locator) -> Said:
    """The one province that the titles of all sheets name, for a sheet that has none of its own."""
    texts = [text for _sheet, grid, layout in layouts for text in (layout.above if layout else _first_texts(grid))]
    said = place_in_titles(tuple(texts), locator)
    return Said(province=said.province, written=said.province.written if said.province else "")


def _first_texts(grid: Grid) -> list[str]:
    return [cell for number in grid.numbers[:5] for cell in grid.rows[number] if isinstance(cell, str)]


def _read_list(made: Plan, sheet: Sheet, reading: Reading, today: date) -> list[Entry]:
    told, rows = [], 0
    for line in reading.lines():
        rows += 1
        entry, faults, warnings = entry_of(line, reading.locator, today=today, epoch=sheet.epoch)
        made.faults_of_rows += faults
        if entry:
            told.append(entry)
            made.warnings_of_rows += warnings
    made.skipped += reading.skipped
    made.sheets.append(SheetRead(sheet.name, "read", rows, tuple(reading.layout.columns.left_out)))
    return told


def _leave_out_duplicates(made: Plan, told: list[Entry]) -> None:
    first: dict[tuple, list[Entry]] = defaultdict(list)
    for entry in told:
        group = first[group_of(entry.product, entry.producer, entry.place.province)]
        same = next((other for other in group if _is_same(entry, other)), None)
        if same is None:
            group.append(entry)
            made.told.append(entry)
            continue
        differs = tuple(name for name in COMPARED if _differs(getattr(entry, name), getattr(same, name)))
        made.duplicates.append(Duplicate(entry.sheet, entry.row, same.sheet, same.row, differs))
        if differs:
            made.warnings_of_rows.append(Fault(entry.sheet, entry.row, "duplicate_differs", str(same.row)))


def _is_same(one: Entry, other: Entry) -> bool:
    places = {one.place.commune, other.place.commune} - {None}
    return (
        len(places) < 2
        and same_names(one.product, one.producer, other.product, other.producer)
        and same_recognition(one.decision_no, one.day, other.decision_no, other.day)
    )


def _differs(one, other) -> bool:
    return one != other and one not in (None, "") and other not in (None, "")
