"""Geographical indications, certification marks and collective marks of the three provinces."""

from collections import Counter
from datetime import date
from pathlib import Path

import catalogue.certification
from catalogue.certification.models import GeographicalIndication

from .storing import read_csv, store

SOURCE = Path(catalogue.certification.__file__).parent / "data" / "geographical_indications.csv"
FIELDS = ("kind", "registration_no", "registered_on", "registered_text", "area", "province_id", "product", "source_url")


def load_indications() -> Counter:
    return store(GeographicalIndication, ("name", "old_province"), map(_indication, read_csv(SOURCE)), FIELDS)


def _indication(row: dict) -> GeographicalIndication:
    """A registration of which only the year is known keeps it as text: no day is invented."""
    registered = row["registered"]
    return GeographicalIndication(
        name=row["name"],
        kind=row["kind"],
        registration_no=row["registration_no"],
        registered_on=date.fromisoformat(registered) if len(registered) == 10 else None,
        registered_text=registered,
        area=row["area"],
        province_id=row["province"],
        old_province=row["old_province"],
        product=row["product"],
        source_url=row["source_url"],
    )
