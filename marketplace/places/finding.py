"""Finds the communes that a text can mean, by present and former names, and orders them."""

from dataclasses import dataclass, field
from enum import IntEnum

from marketplace.folding import lowered

from .models import Commune, FormerName
from .wording import Reading, read, split_kind

CANDIDATES = 80
RIGHT_KIND, NO_KIND, OTHER_KIND = range(3)


class Fit(IntEnum):
    """How much of a name the text gives, best first. "Near" is a part of the name and something around it."""

    EXACT = 0
    START = 1
    FORMER_EXACT = 2
    PART = 3
    NEAR = 4
    FORMER_START = 5
    FORMER_PART = 6
    FORMER_NEAR = 7
    SCATTERED = 8


_AS_FORMER = {
    Fit.EXACT: Fit.FORMER_EXACT,
    Fit.START: Fit.FORMER_START,
    Fit.PART: Fit.FORMER_PART,
    Fit.NEAR: Fit.FORMER_NEAR,
}


@dataclass(frozen=True, order=True)
class Match:
    """A commune that the text can mean; smaller is better."""

    fit: Fit
    loosened: int  # whether the kind of unit was typed: RIGHT_KIND, NO_KIND or OTHER_KIND
    wrong_marks: int
    elsewhere: bool
    length: int
    name: str
    commune: Commune = field(compare=False)
    former: FormerName | None = field(compare=False, default=None)

    @property
    def is_exact(self) -> bool:
        return self.fit in (Fit.EXACT, Fit.FORMER_EXACT)


def find(text: str, *, provinces: tuple[str, ...] = ()) -> list[Match]:
    """Every match among the nearest candidates, best first: two queries, or none for text that is no place name.

    A commune may come more than once, by its present and by former names. `provinces` (codes) come first among
    equals; all provinces are searched.
    """
    readings = read(text)
    if not readings:
        return []
    communes = Commune.objects.with_province().nearest(readings, provinces=provinces, limit=CANDIDATES)
    formers = FormerName.objects.with_commune().nearest(readings, provinces=provinces, limit=CANDIDATES)
    found = [_match(commune, None, readings) for commune in communes]
    found += [_match(former.commune, former, readings) for former in formers]
    return sorted(found)


def _match(commune: Commune, former: FormerName | None, readings: list[Reading]) -> Match:
    unit = former or commune
    fit, loosened = min(_fit(unit.search_text, reading) for reading in readings)
    if former:
        fit = _AS_FORMER.get(fit, fit)
    elif loosened == OTHER_KIND and fit in (Fit.START, Fit.PART, Fit.NEAR):
        fit = Fit.FORMER_PART  # "Quận 1" is the old district before "Phường Hà Giang 1"
    return Match(
        fit=fit,
        loosened=loosened,
        wrong_marks=_wrong_marks(readings[0].marked, commune, former),
        elsewhere=bool(unit.elsewhere),
        length=len(unit.name),
        name=commune.name,
        commune=commune,
        former=former,
    )


def _fit(search_text: str, reading: Reading) -> tuple[Fit, int]:
    literal = _fit_of_words(search_text, reading.words)
    if reading.words == reading.bare:
        return literal
    fit, _ = _fit_of_words(search_text, reading.bare)
    return min(literal, (fit, OTHER_KIND))


def _fit_of_words(search_text: str, words: tuple[str, ...]) -> tuple[Fit, int]:
    """The name is looked for at either end of the words; what is left has to be in the units around it."""
    _, names, *around = [part.strip() for part in search_text.strip(" /").split(" / ")]
    names = [split_kind(name) for name in names.split(" = ")]
    units = [split_kind(name) for name in around]
    kinds = " ".join(kind for kind, _ in (*names, *units)).split()
    places = " ".join(name for _, name in units).split()
    best = (Fit.SCATTERED, NO_KIND)
    for run, rest in _ends(words):
        if all(_begins(word, places) or word in kinds for word in rest):
            fit, loosened = min(_fit_of_run(run, kind, name) for kind, name in names)
            best = min(best, (Fit.NEAR if rest and fit in (Fit.START, Fit.PART) else fit, loosened))
    return best


def _fit_of_run(run: str, kind: str, name: str) -> tuple[Fit, int]:
    """The words "phuong canh" are the name Phương Canh, or a ward with a name like "Canh": the better one counts."""
    plain = (_fit_of_name(run, name), NO_KIND)
    if not run.startswith(f"{kind} "):
        return plain
    return min(plain, (_fit_of_name(run.removeprefix(f"{kind} "), name), RIGHT_KIND))


def _fit_of_name(run: str, name: str) -> Fit:
    if run == name:
        return Fit.EXACT
    if name.startswith(run):
        return Fit.START
    return Fit.PART if all(_begins(word, name.split()) for word in run.split()) else Fit.SCATTERED


def _ends(words: tuple[str, ...]):
    yield " ".join(words), ()
    for cut in range(1, len(words)):
        yield " ".join(words[:cut]), words[cut:]
        yield " ".join(words[cut:]), words[:cut]


def _begins(word: str, others: list[str]) -> bool:
    return word in others if word.isdigit() else any(other.startswith(word) for other in others)


def _wrong_marks(marked: tuple[str, ...], commune: Commune, former: FormerName | None) -> int:
    """How many words were typed with marks that the unit does not have: "Mỹ Tho" is not "Mỹ Thọ"."""
    if not marked:
        return 0
    spelled = f"{commune.name} {commune.province.name}"
    if former:
        spelled = f"{former.name} {former.former_district} {former.former_province} {spelled}"
    words = lowered(spelled).split()
    return sum(not any(word.startswith(typed) for word in words) for typed in marked)
