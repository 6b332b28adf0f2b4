"""What the words of a typed place name may mean: kinds of unit, short forms, names of the street. Pure functions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from marketplace.folding import folded, lowered

quickly_folded = lru_cache(maxsize=50_000)(folded)  # for loading: the same few thousand names come again and again
MAX_LENGTH = 200
MAX_WORDS = 12

# Folded spelling -> right spelling. Typed with other marks ("Phương", "Xá") the word is part of a name.
_KINDS = {
    ("xa",): "xã",
    ("phuong",): "phường",
    ("thi", "tran"): "thị trấn",
    ("thi", "xa"): "thị xã",
    ("thanh", "pho"): "thành phố",
    ("huyen",): "huyện",
    ("quan",): "quận",
    ("tinh",): "tỉnh",
    ("dac", "khu"): "đặc khu",
}
_SHORT_KINDS = {
    "x": "xa",
    "p": "phuong",
    "f": "phuong",
    "tt": "thi tran",
    "tx": "thi xa",
    "tp": "thanh pho",
    "h": "huyen",
    "q": "quan",
    "t": "tinh",
    "dk": "dac khu",
}
_NICKNAMES = {
    "hcm": "ho chi minh",
    "tphcm": "ho chi minh",
    "sg": "sai gon",
    "hn": "ha noi",
    "brvt": "ba ria vung tau",
    "ag": "an giang",
    "kg": "kien giang",
    "ct": "can tho",
}
_APOSTROPHE = re.compile("['’]")
_KIND_AND_NUMBER = re.compile(r"^(p|f|q)0*(\d{1,2})$")


@dataclass(frozen=True)
class Word:
    text: str  # folded
    typed: str = ""  # lower case with its marks; empty for a short form
    is_kind: bool = False


@dataclass(frozen=True)
class Reading:
    """One way to read a text: all `words`, and the `bare` ones that are left without words for kinds of unit."""

    words: tuple[str, ...]
    bare: tuple[str, ...]
    marked: tuple[str, ...]  # the bare words as typed, when any has a mark: then they mean one spelling only


def read(text: str) -> list[Reading]:
    """The ways to read what a person typed, most literal first; none for text that cannot be a place name."""
    if len(text or "") > MAX_LENGTH:
        return []
    words = _spelled_out(folded(text).split(), lowered(text).split())
    if len(words) > 2 and [word.text for word in words[-2:]] == ["viet", "nam"]:
        words = words[:-2]
    if not 0 < len(words) <= MAX_WORDS or len("".join(word.text for word in words)) < 2:
        return []
    saigon = _saigon_as_city(words)
    return [_reading(words), _reading(saigon)] if saigon else [_reading(words)]


def split_kind(folded_name: str) -> tuple[str, str]:
    """The kind of unit and the rest of a folded name: ("thi tran", "cai dau")."""
    words = folded_name.split()
    for length in (2, 1):
        if tuple(words[:length]) in _KINDS and len(words) > length:
            return " ".join(words[:length]), " ".join(words[length:])
    return "", folded_name


def search_text(short: str, full: str, *around: str, also: Iterable[str] = ()) -> str:
    """What a unit is found by: " my duc / xa my duc / tinh an giang / ", its short name, its full name, units around.

    Other names of the unit itself stand after " = ": "M'Drắk" is one word to some.
    """
    names = dict.fromkeys(quickly_folded(name) for name in (full, *also, _APOSTROPHE.sub("", full)))
    parts = [quickly_folded(short), " = ".join(names), *dict.fromkeys(quickly_folded(name) for name in around)]
    return f" {' / '.join(parts)} / "


def _reading(words: list[Word]) -> Reading:
    bare = [word for word in words if not word.is_kind]
    has_marks = any(word.typed and word.typed != word.text for word in bare)
    return Reading(
        words=tuple(word.text for word in words),
        bare=tuple(word.text for word in bare),
        marked=tuple(word.typed for word in bare if word.typed) if has_marks else (),
    )


def _spelled_out(words: list[str], typed: list[str]) -> list[Word]:
    """Short forms written out, and each word with whether it names a kind of unit. A kind has a name after it."""
    if len(typed) != len(words):
        typed = words
    found, at = [], 0
    while at < len(words):
        after_kind = bool(found) and found[-1].is_kind  # "thị xã Tịnh Biên": one kind, then the name
        length = 0 if after_kind else _kind_length(words[at:], typed[at:])
        if length:
            found += [Word(word, is_kind=True) for word in words[at : at + length]]
        elif at + 1 < len(words) and words[at] in _SHORT_KINDS:
            found += [Word(word, is_kind=True) for word in _SHORT_KINDS[words[at]].split()]
        elif number := _KIND_AND_NUMBER.match(words[at]):
            found += [Word(_SHORT_KINDS[number[1]], is_kind=True), Word(number[2])]
        elif words[at] in _NICKNAMES:
            found += [Word(word) for word in _NICKNAMES[words[at]].split()]
        else:
            text = words[at].lstrip("0") or words[at]
            found.append(Word(text, text if text.isdigit() else typed[at]))
        at += length or 1
    return found


def _kind_length(words: list[str], typed: list[str]) -> int:
    for length in (2, 1):
        right = _KINDS.get(tuple(words[:length]))
        if right and len(words) > length and " ".join(typed[:length]) in (lowered(right), folded(right)):
            return length
    return 0


def _saigon_as_city(words: list[Word]) -> list[Word] | None:
    """Sài Gòn is a ward of today and the everyday name of the whole city: read it the second way too."""
    plain = [word.text for word in words]
    for at in range(len(plain) - 1):
        if plain[at : at + 2] == ["sai", "gon"]:
            return [*words[:at], Word("ho"), Word("chi"), Word("minh"), *words[at + 2 :]]
    return None
