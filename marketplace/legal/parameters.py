"""Dated legal and house parameters. Figures live in parameters.csv with their article, never in code."""

import csv
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple


class UnknownParameter(LookupError):
    """No parameter of this code was in force on this day."""


class Parameter(NamedTuple):
    code: str
    value: int
    unit: str
    effective_from: date
    effective_to: date | None
    status: str
    legal_ref: str


@cache
def _rows() -> tuple[Parameter, ...]:
    with (Path(__file__).parent / "parameters.csv").open(encoding="utf-8") as file:
        return tuple(
            Parameter(
                row["code"],
                int(row["value"]),
                row["unit"],
                date.fromisoformat(row["effective_from"]),
                date.fromisoformat(row["effective_to"]) if row["effective_to"] else None,
                row["status"],
                row["legal_ref"],
            )
            for row in csv.DictReader(file)
        )


@cache
def parameter(code: str, on: date) -> int:
    """The value in force on that day. Raises UnknownParameter; a suspended or replaced row never counts."""
    for row in _rows():
        if row.code != code or row.status != "in_force" or row.effective_from > on:
            continue
        if row.effective_to is None or on <= row.effective_to:
            return row.value
    raise UnknownParameter(f"{code} on {on}")
