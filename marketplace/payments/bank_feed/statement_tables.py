"""A file from a bank as rows of plain cells, after making sure that it is what it says and not a trap."""

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import PurePath

from django.utils.translation import gettext as _
from openpyxl import load_workbook

LARGEST_FILE = 5 * 1024 * 1024
LARGEST_UNPACKED = 64 * 1024 * 1024
MOST_PARTS = 1_000
MOST_ROWS = 20_000
MOST_COLUMNS = 60
MOST_SHEETS = 10
MOST_ROWS_WITH_EMPTY_ONES = 100_000
DELIMITERS = (",", ";", "\t", "|")

Row = tuple
Table = list[tuple[int, Row]]


class StatementError(Exception):
    """The file as a whole cannot be read; the message says in plain words why and what to do."""


class Formula:
    """Stands for a cell that would be worked out: a bank writes plain values."""


def tables(data: bytes, filename: str, has_header: Callable[[Table], bool]) -> list[Table]:
    """The sheets that have a header; of a text file the one table whose delimiter brings the header to light.

    A table is a list of (row number as a spreadsheet shows it, cells), without empty rows. Raises StatementError.
    """
    if not data:
        raise StatementError(_("The file is empty."))
    if len(data) > LARGEST_FILE:
        raise StatementError(_("The file is larger than 5 MB. Export a shorter period."))
    ending = PurePath(filename).suffix.lower()
    if ending not in (".csv", ".txt", ".xlsx"):
        raise StatementError(_("Choose a CSV or XLSX file. An old .xls file can be saved as XLSX first."))
    is_zip = data.startswith(b"PK")
    if is_zip != (ending == ".xlsx"):
        raise StatementError(_("The file is not what its name says. Export it once more from the bank."))
    return [table for table in _sheets(data) if has_header(table)] if is_zip else _text_table(data, has_header)


def _text_table(data: bytes, has_header: Callable[[Table], bool]) -> list[Table]:
    """A wrong delimiter may break on quotation marks that the right one reads well."""
    text, broken = _decoded(data), None
    for delimiter in DELIMITERS:
        try:
            table = _csv_table(text, delimiter)
        except StatementError as error:
            broken = broken or error
        else:
            if has_header(table):
                return [table]
    if broken:
        raise broken
    return []


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode(data, "utf-16")
    if b"\x00" in data or data.startswith((b"%PDF", b"\xd0\xcf\x11\xe0")) or data.lstrip()[:1] == b"<":
        raise StatementError(_("The file is not what its name says. Export it once more from the bank."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decode(data, "cp1258")


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise StatementError(_("The letters of this file cannot be read. Save it as CSV UTF-8.")) from error


def _csv_table(text: str, delimiter: str) -> Table:
    table, number = [], 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1):
            _keep(table, number, tuple(_unwrapped(cell) for cell in cells[:MOST_COLUMNS]))
    except csv.Error as error:
        raise StatementError(_("Row %(row)d has a quotation mark out of place.") % {"row": number + 1}) from error
    return table


def _unwrapped(cell: str) -> str:
    """="0012" is how a CSV keeps Excel from eating zeros."""
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') and len(cell) > 2 else cell


def _sheets(data: bytes) -> list[Table]:
    _check_zip(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        return [_sheet_table(sheet) for sheet in book.worksheets[:MOST_SHEETS]]
    except StatementError:
        raise
    except Exception as error:  # a broken file fails anywhere inside the library, in any of a dozen ways
        raise StatementError(_("The XLSX file is damaged. Export it once more from the bank.")) from error


def _check_zip(data: bytes) -> None:
    """The sizes are looked at before anything is unpacked."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise StatementError(_("The XLSX file is damaged. Export it once more from the bank.")) from error
    names = {part.filename.lower() for part in parts}
    if any("vbaproject" in name or "macrosheets" in name for name in names):
        raise StatementError(_("The file holds macros. A bank sends none: do not open it, and ask the bank."))
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise StatementError(_("The file is far larger inside than outside. Export a shorter period."))
    if any(part.flag_bits & 1 for part in parts) or "xl/workbook.xml" not in names:
        raise StatementError(_("The file is not what its name says. Export it once more from the bank."))


def _sheet_table(sheet) -> Table:
    """The size a sheet tells of itself is not believed; rows and columns are counted."""
    sheet.reset_dimensions()
    table: Table = []
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        if number > MOST_ROWS_WITH_EMPTY_ONES:
            raise StatementError(_("The file has too many rows. Export a shorter period."))
        _keep(table, number, tuple(Formula() if cell.data_type == "f" else cell.value for cell in cells))
    return table


def _keep(table: Table, number: int, cells: Row) -> None:
    if all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells):
        return
    if len(table) == MOST_ROWS:
        raise StatementError(_("The file has too many rows. Export a shorter period."))
    table.append((number, cells))
