"""How each carrier calls the columns of its statement, from carrier_columns.toml, and finding them in a header row."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from marketplace.folding import folded

FILE = Path(__file__).with_name("carrier_columns.toml")
FEES = ("cod_fee", "shipping_fee", "return_fee", "insurance_fee", "other_fee")
AMOUNTS = ("cod_amount", *FEES, "adjustment", "net_amount")
FIELDS = ("tracking_no", "client_ref", "delivered_at", *AMOUNTS, "statement_no", "statement_date", "bank_ref")
NEEDED = {"tracking_no", "cod_amount", "net_amount"}
LONGEST_HEADER = 200


class UnknownLayout(LookupError):
    """carrier_columns.toml has no table of this code, or a field that is none of ours."""


@dataclass(frozen=True)
class CarrierLayout:
    """Columns: our field -> folded header names, the likeliest first. Not `proven`: never tried on a real file."""

    code: str
    name: str
    proven: bool
    columns: dict[str, tuple[str, ...]]

    def columns_in(self, row: Sequence) -> dict[str, int] | None:
        """Field -> place, when this row is the header."""
        names = [folded(cell) if isinstance(cell, str) and len(cell) <= LONGEST_HEADER else "" for cell in row]
        found = {}
        for field, wanted in self.columns.items():
            place = next((names.index(name) for name in wanted if names.count(name) == 1), None)
            if place is not None and place not in found.values():
                found[field] = place
        return found if found.keys() >= NEEDED else None


def carrier_layout(code: str) -> CarrierLayout:
    """Raises UnknownLayout."""
    try:
        return _layouts()[code]
    except KeyError as error:
        raise UnknownLayout(code) from error


def carrier_layouts() -> list[CarrierLayout]:
    """In the order of the file, the neutral one first."""
    return list(_layouts().values())


@cache
def _layouts() -> dict[str, CarrierLayout]:
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {code: _layout(code, table) for code, table in tables.items()}


def _layout(code: str, table: dict) -> CarrierLayout:
    columns = {field: tuple(folded(name) for name in names) for field, names in table["columns"].items()}
    if unknown := set(columns) - set(FIELDS):
        raise UnknownLayout(f"{code}: {sorted(unknown)}")
    return CarrierLayout(code, table["name"], table["proven"], columns)
