"""One cell of a statement: an amount, a time, a text. A bank's file is believed only where it is unambiguous."""

import re
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from marketplace.folding import clean

from .statement_tables import Formula
from .transfers import HIGHEST_AMOUNT, LONGEST_CONTENT, VIETNAM

_CURRENCY = re.compile(r"\s*(?:VND|VNĐ|đồng|đ|₫)\.?$", re.IGNORECASE)
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:h]([0-5][0-9])(?::([0-5][0-9]))?")
_BLANK = ("", "-", "–")


class BadCell(ValueError):
    """What is wrong with a cell, in plain words, and of which field of ours it is."""

    def __init__(self, field: str, message: str):
        super().__init__(message)
        self.field = field


def is_blank(cell) -> bool:
    return cell is None or (isinstance(cell, str) and clean(cell) in _BLANK)


def dong(cell, field: str, thousands: str) -> int | None:
    """Whole dong with its sign; None when blank. Zeros behind the decimal sign are let pass, other digits never."""
    if is_blank(cell):
        return None
    _refuse_formula(cell, field)
    found = _written_dong(cell, thousands) if isinstance(cell, str) else cell
    is_whole = (type(found) is int) or (type(found) is float and found.is_integer())
    if not is_whole or abs(found) > HIGHEST_AMOUNT:
        raise BadCell(field, _("“%(value)s” is not a whole amount in dong.") % {"value": str(cell)[:40]})
    return int(found)


def _written_dong(cell: str, thousands: str) -> int | None:
    digits = _CURRENCY.sub("", clean(cell)).replace(" ", "")
    point = re.escape("," if thousands == "." else ".")
    group = re.escape(thousands)
    shape = rf"([+-]?(?:[0-9]{{1,3}}(?:{group}[0-9]{{3}}){{1,5}}|[0-9]{{1,18}}))(?:{point}0{{1,2}})?"
    match = re.fullmatch(shape, digits)
    return int(match.group(1).replace(thousands, "")) if match else None


def moment(cell, clock, formats: tuple[str, ...]) -> datetime:
    """Aware, Vietnam time, to the second; midnight when the file tells only the day. `clock` is the column of time."""
    _refuse_formula(cell, "at")
    found = _written_moment(clean(cell), formats) if isinstance(cell, str) else cell
    if type(found) is date:
        found = datetime.combine(found, time())
    if not isinstance(found, datetime) or not 2000 <= found.year < 2100:
        raise BadCell("at", _("“%(value)s” is not a date.") % {"value": "" if cell is None else str(cell)[:40]})
    if not is_blank(clock):
        found = datetime.combine(found.date(), _clock(clock))
    return (found + timedelta(milliseconds=500)).replace(microsecond=0, tzinfo=VIETNAM)


def _written_moment(text: str, formats: tuple[str, ...]) -> datetime | None:
    for shape in formats:
        try:
            return datetime.strptime(text, shape)  # noqa: DTZ007 (the caller makes it Vietnam time)
        except ValueError:
            continue
    return None


def _clock(cell) -> time:
    if isinstance(cell, time):
        return cell
    match = _CLOCK.fullmatch(clean(cell)) if isinstance(cell, str) else None
    if not match:
        raise BadCell("time", _("“%(value)s” is not a time.") % {"value": str(cell)[:40]})
    return time(*(int(part or 0) for part in match.groups()))


def text(cell, field: str, longest: int) -> str:
    """Cleaned, in NFC. A number is written without a point: a reference that Excel took for a number."""
    _refuse_formula(cell, field)
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    found = "" if cell is None else clean(str(cell))
    if len(found) > longest:
        raise BadCell(field, _("The text is longer than %(most)d characters.") % {"most": longest})
    return found


def cut(cell, field: str, longest: int) -> str:
    """For what no money depends on: a name that is too long is shortened."""
    return text(cell, field, LONGEST_CONTENT)[:longest]


def _refuse_formula(cell, field: str) -> None:
    if isinstance(cell, Formula):
        raise BadCell(field, _("The cell holds a formula. A bank writes plain values; has the file been edited?"))
