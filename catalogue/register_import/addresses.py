"""What a written place names: province, district, commune, by the words before the names and by their order. Pure functions."""

import re
from dataclasses import dataclass

from marketplace.folding import folded, has_marks, lowered

PROVINCE, CITY, DISTRICT, COMMUNE, BARE = "province", "city", "district", "commune", ""
# The word before a name -> its level. A city can be a province (Cần Thơ) or lie in one (Long Xuyên).
_KINDS = {
    "tinh": PROVINCE,
    "thanh pho": CITY,
    "tp": CITY,
    "huyen": DISTRICT,
    "h": DISTRICT,
    "quan": DISTRICT,
    "q": DISTRICT,
    "thi xa": DISTRICT,
    "tx": DISTRICT,
    "xa": COMMUNE,
    "x": COMMUNE,
    "phuong": COMMUNE,
    "p": COMMUNE,
    "thi tran": COMMUNE,
    "tt": COMMUNE,
    "dac khu": COMMUNE,
}
_FULL = {"tp": "thanh pho", "h": "huyen", "q": "quan", "tx": "thi xa", "x": "xa", "p": "phuong", "tt": "thi tran"}
_MARKED = {"xa": "xã", "phuong": "phường", "huyen": "huyện", "quan": "quận", "tinh": "tỉnh"}
_BREAK = re.compile(r"[,;|\n()\[\]]|\s[-–—]\s|(?<=[^\W\d])\s*/\s*(?=[^\W\d])|(?<=[^\W\d])\s*[–—]\s*(?=[^\W\d])")
_INNER = re.compile(
    r"\s+(?=(?:(?<!thị )(?<!tác )xã|phường|thị trấn|thị xã|huyện|quận|tỉnh|thành phố|đặc khu"
    r"|tp\.|h\.|x\.|p\.|q\.|tx\.|tt\.)\s*[^\W\d_])",
    re.IGNORECASE,
)
_INNER_BARE = re.compile(
    r"\s+(?=(?:(?<!thi )(?<!tac )xa|phuong|thi tran|thi xa|huyen|tinh|thanh pho|dac khu)\s+\w)", re.IGNORECASE
)
_SHORT = re.compile(r"^(tp|tx|tt|h|x|p|q)\s*[.:]\s*|^(tp|tx|tt)\s+|^([pq])(?=\d)", re.IGNORECASE)
_OLD = re.compile(r"\s+(?:cũ|trước đây)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Unit:
    """A name with its level, if a word tells it. `kind` is the folded word, `name` as written without it."""

    level: str
    kind: str
    name: str
    written: str

    @property
    def key(self) -> str:
        """The folded name; "Phường 01" is "Phường 1"."""
        return " ".join(word.lstrip("0") or word for word in folded(_OLD.sub("", self.name)).split())

    @property
    def marked(self) -> str:
        """The name with its marks, empty when it was typed without any."""
        name = _OLD.sub("", self.name)
        return lowered(name) if has_marks(name) else ""


def units_of(text: str, *, default: str = BARE) -> list[Unit]:
    """The units that a text names, in its order; one without a word for its kind is of the default level."""
    inner = _INNER if has_marks(text) else _INNER_BARE
    parts = [part.strip(" .:-–") for piece in _BREAK.split(text) for part in inner.split(piece)]
    units = [_unit(part) for part in parts if part]
    units = [unit for unit in units if folded(unit.written) not in ("viet nam", "cu")]
    bare = [unit for unit in units if unit.level == BARE]
    if default and len(bare) == 1 and len(units) == 1:
        return [Unit(default, "", bare[0].name, bare[0].written)]
    return units


def _unit(part: str) -> Unit:
    if match := _SHORT.match(part):
        kind = (match[1] or match[2] or match[3]).lower()
        return Unit(_KINDS[kind], _FULL[kind], part[match.end() :].strip(), part)
    words = part.split()
    for length in (2, 1):
        kind = folded(" ".join(words[:length]))
        if (
            len(words) > length
            and kind in _KINDS
            and kind not in _FULL
            and _is_kind_word(" ".join(words[:length]), kind)
        ):
            return Unit(_KINDS[kind], kind, " ".join(words[length:]), part)
    return Unit(BARE, "", part, part)


def _is_kind_word(typed: str, kind: str) -> bool:
    """ "Phương" and "Xá" are names; "Phường", "PHƯỜNG" and "phuong" are the word."""
    return lowered(typed) in (kind, lowered(_MARKED.get(kind, typed)))
