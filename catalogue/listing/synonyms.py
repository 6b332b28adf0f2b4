"""The other names for the same thing that a new shop begins with. Staff edit them afterwards; their edits stay."""

import csv
from collections import Counter
from pathlib import Path

from marketplace.folding import lowered

from . import searching
from .models import Synonym


def synonym_rows() -> list[dict]:
    with (Path(__file__).parent / "synonyms.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load_synonyms() -> Counter:
    """Adds each group whose first name stands first in no stored group yet. Counts "created" and "unchanged"."""
    known = {_first_name(names) for names in Synonym.objects.values_list("names", flat=True)}
    missing = [row for row in synonym_rows() if _first_name(row["names"]) not in known]
    Synonym.objects.bulk_create([Synonym(names=row["names"], note=row["note"]) for row in missing])
    searching.forget_synonyms()
    return Counter(created=len(missing), updated=0, unchanged=len(synonym_rows()) - len(missing))


def _first_name(names: str) -> str:
    return lowered(names.split(",")[0])
