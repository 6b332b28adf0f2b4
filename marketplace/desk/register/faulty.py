"""The faulty rows of a list as they were written, with what is wrong beside them: to be mended and brought once more."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from catalogue.register_import.faults import Fault
from catalogue.register_import.planning import LIMITS
from marketplace.printing.columns import Column, Kind
from marketplace.printing.tables import write_xlsx
from marketplace.spreadsheets.opening import kind_of
from marketplace.spreadsheets.tables import Formula, Sheet
from marketplace.spreadsheets.texts import text_table
from marketplace.spreadsheets.workbooks import sheets


def faulty_rows(data: bytes, filename: str, errors: list[Fault]) -> bytes:
    """One line per faulty row: sheet, row, all messages, then its cells as they stand. Raises as `planning.plan` does."""
    written = {(sheet.name, number): cells for sheet in _sheets(data, filename) for number, cells in sheet.rows}
    faults: dict[tuple[str, int], list[str]] = {}
    for fault in errors:
        faults.setdefault((fault.sheet, fault.row), []).append(fault.message)
    lines = [(sheet, row, " ".join(said), written.get((sheet, row), ())) for (sheet, row), said in faults.items()]
    width = max((len(cells) for *_rest, cells in lines), default=0)
    columns = [Column(_("Sheet")), Column(_("Row"), Kind.NUMBER, 0.5), Column(_("What is wrong"), width=4)]
    columns += [Column(f"{_('Cell')} {number}", width=2) for number in range(1, width + 1)]
    rows = [[sheet, row, said, *_texts(cells, width)] for sheet, row, said, cells in lines]
    return write_xlsx(rows, columns, sheet=_("Faulty rows"))


def _sheets(data: bytes, filename: str) -> list[Sheet]:
    if kind_of(data, filename, LIMITS) == "xlsx":
        return sheets(data, LIMITS, keep_results=True)
    return [Sheet(filename, text_table(data, lambda table: any(len(cells) > 1 for _row, cells in table), LIMITS) or [])]


def _texts(cells, width: int) -> list[str | None]:
    texts = [_text(cell) for cell in cells]
    return texts + [None] * (width - len(texts))


def _text(cell) -> str | None:
    if cell is None or isinstance(cell, Formula):
        return None
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}"
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)
