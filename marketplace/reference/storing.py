"""Writes rows in bulk so that a second run writes nothing: each row is known by its identity."""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence

from django.db.models import Model

BATCH = 200  # keeps one statement below SQLite's limit of variables


def store(
    model: type[Model],
    identity: Sequence[str],
    rows: Iterable[Model],
    fields: Sequence[str] = (),
    *,
    update: bool = True,
) -> Counter:
    """Creates the rows that are new by their identity and, with `update`, brings `fields` of the others up to date.

    Names are column attributes ("product_id"). Every row has its primary key afterwards. Sends no signals.
    Counts "created", "updated" and "unchanged"; without `update`, stored rows count as unchanged whatever they hold.
    """
    rows = list(rows)
    known = {_key(row, identity): row for row in model._default_manager.all()}
    created, updated = [], []
    for row in rows:
        stored = known.get(_key(row, identity))
        if stored is None:
            created.append(row)
            continue
        row.pk = stored.pk
        if update and any(getattr(stored, name) != getattr(row, name) for name in fields):
            updated.append(row)
    model._default_manager.bulk_create(created, batch_size=BATCH)
    if updated:
        model._default_manager.bulk_update(updated, fields, batch_size=BATCH)
    return Counter(created=len(created), updated=len(updated), unchanged=len(rows) - len(created) - len(updated))


def _key(row: Model, identity: Sequence[str]) -> tuple:
    return tuple(getattr(row, name) for name in identity)


def read_csv(path) -> list[dict]:
    """Rows of a UTF-8 CSV file with a header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
