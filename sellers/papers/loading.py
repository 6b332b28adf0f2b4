"""Puts the usual requirements in place; a row that staff have edited, switched off or renamed stays as it is."""

import csv
from collections import Counter
from pathlib import Path

from .models import Requirement

REQUIREMENTS = Path(__file__).parent / "requirements.csv"
LISTS = ("kinds", "product_sets")
SWITCHES = ("is_per_product", "is_mandatory", "needs_file", "needs_number", "has_expiry")


def load_requirements() -> Counter:
    """Adds the rows of requirements.csv that are missing by their code. Counts "added" and "unchanged"."""
    counts = Counter(added=0, unchanged=0)
    known = set(Requirement.objects.values_list("code", flat=True))
    with REQUIREMENTS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["code"] not in known:
                Requirement.objects.create(**_values(row))
            counts["unchanged" if row["code"] in known else "added"] += 1
    return counts


def _values(row: dict[str, str]) -> dict:
    values = dict(row) | {name: row[name].split() for name in LISTS} | {name: row[name] == "yes" for name in SWITCHES}
    values["position"] = int(row["position"])
    values["months_valid"] = int(row["months_valid"]) if row["months_valid"] else None
    return values
