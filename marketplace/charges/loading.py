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
        with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                counts["added" if _load(model, row) else "unchanged"] += 1
    return counts


def _load(model: type[Dated], row: dict[str, str]) -> bool:
    new = model(**{name: _value(name, text) for name, text in row.items()})
    if new.rivals().exists():
        return False
    new.save()
    return True


def _value(name: str, text: str):
    if name in ("valid_from", "valid_to"):
        return date.fromisoformat(text) if text else None
    if name.endswith("_bp"):
        return int(text)
    return text == "yes" if name.startswith("is_") else text
