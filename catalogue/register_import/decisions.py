"""The decision in a cell: its number, its day, who signed it: "QĐ số 123/QĐ-UBND ngày 12/3/2022 của UBND tỉnh". Pure functions."""

import re
from dataclasses import dataclass
from datetime import date

from marketplace.folding import folded

from .days import FIRST_YEAR, Day, days_in
from .faults import CellFault
from .words import bare, is_nothing, text_of

LONGEST_NUMBER = 80
_PREFIX = re.compile(
    r"^(?:(?:theo|can cu)\s+)?(?:quyet dinh|q\s?d)\s*(?:cong nhan\s*)?(?:so\s*)?[:.]?\s*(?=\d)|^so\s*[:.]?\s*(?=\d)"
)
_DAY_AND_REST = re.compile(r"[\s,;(]*\b(?:ngay|ngay ky|ky ngay)\b[\s:]*\d.*$")
_OF = re.compile(r"\b(?:cua|do)\s+(.+)$")
_TRAILING_DAY = re.compile(r"[\s,;(\-–]+\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{2,4}\s*\)?$")
_YEAR_IN_NUMBER = re.compile(r"^\d+[a-z]?\s*/\s*(20\d{2})\s*/")
_NUMBER = re.compile(r"\d+[A-Za-zĐđ]?\s*/\s*(?:20\d{2}\s*/\s*)?Q[ĐD][\w\-–/.&]*", re.IGNORECASE)
_IN_TITLE = re.compile(r"kem theo")


@dataclass(frozen=True)
class Decision:
    number: str = ""
    day: Day | None = None
    issuer: str = ""

    @property
    def year(self) -> int | None:
        """The year that stands in the number itself: 12/2022/QĐ-UBND."""
        match = _YEAR_IN_NUMBER.match(bare(self.number))
        return int(match[1]) if match else None


def decision_of(cell, *, today: date) -> Decision:
    """Empty for an empty cell; a text without any number is kept as written. Raises CellFault bad_date, too_long."""
    if is_nothing(cell):
        return Decision()
    written = text_of(cell)
    found = _read(written) if has_digits(written) else Decision(number=written)
    day = found.day
    if day is not None and not (day.on.year >= FIRST_YEAR and day.on <= today):
        raise CellFault("bad_date", written, at="date")
    if len(found.number) > LONGEST_NUMBER:
        raise CellFault("too_long", str(LONGEST_NUMBER), at="decision")
    return found


def has_digits(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _read(written: str) -> Decision:
    """The letters are cut where the text without marks says: both have the same length."""
    plain = bare(written)
    if len(plain) != len(written):
        plain = written.lower()
    days = days_in(written)
    if len(set(days)) > 1 or None in days:
        if len(_NUMBER.findall(written)) > 1:
            return Decision(number=written)  # several decisions: kept as written, their days are not chosen from
        raise CellFault("bad_date", written, at="date")
    tail = _DAY_AND_REST.search(plain) or _TRAILING_DAY.search(plain)
    of = _OF.search(plain)
    end = min([match.start() for match in (tail, of) if match] or [len(written)])
    prefix = _PREFIX.match(plain)
    number = written[prefix.end() if prefix else 0 : end].strip(" ,;:(-–")
    if not has_digits(number):
        number = ""  # a column of decisions that holds nothing but a day
    if days and number == written.strip():
        number = ""
    issuer = written[of.start(1) :].strip(" .,;)") if of else ""
    return Decision(number=_tidied(number), day=days[0] if days else None, issuer=issuer[:200])


def _tidied(number: str) -> str:
    return (
        re.sub(r"\s*([/\-–])\s*", lambda match: match[1].replace("–", "-"), number) if _NUMBER.match(number) else number
    )


def decision_in_title(texts: tuple[str, ...], *, today: date) -> Decision:
    """The decision that the list belongs to, "(Kèm theo Quyết định số … ngày …)"; empty when none or several are named."""
    found = []
    for text in texts:
        if not (match := _IN_TITLE.search(bare(text))):
            continue
        rest = re.sub(r"^\s*(?:theo\s*)?", "", text[match.end() :] if len(bare(text)) == len(text) else text)
        try:
            found.append(decision_of(rest, today=today))
        except CellFault:
            continue
    named = {decision for decision in found if _NUMBER.search(decision.number)}
    return named.pop() if len(named) == 1 else Decision()


def same_number(one: str, other: str) -> bool:
    """Whether two spellings name one decision: "86/QĐ-UBND", "QĐ 86/QĐ-UBND", "86"."""
    first, second = _key(one), _key(other)
    if not first or not second:
        return False
    if first.isdigit() or second.isdigit():
        return first.split()[0] == second.split()[0]
    return first == second


def _key(number: str) -> str:
    plain = folded(re.sub(r"^\D+", "", number))
    return re.sub(r"^0+(?=\d)", "", plain)
