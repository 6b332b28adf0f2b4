"""Which heading names which field: columns.toml, and finding the fields in the headings of a sheet."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from marketplace.folding import clean, folded

FILE = Path(__file__).with_name("columns.toml")
LONGEST_HEADING = 90
AWARDED = {
    "stars",
    "score",
    "date",
    "certified_on",
    "decision",
}  # what another column can tell of a wish or an earlier act
WEAKEST, EARLIER = 4, 10
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")


@dataclass(frozen=True)
class Vocabulary:
    exact: frozenset[str]
    starts: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    weak: frozenset[str] = frozenset()
    never: tuple[str, ...] = ()


@dataclass(frozen=True)
class Columns:
    """Field -> the places of its columns: several when headings name it equally well. `marks`: place -> stars."""

    places: dict[str, tuple[int, ...]] = field(default_factory=dict)
    marks: dict[int, int] = field(default_factory=dict)
    headings: dict[int, str] = field(default_factory=dict)

    @property
    def named(self) -> int:
        return len(self.places) + bool(self.marks)

    @property
    def is_list(self) -> bool:
        """A list of products names the product and at least two things about it."""
        told = self.places.keys() & {"producer", "stars", "score", "decision", "date", "certified_on", *PLACES}
        return "product" in self.places and len(told) + bool(self.marks) >= 2

    @property
    def left_out(self) -> list[str]:
        """Headings that name nothing we keep."""
        used = {place for places in self.places.values() for place in places} | self.marks.keys()
        return [text for place, text in sorted(self.headings.items()) if place not in used]


PLACES = ("address", "commune", "district", "province")


@cache
def _file() -> dict:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def vocabularies() -> dict[str, Vocabulary]:
    return {
        name: Vocabulary(
            exact=frozenset(map(_plain, table["exact"])),
            starts=tuple(map(_plain, table.get("starts", ()))),
            phrases=tuple(map(_plain, table.get("phrases", ()))),
            weak=frozenset(map(_plain, table.get("weak", ()))),
            never=tuple(map(_plain, table.get("never", ()))),
        )
        for name, table in _file().items()
        if name not in ("marks", "elsewhere")
    }


@cache
def _marks() -> dict[str, int]:
    return {_plain(text): int(stars) for stars, texts in _file()["marks"].items() for text in texts}


@cache
def _elsewhere(kind: str) -> tuple[str, ...]:
    return tuple(map(_plain, _file()["elsewhere"][kind]))


def _plain(text: str) -> str:
    return "#" if text.strip() == "#" else folded(text.replace("★", " sao"))


@cache
def is_heading(text: str) -> bool:
    """Whether the text is, as a whole, a heading of any column or a part of one."""
    plain = _plain(text)
    if plain in _marks() or plain in _elsewhere("parts"):
        return True
    return bool(plain) and any(plain in vocabulary.exact | vocabulary.weak for vocabulary in vocabularies().values())


def columns_of(headings: Sequence[tuple[str, ...]]) -> Columns:
    """The fields that these headings name; each is the texts of one column from above to below."""
    best: dict[str, list[tuple[int, int]]] = {}
    marks = {}
    for place, path in enumerate(headings):
        if not path or any(len(text) > LONGEST_HEADING for text in path):
            continue
        if stars := _marks().get(_plain(path[-1])):
            marks[place] = stars
            continue
        found = _field(path)
        if found:
            best.setdefault(found[0], []).append((found[1], place))
    places = {}
    for name, ranked in best.items():
        surest = min(rank for rank, _place in ranked)
        places[name] = tuple(place for rank, place in ranked if rank == surest)
    texts = {place: clean(" / ".join(path)) for place, path in enumerate(headings) if path}
    return Columns(places, {} if "stars" in places or len(marks) < 2 else marks, texts)


def _field(path: tuple[str, ...]) -> tuple[str, int] | None:
    """The field and how sure it is: 0 the heading itself ... WEAKEST; EARLIER on top for an earlier recognition."""
    forms = _forms(path)
    around = f" {' '.join(forms[0] + forms[1])} "
    ranked = []
    for name, vocabulary in vocabularies().items():
        rank = _rank(vocabulary, *forms)
        if rank is None:
            continue
        if name in AWARDED:
            if any(f" {words} " in around for words in _elsewhere("not_awarded")):
                continue
            rank += EARLIER * any(f" {words} " in around for words in _elsewhere("earlier"))
        ranked.append((rank, name))
    return (min(ranked)[1], min(ranked)[0]) if ranked else None


def _forms(path: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The heading with and without what stands in brackets; and together with the heading above, in both orders."""
    leaf = path[-1]
    alone = list(dict.fromkeys(filter(None, (_plain(leaf), _plain(_BRACKETS.sub(" ", leaf))))))
    above = [_plain(_BRACKETS.sub(" ", text)) for text in path[:-1]]
    joined = [f"{leaf} {text}".strip() for text in reversed(above) for leaf in alone]
    joined += [f"{text} {leaf}".strip() for text in reversed(above) for leaf in alone]
    return alone, joined


def _rank(vocabulary: Vocabulary, alone: list[str], joined: list[str]) -> int | None:
    if any(form in vocabulary.exact for form in alone):
        return 0
    if any(form in vocabulary.exact for form in joined):
        return 1
    if alone and any(f" {words} " in f" {alone[0]} " for words in vocabulary.never):
        return None
    if any(_names(vocabulary, form) for form in alone):
        return 2
    if any(_names(vocabulary, form) for form in joined):
        return 3
    return WEAKEST if any(form in vocabulary.weak for form in alone) else None


def _names(vocabulary: Vocabulary, form: str) -> bool:
    starts = any(f"{form} ".startswith(f"{words} ") for words in vocabulary.starts)
    return starts or any(f" {words} " in f" {form} " for words in vocabulary.phrases)
