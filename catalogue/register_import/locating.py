"""The present commune and province of a row, from what it says, its section, its sheet and the title; or that it cannot be told.

A present name goes before a former one, as everywhere in this shop (places.resolving). With an old district the old
commune is meant. A place that became several communes is never given to one of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from marketplace.folding import folded

from .addresses import BARE, CITY, COMMUNE, DISTRICT, PROVINCE, Unit, units_of
from .faults import CellFault
from .gazetteer import Former, Gazetteer

REFORM = date(2025, 7, 1)  # districts ended, communes were joined (Resolution 202/2025/QH15)
LONGEST_FORMER = 200


@dataclass(frozen=True)
class Said:
    """The units that were named at one level of the list; `written` as it stands there; `has_more`: a hamlet, a street."""

    province: Unit | None = None
    district: Unit | None = None
    commune: Unit | None = None
    written: str = ""
    has_more: bool = False

    @property
    def is_nothing(self) -> bool:
        return not (self.province or self.district or self.commune)

    def within(self, around: "Said") -> "Said":
        """What is not said here is taken from around, down to the first level that is said here."""
        if self.province:
            return self
        if self.district:
            return replace(self, province=around.province)
        if self.commune:
            return replace(self, province=around.province, district=around.district)
        return replace(around, written=self.written or around.written, has_more=self.has_more)


@dataclass(frozen=True)
class Place:
    """`warning`: commune_unknown or commune_ambiguous, when a commune was named and cannot be told."""

    province: str
    commune: str | None = None
    former: str = ""
    warning: str = ""


class Locator:
    """Tells places; remembers them, for a list names the same few again and again. `home`: codes of the shop's provinces."""

    def __init__(self, gazetteer: Gazetteer, home: Sequence[str]):
        self.known, self.home = gazetteer, tuple(home)
        self._remembered: dict = {}

    def said_in(self, address: str = "", commune: str = "", district: str = "", province: str = "") -> Said:
        """The units of the place columns of a row."""
        key = ("said", address, commune, district, province)
        if key not in self._remembered:
            self._remembered[key] = self._read(address, commune, district, province)
        return self._remembered[key]

    def _read(self, address: str, commune: str, district: str, province: str) -> Said:
        columns = ((province, PROVINCE), (district, DISTRICT), (commune, COMMUNE), (address, BARE))
        units = [unit for text, level in columns if text for unit in units_of(text, default=level)]
        written = ", ".join(filter(None, (address, commune, district, province)))
        return self._sorted(units, written)

    def _sorted(self, units: list[Unit], written: str) -> Said:
        """Levels by their words first; then names without a word, from the largest unit, which stands last."""
        found = {
            PROVINCE: next((u for u in units if u.level == PROVINCE and self._provinces(u)), None)
            or next((u for u in units if u.level == PROVINCE), None),
            DISTRICT: next((u for u in units if u.level == DISTRICT), None),
            COMMUNE: next((u for u in units if u.level == COMMUNE), None),
        }
        for unit in (u for u in units if u.level == CITY):
            level = PROVINCE if not found[PROVINCE] and self._is_province_city(unit) else DISTRICT
            found[level] = found[level] or unit
        for at in range(len(units) - 1, -1, -1):
            if units[at].level == BARE and (level := self._level_of(at, units, found)):
                found[level] = units[at]
        has_more = any(unit not in found.values() for unit in units)
        return Said(found[PROVINCE], found[DISTRICT], found[COMMUNE], written, has_more)

    def _level_of(self, at: int, units: list[Unit], found: dict) -> str:
        """Of a name without a word for its kind: the larger unit stands behind the smaller one."""
        unit = units[at]
        is_behind = {level: not found[level] or units.index(found[level]) < at for level in (DISTRICT, COMMUNE)}
        if not found[PROVINCE] and is_behind[DISTRICT] and is_behind[COMMUNE] and self._provinces(unit):
            return PROVINCE
        if not found[DISTRICT] and is_behind[COMMUNE] and self._is_district(unit, found[PROVINCE]):
            return DISTRICT
        if not found[COMMUNE] and (unit.key in self.known.communes or unit.key in self.known.former_communes):
            return COMMUNE
        return ""

    def _is_district(self, unit: Unit, province: Unit | None) -> bool:
        """An old district of the province that is named, or of the shop's own; one far away has namesakes here."""
        codes = {code for code, _name in self._provinces(province)} if province else set(self.home)
        named = self._fitting(self.known.districts.get(unit.key, ()), unit)
        if any(each.now_in in codes for each in named):
            return True
        communes = (*self.known.communes.get(unit.key, ()), *self.known.former_communes.get(unit.key, ()))
        return bool(named) and not province and not communes

    def _is_province_city(self, unit: Unit) -> bool:
        return f"thanh pho {unit.key}" in self.known.provinces or (
            unit.key in self.known.provinces and unit.key not in self.known.districts
        )

    def _provinces(self, unit: Unit) -> set[tuple[str, str]]:
        return self.known.provinces.get(unit.key, set())

    def place_of(self, said: Said, *, on: date | None) -> Place:
        """Raises CellFault missing_place, unknown_place, ambiguous_place: then not even the province can be told."""
        key = (said, on is not None and on < REFORM)
        if key not in self._remembered:
            try:
                self._remembered[key] = self._place_of(said, is_before_reform=key[1])
            except CellFault as fault:
                self._remembered[key] = fault
        found = self._remembered[key]
        if isinstance(found, CellFault):
            raise CellFault(found.code, found.value)
        return found

    def _place_of(self, said: Said, *, is_before_reform: bool) -> Place:
        if said.is_nothing:
            return self._only_home(said)
        scope = self._scope(said)
        districts = self._districts(said, scope)
        if said.commune:
            place = self._in_commune(said, scope, districts, is_before_reform)
            if place:
                return place
        return self._in_province(said, scope, districts)

    def _only_home(self, said: Said) -> Place:
        """A shop of one province means that one."""
        if len(self.home) != 1:
            raise CellFault("unknown_place" if said.written else "missing_place", said.written)
        return Place(self.home[0], former=_cut(said), warning="commune_unknown" if said.written else "")

    def _scope(self, said: Said) -> tuple[str, ...]:
        """The codes of the present provinces that can be meant."""
        if not said.province:
            return ()
        codes = {code for code, _name in self._provinces(said.province)}
        if not codes:
            raise CellFault("unknown_place", said.written or said.province.written)
        return tuple(sorted(codes))

    def _districts(self, said: Said, scope: tuple[str, ...]) -> list[Former]:
        """The old districts that can be meant: of the province as it was called first, of the shop's own provinces next."""
        if not said.district:
            return []
        named = self._fitting(self.known.districts.get(said.district.key, ()), said.district)
        if scope:
            named = [each for each in named if each.now_in in scope]
            spoken = said.province.key
            return [each for each in named if folded(each.province) == spoken] or named
        return [each for each in named if each.now_in in self.home] or named

    def _in_commune(self, said: Said, scope, districts: list[Former], is_before_reform: bool) -> Place | None:
        unit = said.commune
        presents = self._marked(self.known.communes.get(unit.key, ()), unit)
        formers = self._marked(self.known.former_communes.get(unit.key, ()), unit)
        if said.district and districts:
            presents, formers = self._of_kind(presents, unit), self._of_kind(formers, unit)
            return self._in_district(said, districts, presents, formers)
        presents, formers = (self._of_kind(each, unit) for each in self._near(presents, formers, scope))
        if said.province:
            of_old_province = [each for each in formers if folded(each.province) == said.province.key]
            if of_old_province and not self._is_present(said.province):
                return self._heir(said, of_old_province)
            formers = of_old_province or formers
        if unit.kind and not any(each.kind == unit.kind for each in presents):
            presents = [] if any(each.kind == unit.kind for each in formers) else presents
        heirs = {code for each in formers for code in each.heirs}
        if len(presents) == 1:
            [present] = presents
            if is_before_reform and heirs and present.code not in heirs:
                return self._untold(said, {present.province, *(each.now_in for each in formers)}, "commune_ambiguous")
            return Place(present.province, present.code)
        if presents:
            return self._untold(said, {each.province for each in presents}, "commune_ambiguous")
        return self._heir(said, formers)

    def _in_district(self, said: Said, districts, presents, formers) -> Place | None:
        """An old address. Where the commune is a present one with its old district, it lies on land of that district."""
        within = {(each.name, each.province) for each in districts}
        formers = [each for each in formers if (each.district, each.province) in within]
        if formers:
            return self._heir(said, formers)
        land = {code for each in districts for code in each.heirs}
        found = [each for each in presents if each.code in land]
        if len(found) == 1:
            return Place(found[0].province, found[0].code, former=_cut(said))
        return None

    def _heir(self, said: Said, formers: list[Former]) -> Place | None:
        heirs = {code for each in formers for code in each.heirs}
        provinces = {each.now_in for each in formers}
        if not heirs:
            return None
        if len(heirs) > 1:
            return self._untold(said, provinces, "commune_ambiguous")
        labels = {each.label for each in formers}
        return Place(provinces.pop(), heirs.pop(), former=labels.pop() if len(labels) == 1 else _cut(said))

    def _untold(self, said: Said, provinces: set[str], warning: str) -> Place:
        return Place(self._one(provinces, said), former=_cut(said), warning=warning)

    def _one(self, provinces: set[str], said: Said) -> str:
        """A namesake far away does not make doubtful what lies in the shop's own provinces."""
        found = provinces if len(provinces) == 1 else provinces & set(self.home)
        if len(found) != 1:
            raise CellFault("ambiguous_place", said.written)
        return next(iter(found))

    def _in_province(self, said: Said, scope, districts: list[Former]) -> Place:
        """The commune is not known; an old district that became one commune tells it, otherwise the province stands."""
        provinces = set(scope) or {each.now_in for each in districts}
        if said.district and districts and len({each.now_in for each in districts}) == 1:
            provinces = {districts[0].now_in}
        if not provinces:
            if len(self.home) == 1:
                return Place(self.home[0], former=_cut(said), warning="commune_unknown")
            raise CellFault("unknown_place", said.written)
        province = self._one(provinces, said)
        if not said.commune and len(districts) == 1:
            [district] = districts
            only = next(iter(district.heirs)) if len(district.heirs) == 1 else None
            return Place(district.now_in, only, former=district.label, warning="" if only else "commune_unknown")
        is_told = bool(said.commune or said.district or said.has_more)
        return Place(province, former=_cut(said) if is_told else "", warning="commune_unknown" if is_told else "")

    def _is_present(self, province: Unit) -> bool:
        """Whether a province of today has this name; an old address is meant where none has."""
        return any(folded(name) == province.key for name in self.known.names.values())

    def _near(self, presents: list, formers: list, scope: tuple[str, ...]) -> tuple[list, list]:
        """Those in the named province; where none is named and anything fits in the shop's own provinces, only those."""
        codes = scope or self.home
        near = [each for each in presents if each.province in codes], [each for each in formers if each.now_in in codes]
        return near if scope or any(near) else (presents, formers)

    def _fitting(self, units, unit: Unit) -> list:
        return self._of_kind(self._marked(units, unit), unit)

    @staticmethod
    def _marked(units, unit: Unit) -> list:
        """Those with the same marks, when any were typed."""
        return [each for each in units if not unit.marked or each.marked == unit.marked]

    @staticmethod
    def _of_kind(units: list, unit: Unit) -> list:
        """Those of the same kind, when there are any."""
        return [each for each in units if each.kind == unit.kind] or units


def _cut(said: Said) -> str:
    names = [unit.written for unit in (said.commune, said.district, said.province) if unit]
    if not (said.commune or said.district):
        names = []
    return (", ".join(dict.fromkeys(names)) or said.written)[:LONGEST_FORMER]
