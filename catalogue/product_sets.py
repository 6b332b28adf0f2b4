"""The 26 product sets of the OCOP classification (Decision 26/2026/QĐ-TTg, annex), with their names in both languages."""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple


class UnknownProductSet(LookupError):
    """No product set has this code."""


class ProductSet(NamedTuple):
    code: str  # "I.4a"
    name_vi: str
    name_en: str
    group: str  # "I"
    group_vi: str
    group_en: str
    family: str  # "I.4"
    family_vi: str
    family_en: str
    ministry: str  # the ministry that leads, as the decision names it
    is_alcohol: bool
    source_url: str

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_vi


class Group(NamedTuple):
    code: str  # "I"
    name_vi: str
    name_en: str

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_vi


@cache
def product_sets() -> tuple[ProductSet, ...]:
    """All 26, in the order of the decision."""
    with (Path(__file__).parent / "product_sets.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            ProductSet(
                **{name: row[name] for name in ProductSet._fields if name in row}
                | {"is_alcohol": row["is_alcohol"] == "yes"}
            )
            for row in csv.DictReader(file)
        )


@cache
def groups() -> tuple[Group, ...]:
    """The six groups, in the order of the decision."""
    return tuple(dict.fromkeys(Group(s.group, s.group_vi, s.group_en) for s in product_sets()))


class Shelf(NamedTuple):
    """One group with its sets in one language, for a menu."""

    code: str
    name: str
    sets: tuple[tuple[str, str], ...]  # (code, name)


@cache
def shelves(language: str, with_alcohol: bool) -> tuple[Shelf, ...]:
    """The six groups with their sets; alcohol only where the province has switched it on (rule P-15)."""
    shown = [s for s in product_sets() if with_alcohol or not s.is_alcohol]
    return tuple(
        Shelf(
            group.code, group.name(language), tuple((s.code, s.name(language)) for s in shown if s.group == group.code)
        )
        for group in groups()
    )


def group_name(code: str, language: str) -> str:
    return next((group.name(language) for group in groups() if group.code == code), code)


@cache
def _by_code() -> dict[str, ProductSet]:
    return {product_set.code: product_set for product_set in product_sets()}


def product_set(code: str) -> ProductSet:
    """Raises UnknownProductSet."""
    try:
        return _by_code()[code]
    except KeyError:
        raise UnknownProductSet(code) from None


def set_name(code: str, language: str) -> str:
    """The name for a page; the code itself for one that is not known, so that a page never fails on old data."""
    known = _by_code().get(code)
    return known.name(language) if known else code
