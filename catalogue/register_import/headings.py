"""What the texts around a list say of all its rows: the place, the year, the stars in a title, a section row, the name of a sheet."""

import re
from dataclasses import dataclass
from datetime import date

from marketplace.folding import folded

from .addresses import DISTRICT, PROVINCE, Unit, units_of
from .days import Day
from .decisions import Decision, decision_in_title
from .faults import CellFault
from .locating import Locator, Said
from .stars import stars_of
from .words import bare

_PREFIX = re.compile(r"^\s*(?:phần\s+)?(?:[IVXLC]{1,6}|[A-Za-zĐđ]|\d{1,3}(?:\.\d{1,2})*)\s*[.)\-:–/]+\s*")
_COUNT = re.compile(
    r"[\s:;,(\-–]*(?:có|gồm|tổng|tổng số|tổng cộng)?[\s:]*\d{1,5}\s*(?:sản phẩm|san pham|sp|chủ thể|chu the|sao)\b.*$",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"^\s*(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân|uy ban nhan dan|địa bàn|dia ban)\s+", re.IGNORECASE)
_KIND = re.compile(r"\b(tinh|thanh pho|tp|huyen|thi xa|tx|quan)\b")
_RECOGNISED = re.compile(r"\b(?:cong nhan|phan hang|danh gia|dat sao|xep hang)\b")
_SPAN = re.compile(r"giai doan|tinh den|den nam|den het|tu nam|den thang|den ngay|luy ke|\d{4}\s*[-–]\s*\d{4}")
_YEARS = re.compile(r"\bnam (20\d{2})\b")
_YEAR_SECTION = re.compile(
    r"(?:(?:cac )?san pham |duoc |ocop |cong nhan |danh gia |phan hang |dat sao |ky |trong )*(?:dot (?:\d|i{1,3}) )?(?:nam )?20\d{2}"
)
_STAR_SECTION = re.compile(
    r"(?:(?:cac|nhom|san pham|ocop|hang|dat|duoc|cong nhan|xep|danh muc|loai) ?)*(?:\d|ba|bon|nam|mot|hai) sao(?: ocop| cap (?:tinh|quoc gia|huyen|trung uong))?"
)
LONGEST_NAME = 5  # words: "Bà Rịa - Vũng Tàu"


@dataclass(frozen=True)
class Around:
    """What holds for the rows below unless they say otherwise. `day` and `decision` stand in a heading."""

    place: Said = Said()
    stars: int | None = None
    day: Day | None = None
    decision: Decision = Decision()


def place_section(text: str, locator: Locator, *, needs_kind: bool) -> Said | None:
    """The place that a section row is: "I. TỈNH AN GIANG", "Huyện Chợ Mới (5 sản phẩm)"; None for any other text."""
    trimmed = _COUNT.sub("", text).strip(" :.-–()")
    for candidate in dict.fromkeys((trimmed, _PREFIX.sub("", trimmed))):
        candidate = _OFFICE.sub("", candidate)
        units = units_of(candidate)
        if not units or len(units) > 3 or (needs_kind and not any(unit.level for unit in units)):
            continue
        said = locator.said_in(address=candidate)
        named = [unit for unit in (said.province, said.district, said.commune) if unit]
        if len(named) == len(units) and _is_known(said, locator):
            return said
    return None


def _is_known(said: Said, locator: Locator) -> bool:
    known = locator.known
    places = (
        (said.province, (known.provinces,)),
        (said.district, (known.districts,)),
        (said.commune, (known.communes, known.former_communes)),
    )
    return all(unit is None or any(unit.key in names for names in indexes) for unit, indexes in places)


def year_section(text: str) -> Day | None:
    """ "NĂM 2022", "II. Công nhận đợt 1 năm 2022": the year of the rows below."""
    trimmed = folded(_PREFIX.sub("", _COUNT.sub("", text)))
    if not _YEAR_SECTION.fullmatch(trimmed):
        return None
    return Day(date(int(trimmed[-4:]), 1, 1), is_year=True)


def star_section(text: str) -> int | None:
    """ "SẢN PHẨM ĐẠT 4 SAO (12 sản phẩm)": the stars of the rows below."""
    counted = re.sub(r"[\s:(\-–]*\d{1,5}\s*(?:sản phẩm|sp|chủ thể)\b.*$", "", text, flags=re.IGNORECASE)
    trimmed = _PREFIX.sub("", counted)
    if not _STAR_SECTION.fullmatch(folded(trimmed)):
        return None
    try:
        return stars_of(trimmed)
    except CellFault:
        return None


def around_list(name: str, above: tuple[str, ...], locator: Locator, *, today: date) -> Around:
    """What the name of the sheet and the texts above its header say of the rows."""
    titled = place_in_titles(above, locator)
    named = place_section(name, locator, needs_kind=False)
    if named and named.commune:
        named = None
    place = named.within(titled) if named else titled
    decision = decision_in_title(above, today=today)
    return Around(place=place, day=_year_in_titles(above) if not decision.day else None, decision=decision)


def place_in_titles(texts: tuple[str, ...], locator: Locator) -> Said:
    """The one province and the one old district that the titles name; nothing where they name several."""
    provinces, districts = {}, {}
    for text in texts:
        for unit in _units_in(text, locator):
            (provinces if unit.level == PROVINCE else districts)[unit.key] = unit
    if not provinces:
        provinces = {unit.key: unit for text in texts for unit in _bare_provinces(text, locator)}
    province = next(iter(provinces.values())) if len(provinces) == 1 else None
    district = next(iter(districts.values())) if len(districts) == 1 and len(provinces) < 2 else None
    return Said(province=province, district=district, written=", ".join(u.written for u in (district, province) if u))


def _units_in(text: str, locator: Locator):
    words, plain = text.split(), [folded(word) for word in text.split()]
    line = " ".join(plain)
    if len(line.split()) != len(words):
        words = line.split()
        plain = words
    for match in _KIND.finditer(line):
        start = len(line[: match.end()].split())
        kind = match[1]
        for length in range(min(LONGEST_NAME, len(words) - start), 0, -1):
            key = " ".join(plain[start : start + length])
            level = _level(kind, key, locator)
            if level:
                name = " ".join(words[start : start + length]).strip(" ,.;:()")
                full = {"tp": "thanh pho", "tx": "thi xa"}.get(kind, kind)
                yield Unit(
                    level, full, name, " ".join(words[start - len(kind.split()) : start + length]).strip(" ,.;:()")
                )
                break


def _level(kind: str, key: str, locator: Locator) -> str:
    known = locator.known
    if kind == "tinh":
        return PROVINCE if key in known.provinces else ""
    if kind in ("thanh pho", "tp") and f"thanh pho {key}" in known.provinces:
        return PROVINCE
    return DISTRICT if key in known.districts else ""


def _bare_provinces(text: str, locator: Locator):
    words = text.split()
    plain = [folded(word) for word in words]
    for start in range(len(words)):
        for length in (4, 3, 2):
            key = " ".join(plain[start : start + length])
            if len(plain[start : start + length]) == length and key in locator.known.provinces:
                yield Unit(PROVINCE, "", " ".join(words[start : start + length]).strip(" ,.;:()"), key)


def _year_in_titles(texts: tuple[str, ...]) -> Day | None:
    """The year of a list of what was recognised in it; a list of several years, or as of a day, tells none."""
    years = set()
    for text in texts:
        plain = bare(text)
        if _RECOGNISED.search(plain) and not _SPAN.search(plain):
            years |= set(_YEARS.findall(folded(text)))
    return Day(date(int(years.pop()), 1, 1), is_year=True) if len(years) == 1 else None
