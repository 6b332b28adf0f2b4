"""What a sheet is to the rooms that read one: numbered rows, merged areas, whether it was hidden."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from openpyxl.utils.datetime import WINDOWS_EPOCH

Row = tuple[Any, ...]
Table = list[tuple[int, Row]]  # (row number as a spreadsheet shows it, cells), without empty rows


class Formula:
    """Stands for a cell that would be worked out and whose result the file does not hold."""


class Area(NamedTuple):
    """A merged area: rows as a spreadsheet shows them, columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    name: str
    rows: Table
    merged: tuple[Area, ...] = ()
    is_hidden: bool = False
    epoch: datetime = field(default=WINDOWS_EPOCH)  # where the numbers of days begin: 1900, or 1904 from an old Mac


def has_something(cells: Row) -> bool:
    return any(cell is not None and not (isinstance(cell, str) and not cell.strip()) for cell in cells)
