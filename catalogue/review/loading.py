"""The watched words that a new shop begins with. Staff edit them afterwards; their edits stay."""

import csv
from collections import Counter
from pathlib import Path

from marketplace.folding import lowered

from .models import WatchedWord


def watched_rows() -> list[dict]:
    with (Path(__file__).parent / "watched_words.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load_watched_words() -> Counter:
    """Adds each that is not stored yet, wherever its tone mark stands. Counts "created" and "unchanged"."""
    rows = watched_rows()
    known = {_key(words) for words in WatchedWord.objects.values_list("words", flat=True)}
    missing = [row for row in rows if _key(row["words"]) not in known]
    WatchedWord.objects.bulk_create([WatchedWord(**row) for row in missing])
    return Counter(created=len(missing), updated=0, unchanged=len(rows) - len(missing))


def _key(words: str) -> str:
    """Signs count: "100" is not "100%"."""
    return f"{lowered(words)}{'%' if '%' in words else ''}"
