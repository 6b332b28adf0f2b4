"""Puts the table of delivery rates in place; what an operator has changed since is left alone."""

import csv
from collections import Counter
from pathlib import Path

from .models import DeliveryRate, RemoteSurcharge

RATES = Path(__file__).parent / "rates.csv"
REMOTE = "remote"


def load_rates() -> Counter:
    """Adds the rows of rates.csv that are missing. Counts those added and those left alone; a second run adds none."""
    counts, zones = Counter(), set(DeliveryRate.objects.values_list("zone", flat=True))
    with RATES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            is_new = _load_remote(row) if row["zone"] == REMOTE else row["zone"] not in zones and _load_rate(row)
            counts["added" if is_new else "unchanged"] += 1
    return counts


def _load_rate(row) -> bool:
    zone, cod_allowed = row.pop("zone"), row.pop("cod_allowed") == "yes"
    values = {name: int(text) if text else None for name, text in row.items()}
    DeliveryRate.objects.create(zone=zone, cod_allowed=cod_allowed, **values)
    return True


def _load_remote(row) -> bool:
    """In this row the price of a step is a percentage of the zone's steps."""
    values = {name: int(row[name]) for name in ("first_price", "days_min", "days_max")}
    values |= {"step_percent": int(row["step_price"]), "cod_allowed": row["cod_allowed"] == "yes"}
    return RemoteSurcharge.objects.get_or_create(pk=1, defaults=values)[1]
