"""What is ripe when, as the sources state it for each province."""

from collections import Counter
from pathlib import Path

import catalogue.seasons
from catalogue.seasons.models import Produce, mask_of

from .storing import read_csv, store

SOURCE = Path(catalogue.seasons.__file__).parent / "data" / "seasons.csv"
# The provinces of before July 2025 -> the present one.
PRESENT_PROVINCE = {"An Giang": "91", "Kiên Giang": "91", "Hậu Giang": "92", "Tiền Giang": "82"}


def load_seasons() -> Counter:
    rows = [
        Produce(
            name=row["produce_vi"],
            name_en=row["produce_en"],
            province_id=PRESENT_PROVINCE[row["province"]],
            old_province=row["province"],
            months=mask_of(row["months"]),
            note=row["note"],
            source_url=row["source_url"],
        )
        for row in read_csv(SOURCE)
    ]
    return store(Produce, ("name", "old_province"), rows, ("name_en", "province_id", "months", "note", "source_url"))
