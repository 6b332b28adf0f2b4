"""Codes, titles and words of the papers, read from forms.toml: the tax office changes them more often than we do."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from marketplace.printing.columns import Column, Kind


class NoForm(LookupError):
    """forms.toml has no form of this kind for that day."""


@dataclass(frozen=True)
class Form:
    """`code` is empty while nobody has seen it; `status` then says so."""

    kind: str
    code: str
    status: str
    title: str
    legal_basis: str
    valid_from: date
    valid_to: date | None = None

    @property
    def code_text(self) -> str:
        return self.code or word("form_unknown")

    @property
    def is_house_form(self) -> bool:
        """A paper that no law gives a form."""
        return self.status == "house form"


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "forms.toml").read_text(encoding="utf-8"))


def form(kind: str, on: date) -> Form:
    """The form to use for something of that day. Raises NoForm."""
    for row in _data()["form"]:
        found = Form(**row)
        if found.kind == kind and found.valid_from <= on and (found.valid_to is None or on <= found.valid_to):
            return found
    raise NoForm(f"{kind} on {on}")


def word(name: str, **values) -> str:
    return _data()["words"][name].format(**values)


def columns(kind: str, shapes: dict[str, tuple[Kind, float]]) -> list[Column]:
    """The columns of a paper in the order of forms.toml; `shapes` says kind and width where it is not plain text."""
    return [Column(title, *shapes.get(name, ())) for name, title in _data()["columns"][kind].items()]


def column_names(kind: str) -> list[str]:
    return list(_data()["columns"][kind])


def due_day() -> int:
    """Of the month that follows (T-07)."""
    return _data()["due"]["day"]
