"""The banks one can transfer to: BIN, short code and name, dated, in banks.csv. Names change, BINs hardly."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.utils import timezone

FILE = Path(__file__).with_name("banks.csv")


class UnknownBank(LookupError):
    """No bank of our list has this BIN on that day."""


@dataclass(frozen=True)
class Bank:
    """A bank or wallet as it is called from valid_from on."""

    bin: str
    code: str
    short_name: str
    name: str
    valid_from: date


def bank(bin: str, day: date | None = None) -> Bank:
    """The bank with this BIN, as it is called on the day (today). Raises UnknownBank."""
    for candidate in banks_on(day or timezone.localdate()):
        if candidate.bin == bin:
            return candidate
    raise UnknownBank(bin)


def banks_on(day: date) -> list[Bank]:
    """Every bank in the order of the file, each under the name it has on the day."""
    return newest_on(day, _rows())


def newest_on(day: date, rows: tuple[Bank, ...]) -> list[Bank]:
    newest: dict[str, Bank] = {}
    for row in rows:
        if row.valid_from <= day and (row.bin not in newest or newest[row.bin].valid_from < row.valid_from):
            newest[row.bin] = row
    return list(newest.values())


@cache
def _rows() -> tuple[Bank, ...]:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(Bank(**{**row, "valid_from": date.fromisoformat(row["valid_from"])}) for row in rows)
