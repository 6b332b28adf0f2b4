"""Puts the rules of the data files in place; a row that touches what somebody entered or ended is left out."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

from .dating import Dated
from .models import CommissionRule, KindRule, TaxRule, TreatmentDefault, WithholdingMode

FILES: dict[str, type[Dated]] = {
    "kind_rules.csv": KindRule,
    "tax_rules.csv": TaxRule,
    "commission_rules.csv": CommissionRule,
    "treatment_defaults.csv": TreatmentDefault,
    "withholding_modes.csv": WithholdingMode,
}


def load_charges() -> Counter:
    """Adds what is missing. Counts "added" and "unchanged"; a second run adds none and no run changes a row."""
    counts = Counter()
    for name, model in FILES.items():
        rows = _rows(name, model)
        new = _missing(model, rows)
        model.objects.bulk_create(new)
        counts += Counter(added=len(new), unchanged=len(rows) - len(new))
    return counts


def _rows(name: str, model: type[Dated]) -> list[Dated]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        return [model(**{field: _value(field, text) for field, text in row.items()}) for row in csv.DictReader(file)]


def _missing(model: type[Dated], rows: list[Dated]) -> list[Dated]:
    """The rows of one file do not touch each other: only what stands in the database already is in the way."""
    stored = {_figures(row) for row in model.objects.all()}
    unknown = [row for row in rows if _figures(row) not in stored]
    return [row for row in unknown if not row.rivals().exists()] if stored else unknown


def _figures(row: Dated) -> tuple:
    return tuple(getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key)


def _value(name: str, text: str):
    if name in ("valid_from", "valid_to"):
        return date.fromisoformat(text) if text else None
    if name.endswith("_bp"):
        return int(text)
    return text == "yes" if name.startswith("is_") else text
