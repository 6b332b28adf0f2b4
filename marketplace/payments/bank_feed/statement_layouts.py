"""How each bank calls the columns of its statement, from statement_columns.toml, and finding them in a header row."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from marketplace.folding import folded

FILE = Path(__file__).with_name("statement_columns.toml")
FIELDS = (
    *("at", "time", "content", "reference", "credit", "debit", "amount", "balance"),
    *("account", "counter_name", "counter_account"),
)
LONGEST_HEADER = 200
_PARTS = re.compile(r"[/|()\[\]\r\n]+")


class UnknownLayout(LookupError):
    """statement_columns.toml has no table of this code."""


@dataclass(frozen=True)
class Layout:
    """Columns: our field -> folded header names, the likeliest first. Not `proven`: never tried on a real file."""

    code: str
    name: str
    proven: bool
    thousands: str
    date_formats: tuple[str, ...]
    columns: dict[str, tuple[str, ...]]

    def columns_in(self, row: Sequence) -> dict[str, int] | None:
        """Field -> place, when this row is the header. A name that stands on two columns counts for none."""
        names = [_names(cell) for cell in row]
        places = {field: _place(wanted, names) for field, wanted in self.columns.items()}
        found = {field: place for field, place in places.items() if place is not None}
        is_header = {"at", "content"} <= set(found) and ("credit" in found or "amount" in found)
        return found if is_header and len(set(found.values())) == len(found) else None


def layout(code: str) -> Layout:
    """Raises UnknownLayout."""
    try:
        return _layouts()[code]
    except KeyError as error:
        raise UnknownLayout(code) from error


def layouts() -> list[Layout]:
    """In the order of the file, the neutral one first."""
    return list(_layouts().values())


@cache
def _layouts() -> dict[str, Layout]:
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {code: _layout(code, table) for code, table in tables.items()}


def _layout(code: str, table: dict) -> Layout:
    columns = {field: tuple(folded(name) for name in names) for field, names in table.pop("columns").items()}
    if unknown := set(columns) - set(FIELDS):
        raise UnknownLayout(f"{code}: {sorted(unknown)}")
    return Layout(code=code, columns=columns, date_formats=tuple(table.pop("date_formats")), **table)


def _names(cell) -> set[str]:
    if not isinstance(cell, str) or len(cell) > LONGEST_HEADER:
        return set()
    return {folded(cell), *(folded(part) for part in _PARTS.split(cell))} - {""}


def _place(wanted: tuple[str, ...], names: list[set[str]]) -> int | None:
    for name in wanted:
        places = [place for place, here in enumerate(names) if name in here]
        if places:
            return places[0] if len(places) == 1 else None
    return None
