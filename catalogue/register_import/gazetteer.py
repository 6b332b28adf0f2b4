"""All places of the country in memory, for thousands of rows in three queries: present communes and old names."""

from collections import defaultdict
from dataclasses import dataclass, field

from marketplace.folding import folded, lowered
from marketplace.places.models import Commune, FormerName, Province
from marketplace.places.wording import split_kind


@dataclass(frozen=True)
class Present:
    """A present commune."""

    code: str
    name: str
    province: str
    kind: str
    marked: str


@dataclass(frozen=True)
class Former:
    """An old commune or district and the present communes that took its land, all in one present province."""

    name: str
    district: str
    province: str
    kind: str
    marked: str
    now_in: str
    heirs: frozenset[str]

    @property
    def label(self) -> str:
        return ", ".join(filter(None, (self.name, self.district, self.province)))


@dataclass
class Gazetteer:
    """Folded short name -> units. `provinces`: folded name, present or former -> (present code, name as said)."""

    names: dict[str, str] = field(default_factory=dict)
    provinces: dict[str, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    communes: dict[str, list[Present]] = field(default_factory=lambda: defaultdict(list))
    former_communes: dict[str, list[Former]] = field(default_factory=lambda: defaultdict(list))
    districts: dict[str, list[Former]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def load(cls) -> "Gazetteer":
        found = cls()
        for code, short, full in Province.objects.values_list("code", "short_name", "name"):
            found.names[code] = short
            found.provinces[folded(short)].add((code, short))
            found.provinces[folded(full)].add((code, short))
        of_code = {}
        for code, name, short, search, province in Commune.objects.values_list(
            "code", "name", "short_name", "search_text", "province"
        ):
            of_code[code] = province
            present = Present(code, name, province, split_kind(folded(name))[0], lowered(short))
            for key in {folded(short), *_spellings(search)}:
                found.communes[key].append(present)
        found._load_former(of_code)
        return found

    def _load_former(self, province_of: dict[str, str]) -> None:
        heirs, spellings = defaultdict(set), {}
        rows = FormerName.objects.values_list(
            "level", "name", "former_district", "former_province", "search_text", "commune"
        )
        for level, name, district, province, search, commune in rows.iterator(chunk_size=4_000):
            unit = (level, name, district, province, province_of[commune])
            heirs[unit].add(commune)
            spellings[unit] = search
        for unit, codes in heirs.items():
            level, name, district, province, now_in = unit
            kind, short = split_kind(folded(name))
            marked = " ".join(lowered(name).split()[len(kind.split()) :])
            former = Former(name, district, province, kind, marked, now_in, frozenset(codes))
            index = self.districts if level == FormerName.Level.DISTRICT else self.former_communes
            for key in {short, *_spellings(spellings[unit])}:
                index[key].append(former)
            self.provinces[folded(province)].add((now_in, province))
        for said, places in self.provinces.items():
            if any(
                folded(name) == said and code in self.names and folded(self.names[code]) == said
                for code, name in places
            ):
                self.provinces[said] = {pair for pair in places if folded(self.names[pair[0]]) == said}


def _spellings(search_text: str) -> set[str]:
    """The folded short names a unit goes by: " an phu / huyen an phu = ... / around / "."""
    parts = search_text.strip(" /").split(" / ")
    names = parts[1].split(" = ") if len(parts) > 1 else []
    return {split_kind(name.strip())[1] for name in names}
