"""A text file as a table: its encoding, its delimiter, its quotation marks."""

import csv
import io
from collections.abc import Callable

from .opening import Limits, Reason, Unreadable
from .tables import Row, Table, has_something

DELIMITERS = (",", ";", "\t", "|")


def text_table(data: bytes, is_wanted: Callable[[Table], bool], limits: Limits) -> Table | None:
    """The table of the delimiter that makes it wanted. A wrong one may break on quotation marks that the right one
    reads well. Raises Unreadable when none reads the file through.
    """
    text, broken = _decoded(data), None
    for delimiter in DELIMITERS:
        try:
            table = _table(text, delimiter, limits)
        except Unreadable as error:
            broken = broken or error
        else:
            if is_wanted(table):
                return table
    if broken:
        raise broken
    return None


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode(data, "utf-16")
    if b"\x00" in data or data.startswith((b"%PDF", b"\xd0\xcf\x11\xe0")) or data.lstrip()[:1] == b"<":
        raise Unreadable(Reason.NOT_WHAT_IT_SAYS)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decode(data, "cp1258")


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(Reason.LETTERS) from error


def _table(text: str, delimiter: str, limits: Limits) -> Table:
    table, number = [], 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1):
            _keep(table, number, tuple(_unwrapped(cell) for cell in cells[: limits.columns]), limits)
    except csv.Error as error:
        raise Unreadable(Reason.QUOTATION, number + 1) from error
    return table


def _keep(table: Table, number: int, cells: Row, limits: Limits) -> None:
    if not has_something(cells):
        return
    if len(table) == limits.rows:
        raise Unreadable(Reason.TOO_MANY_ROWS)
    table.append((number, cells))


def _unwrapped(cell: str) -> str:
    """="0012" is how a CSV keeps Excel from eating zeros."""
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') and len(cell) > 2 else cell
