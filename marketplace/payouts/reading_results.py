"""Reads the bank's answer to a batch, from a CSV or XLSX file: which transfers were paid and which came back."""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from marketplace.folding import clean, folded
from marketplace.payments.bank_feed.statement_tables import StatementError, Table, tables

FILE = Path(__file__).with_name("results.toml")
HEADER_WITHIN = 30
_REFERENCE = re.compile(r"\bTT\d{8,14}\b")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})*|\d+")


@dataclass(frozen=True)
class Result:
    """What the bank says of one transfer. `amount` in dong, None when the file does not tell it; `row` for reports."""

    reference: str
    is_paid: bool
    reason: str = ""
    bank_reference: str = ""
    amount: int | None = None
    row: int = 0


@dataclass
class Answer:
    """`faults`: (row as a spreadsheet shows it, what is wrong); good rows count all the same."""

    results: list[Result] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)


class BadRow(ValueError):
    """The text is for staff."""


def read_results(data: bytes, filename: str) -> Answer:
    """Raises StatementError when the file as a whole cannot be read."""
    found = tables(data, filename, lambda table: _header(table) is not None)
    if not found:
        raise StatementError(_("No row names the columns: our reference (payout_ref) and the result."))
    place, columns = _header(found[0])
    answer = Answer()
    for number, cells in found[0][place + 1 :]:
        values = {name: _text(cells[at]) if at < len(cells) else "" for name, at in columns.items()}
        try:
            answer.results.append(_result(number, values))
        except BadRow as error:
            answer.faults.append((number, str(error)))
    return answer


def _header(table: Table) -> tuple[int, dict[str, int]] | None:
    for place, (number, cells) in enumerate(table):
        if number > HEADER_WITHIN:
            return None
        names = [folded(cell) if isinstance(cell, str) else "" for cell in cells]
        columns = {}
        for name, wanted in _words()["columns"].items():
            at = next((names.index(word) for word in wanted if names.count(word) == 1), None)
            if at is not None and at not in columns.values():
                columns[name] = at
        if "outcome" in columns and columns.keys() & {"reference", "content"}:
            return place, columns
    return None


def _result(row: int, values: dict[str, str]) -> Result:
    outcome = folded(values["outcome"])
    kinds = [kind for kind, words in _words()["outcomes"].items() if outcome in words]
    if not kinds:
        raise BadRow(_("“%(text)s” says neither paid nor sent back.") % {"text": values["outcome"][:40]})
    return Result(
        reference=_reference(values),
        is_paid=kinds[0] == "paid",
        reason=values.get("reason", "")[:300],
        bank_reference=values.get("bank_reference", "")[:120],
        amount=_dong(values.get("amount", "")),
        row=row,
    )


def _reference(values: dict[str, str]) -> str:
    """From its own column, else from the content, which begins with it."""
    for name in ("reference", "content"):
        if found := _REFERENCE.search(values.get(name, "").upper()):
            return found[0]
    raise BadRow(_("This row has no reference of ours."))


def _dong(text: str) -> int | None:
    digits = re.sub(r"[\s₫đ]|vnd", "", text.lower())
    if not digits:
        return None
    if len(digits) > 20 or not digits.isascii() or not _GROUPED.fullmatch(digits):
        raise BadRow(_("“%(text)s” is not a whole amount of dong.") % {"text": text[:40]})
    return int(re.sub(r"[.,]", "", digits))


def _text(cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if not isinstance(cell, str | int) or isinstance(cell, bool):
        return ""
    return clean(str(cell)).lstrip("'")


@cache
def _words() -> dict[str, dict[str, tuple[str, ...]]]:
    tables_ = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        name: {key: tuple(folded(word) for word in words) for key, words in table.items()}
        for name, table in tables_.items()
    }
