"""The published OCOP awards of four old provinces: one row per product, read with the honesty rules of the data set.

A row says that somebody recognised, proposed or named a product. Only evidence A (a decision, an official list) and
B (press or a portal) count as recognition, and only with its stars and its date; nothing is filled in by guessing.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from marketplace.folding import clean
from marketplace.reference.storing import read_csv

DATA = Path(__file__).parent / "data"
RECOGNISED = {"A", "B"}


@dataclass(frozen=True)
class Award:
    name: str
    producer: str
    producer_kind: str
    old_commune: str
    old_district: str
    old_province: str
    commune_code: str
    province_code: str
    stars: int  # 0 where no source states them
    score: str
    decision_no: str
    recognised_on: str  # "2023-01-27", "2021" or ""
    kind: str
    price: int  # 0 where no source states it
    price_unit: str
    source_url: str
    evidence: str

    @property
    def digest(self) -> str:
        """Names the row for ever: product, producer and province are the key of the data set."""
        key = "|".join((self.name, self.producer, self.old_province))
        return hashlib.sha256(key.encode()).hexdigest()[:12]

    @property
    def former_place(self) -> str:
        return ", ".join(filter(None, (self.old_commune, self.old_district, self.old_province)))

    @property
    def is_year_only(self) -> bool:
        return len(self.recognised_on) == 4

    @property
    def issued_on(self) -> date | None:
        """The day of recognition; the first of January where only the year is known, so nothing is claimed too long."""
        if not self.recognised_on:
            return None
        return date(int(self.recognised_on), 1, 1) if self.is_year_only else date.fromisoformat(self.recognised_on)

    @property
    def has_certificate(self) -> bool:
        return self.evidence in RECOGNISED and self.stars > 0 and self.issued_on is not None


@cache
def awards() -> tuple[Award, ...]:
    return tuple(_award(row) for row in read_csv(DATA / "ocop_products.csv"))


def _award(row: dict) -> Award:
    row = {name: clean(value) for name, value in row.items()}
    return Award(
        name=row["name_vi"],
        producer=row["producer"],
        producer_kind=row["producer_type"],
        old_commune=row["old_commune"],
        old_district=row["old_district"],
        old_province=row["old_province"],
        commune_code=row["new_commune_code"],
        province_code=row["new_province_code"],
        stars=int(row["stars"] or 0),
        score=row["score"],
        decision_no=row["decision_no"],
        recognised_on=row["recognised_on"],
        kind=row["subcategory"],
        price=int(row["price_vnd"] or 0),
        price_unit=row["unit"],
        source_url=row["source_url"].split(" ; ")[0],
        evidence=row["evidence"],
    )
