"""The outlines that the map is drawn from: shapes.json, built by building.py; README.md tells where they come from."""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parent / "shapes.json"


class Outline(NamedTuple):
    """One province. Rings of (longitude, latitude); `label`: where its name stands."""

    code: str
    name: str
    name_en: str
    label: tuple[float, float]
    rings: list[list[tuple[float, float]]]


class Shapes(NamedTuple):
    land: list[list[tuple[float, float]]]
    provinces: dict[str, Outline]


@cache
def shapes() -> Shapes:
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    factor = stored["factor"]
    outlines = {
        code: Outline(
            code=code,
            name=row["names"][0],
            name_en=row["names"][1],
            label=(row["label"][0] / factor, row["label"][1] / factor),
            rings=[_ring(ring, factor) for ring in row["rings"]],
        )
        for code, row in stored["provinces"].items()
    }
    return Shapes([_ring(ring, factor) for ring in stored["land"]], outlines)


def _ring(flat: list[int], factor: int) -> list[tuple[float, float]]:
    return [(x / factor, y / factor) for x, y in zip(flat[::2], flat[1::2], strict=True)]
