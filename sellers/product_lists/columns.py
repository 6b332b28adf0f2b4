"""The columns of a seller's list, from columns.toml, and finding them in a row of headings."""

import re
import tomllib
from functools import cache
from pathlib import Path

from marketplace.folding import folded

FILE = Path(__file__).with_name("columns.toml")
NEEDED = {"title", "price"}
LONGEST_HEADING = 80
_BRACKETS = re.compile(r"\([^)]*\)")


@cache
def columns() -> dict[str, dict]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def _fields() -> dict[str, str]:
    return {_plain(name): field for field, table in columns().items() for name in table["names"]}


def _plain(text: str) -> str:
    return folded(_BRACKETS.sub(" ", text))


def places_in(cells) -> dict[str, int] | None:
    """Field -> place, when this row heads a list: at least name and price. The first of two equal headings counts."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        if isinstance(cell, str) and len(cell) <= LONGEST_HEADING:
            field = _fields().get(_plain(cell))
            if field and field not in found:
                found[field] = place
    return found if found.keys() >= NEEDED else None
