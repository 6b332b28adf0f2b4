"""Reads the two data packages: the official list of units, and what became of the old ones on 1 July 2025.

`vietnam_provinces` follows the General Statistics Office and its codes win. `vietnamadminunits` has other codes for
about a hundred units, so the two are joined by province and marked name. Its data files are read without importing
it: the package itself pulls in geometry and a geocoder.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from math import cos, hypot, radians, sqrt
from pathlib import Path
from statistics import median

from marketplace.folding import clean, lowered

KM_PER_DEGREE = 111


@dataclass(frozen=True)
class UnitRow:
    """A present unit as the official list has it."""

    code: str
    name: str
    province_code: str
    kind_word: str


@dataclass(frozen=True)
class OldUnit:
    """An old commune; an island district without communes has no `name`."""

    name: str
    district: str
    province: str
    key: tuple[str, str, str]  # province, district, commune as the conversion table writes them
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class Succession:
    """An old commune gave land to a present one, wholly or in part."""

    old: OldUnit
    commune_code: str
    whole: bool


def _folder(package: str) -> Path:
    return Path(next(iter(find_spec(package).submodule_search_locations))) / "data"


def province_rows() -> list[dict]:
    """The 34 provinces of the official list with their units under "wards"."""
    return json.loads((_folder("vietnam_provinces") / "nested-divisions.json").read_text(encoding="utf-8"))


def unit_rows(provinces: list[dict]) -> list[UnitRow]:
    return [
        UnitRow(
            f"{unit['code']:05d}",
            _tidied(unit["name"], unit["division_type"]),
            f"{province['code']:02d}",
            unit["division_type"],
        )
        for province in provinces
        for unit in province["wards"]
    ]


def _tidied(name: str, kind_word: str) -> str:
    """The list has doubled spaces and a lower-case slip ("Xã Đắk song")."""
    words = clean(name[len(kind_word) :]).split()
    return " ".join([kind_word.capitalize(), *(word[:1].upper() + word[1:] for word in words)])


class Conversion:
    """The conversion table, its keys replaced by official codes."""

    def __init__(self, units: list[UnitRow]):
        folder = _folder("vietnamadminunits")
        table = json.loads((folder / "converter_2025.json").read_text(encoding="utf-8"))
        self._whole = table["DICT_PROVINCE_WARD_NO_DIVIDED"]
        self._divided = table["DICT_PROVINCE_WARD_DIVIDED"]
        database = sqlite3.connect(f"file:{folder / 'dataset.db'}?mode=ro", uri=True)
        try:
            self._old = dict(_old_units(database))
            self._new = _new_units(database, units)
        finally:
            database.close()

    def successions(self) -> Iterator[Succession]:
        """Every pair of an old commune and a present one that took land from it."""
        for province, communes in self._whole.items():
            for commune, old_keys in communes.items():
                for old_key in old_keys:
                    yield Succession(self._old[tuple(old_key.split("_"))], self._new[province, commune]["code"], True)
        for province, old_keys in self._divided.items():
            for old_key, parts in old_keys.items():
                old = self._old[tuple(old_key.split("_"))]
                kept = [
                    p for p in parts if p["isDefaultNewWard"] or not self._is_mix_up(province, old, p["newWardKey"])
                ]
                for part in kept:
                    yield Succession(old, self._new[province, part["newWardKey"]]["code"], len(kept) == 1)

    def _is_mix_up(self, province: str, old: OldUnit, commune: str) -> bool:
        """The table took namesakes of one new province for one commune: "Phường 3" of Sa Đéc did not go to Cao Lãnh.

        So it is when the present commune has nothing else of the old one's district, but a namesake's district.
        """
        districts = {tuple(key.split("_")[:2]) for key in self._whole[province].get(commune, [])}
        if old.key[:2] in districts:
            return False
        namesakes = {*self._divided.get(province, {}), *(k for keys in self._whole[province].values() for k in keys)}
        return any(tuple(k.split("_")[:2]) in districts for k in namesakes if k.split("_")[2] == old.key[2])

    def positions(self, successions: list[Succession]) -> dict[str, tuple[float, float]]:
        """Latitude and longitude by code, only where the table's point lies near the old communes it was made of."""
        sources = defaultdict(list)
        for succession in successions:
            if succession.old.latitude is not None:
                sources[succession.commune_code].append((succession.old.latitude, succession.old.longitude))
        return {
            new["code"]: new["point"]
            for new in self._new.values()
            if new["point"] and _is_near(new["point"], sources[new["code"]], within=4 * sqrt(new["area"] or 0) + 3)
        }


def _old_units(database: sqlite3.Connection) -> Iterator[tuple[tuple[str, str, str], OldUnit]]:
    rows = database.execute(
        "SELECT provinceKey, districtKey, wardKey, ward, district, provinceShort, wardLat, wardLon"
        " FROM admin_units_legacy"
    )
    for province_key, district_key, ward_key, ward, district, province, latitude, longitude in rows:
        key = (province_key, district_key, ward_key or "")
        yield (key, OldUnit(clean(ward or ""), clean(district), clean(province), key, latitude, longitude))


def _new_units(database: sqlite3.Connection, units: list[UnitRow]) -> dict[tuple[str, str], dict]:
    codes = {(unit.province_code, _joined(unit.name)): unit.code for unit in units}
    rows = database.execute(
        "SELECT provinceKey, wardKey, provinceCode, ward, wardLat, wardLon, wardAreaKm2 FROM admin_units"
    )
    return {
        (province_key, ward_key): {
            "code": codes[province_code, _joined(ward)],
            "point": (latitude, longitude) if latitude is not None else None,
            "area": area,
        }
        for province_key, ward_key, province_code, ward, latitude, longitude, area in rows
    }


def _joined(name: str) -> str:
    return lowered(name).replace(" ", "")


def _is_near(point: tuple[float, float], sources: list[tuple[float, float]], *, within: float) -> bool:
    """Whether the point is `within` kilometres of the middle of its sources."""
    if not sources:
        return False
    latitude, longitude = (median(values) for values in zip(*sources, strict=True))
    north, east = point[0] - latitude, (point[1] - longitude) * cos(radians(latitude))
    return hypot(north, east) * KM_PER_DEGREE <= within
