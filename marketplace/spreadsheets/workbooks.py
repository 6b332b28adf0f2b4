"""The sheets of an XLSX file, read row by row so that a large one does not fill the memory."""

import io
from xml.etree.ElementTree import iterparse

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from .opening import Limits, Reason, Unreadable, check_package
from .tables import Area, Formula, Sheet, Table, has_something

MOST_MERGED = 50_000


def sheets(data: bytes, limits: Limits, *, keep_results: bool) -> list[Sheet]:
    """Every worksheet in order. A formula is its stored result with `keep_results`, otherwise, or without a stored
    result, a Formula. Raises Unreadable.
    """
    check_package(data, limits)
    try:
        return _read(data, limits, keep_results)
    except Unreadable:
        raise
    except Exception as error:  # a broken file fails anywhere inside the library, in any of a dozen ways
        raise Unreadable(Reason.DAMAGED) from error


def _read(data: bytes, limits: Limits, keep_results: bool) -> list[Sheet]:
    book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    results = (
        load_workbook(io.BytesIO(data), read_only=True, keep_links=False, data_only=True) if keep_results else None
    )
    found = []
    for sheet in book.worksheets[: limits.sheets]:
        merged, has_formulas = _marks(sheet)
        worked_out = results[sheet.title] if results and has_formulas else None
        found.append(
            Sheet(
                name=sheet.title,
                rows=_rows(sheet, worked_out, limits),
                merged=merged,
                is_hidden=sheet.sheet_state != "visible",
                epoch=book.epoch,
            )
        )
    return found


def _marks(sheet) -> tuple[tuple[Area, ...], bool]:
    """The merged areas, which reading row by row passes by, and whether any cell is a formula."""
    merged, has_formulas = [], False
    with sheet.parent._archive.open(sheet._worksheet_path) as source:
        for _event, element in iterparse(source):  # noqa: S314  check_package has refused declared entities
            tag = element.tag.rpartition("}")[2]
            if tag == "f":
                has_formulas = True
            elif tag == "mergeCell" and len(merged) < MOST_MERGED:
                left, top, right, bottom = range_boundaries(element.get("ref"))
                merged.append(Area(top, left - 1, bottom, right - 1))
            elif tag == "row":
                element.clear()
    return tuple(merged), has_formulas


def _rows(sheet, worked_out, limits: Limits) -> Table:
    """The size a sheet tells of itself is not believed; rows and columns are counted."""
    table: Table = []
    for number, cells in enumerate(_lines(sheet, worked_out, limits), 1):
        if number > limits.rows_with_empty_ones:
            raise Unreadable(Reason.TOO_MANY_ROWS)
        if not has_something(cells):
            continue
        if len(table) == limits.rows:
            raise Unreadable(Reason.TOO_MANY_ROWS)
        table.append((number, cells))
    return table


def _lines(sheet, worked_out, limits: Limits):
    sheet.reset_dimensions()
    lines = sheet.iter_rows(max_col=limits.columns)
    if worked_out is None:
        yield from (tuple(_value(cell) for cell in cells) for cells in lines)
        return
    worked_out.reset_dimensions()
    for cells, results in zip(lines, worked_out.iter_rows(max_col=limits.columns), strict=True):
        yield tuple(_result(cell, result) for cell, result in zip(cells, results, strict=True))


def _value(cell):
    return Formula() if cell.data_type == "f" else cell.value


def _result(cell, result):
    return Formula() if cell.data_type == "f" and result.value is None else result.value
