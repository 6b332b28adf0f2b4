"""What a column holds, so that each kind of file writes it rightly: text stays text, dong stay whole numbers."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any


class Kind(Enum):
    """TEXT is never read as a number (leading zeros stay); DONG is a whole number; DAY is a date without a time."""

    TEXT = "text"
    DONG = "dong"
    NUMBER = "number"
    DAY = "day"


class WrongCell(TypeError):
    """A cell does not hold what its column promises: a float among dong, a row too short."""


@dataclass(frozen=True)
class Column:
    """`width` is relative to the other columns of the table."""

    title: str
    kind: Kind = Kind.TEXT
    width: float = 1.0

    @property
    def is_numeric(self) -> bool:
        return self.kind in (Kind.DONG, Kind.NUMBER)


_TYPES = {Kind.DONG: (int,), Kind.NUMBER: (int, Decimal), Kind.DAY: (date,)}


def checked(row: Sequence[Any], columns: Sequence[Column]) -> list[Any]:
    """The row's cells, text without control characters; None is an empty cell. Raises WrongCell."""
    if len(row) != len(columns):
        raise WrongCell(f"{len(row)} cells for {len(columns)} columns")
    return [_checked(value, column) for value, column in zip(row, columns, strict=True)]


def _checked(value: Any, column: Column) -> Any:
    if value is None:
        return None
    if column.kind is Kind.TEXT:
        return printable(str(value))
    if isinstance(value, bool | datetime) or not isinstance(value, _TYPES[column.kind]):
        raise WrongCell(f"{column.title}: {value!r} is not {column.kind.value}")
    return value


def printable(text: str) -> str:
    """NFC, line ends as \\n, other control characters gone (XML and PDF readers refuse them). Tabs stay."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n")
    return "".join(c for c in text if c in "\n\t\r" or unicodedata.category(c) not in ("Cc", "Cs", "Cn"))
