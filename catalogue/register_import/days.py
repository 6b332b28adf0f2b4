"""The day of recognition in a cell: Excel days, numbers of days, "12/03/2022", "ngày 12 tháng 3 năm 2022", "năm 2022".

Where only the month is known, the year is kept: the register counts from the first day of the year, so nothing is
claimed too long, and a first day of the month would claim a day that nobody wrote.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from openpyxl.utils.datetime import WINDOWS_EPOCH, from_excel, to_excel

from marketplace.folding import folded

from .faults import CellFault
from .words import bare, is_nothing, is_number, text_of

FIRST_YEAR = 2013  # Quảng Ninh began the programme; nothing was recognised before
_SEP = r"\s*[/.\-]\s*"
_NUMERIC = re.compile(rf"(?<![\d/.\-])(\d{{1,2}}){_SEP}(\d{{1,2}}){_SEP}(\d{{4}}|\d{{2}})(?![\d/])")
_ISO = re.compile(r"(?<!\d)(\d{4})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})(?!\d)")
_SPOKEN = re.compile(r"\b(\d{1,2}) thang (\d{1,2}) nam (\d{4})\b")
_MONTH = re.compile(rf"(?<![\d/.\-])(?:thang\s*)?(\d{{1,2}}){_SEP}(\d{{4}})(?![\d/.\-])")
_SPOKEN_MONTH = re.compile(r"\bthang (\d{1,2}) (?:nam )?(\d{4})\b")
_YEAR = re.compile(r"(?<![\d.\-])(?<!\d/)(\d{4})(?![\d/.\-])")
_CLOCK = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?( [AP]M)?$", re.IGNORECASE)
_YEAR_RANGE = re.compile(r"\d{4}\s*[-–]\s*\d{4}")


@dataclass(frozen=True)
class Day:
    """When something was recognised. Of a year alone, the first day stands for it."""

    on: date
    is_year: bool = False
    is_month: bool = False  # a month was written; like a year for everything but the warning

    def agrees_with(self, other: "Day") -> bool:
        if self.is_year or other.is_year:
            return self.on.year == other.on.year
        return self.on == other.on

    def __str__(self):
        return str(self.on.year) if self.is_year else f"{self.on:%d/%m/%Y}"


def day_of(cell, *, today: date, epoch: datetime = WINDOWS_EPOCH) -> Day | None:
    """None for an empty cell. Raises CellFault bad_date: not a day, impossible, before 2013 or in the future."""
    if is_nothing(cell) or isinstance(cell, time):
        if isinstance(cell, time):
            raise CellFault("bad_date", str(cell))
        return None
    written = text_of(cell)
    found = _of_cell(cell, written, epoch)
    if found is None or found.on.year < FIRST_YEAR or found.on > today:
        raise CellFault("bad_date", written)
    return found


def _of_cell(cell, written: str, epoch: datetime) -> Day | None:
    if isinstance(cell, datetime):
        is_year_shown_as_day = cell.year < 1910  # the number 2022 in a cell that was formatted as a day
        return _of_number(to_excel(cell, epoch), epoch) if is_year_shown_as_day else Day(cell.date())
    if isinstance(cell, date):
        return Day(cell)
    if is_number(cell):
        return _of_number(cell, epoch)
    return only_day_in(written, epoch)


def _of_number(number, epoch: datetime) -> Day | None:
    """A year, or a day by its number, which Excel shows when the cell has lost its format."""
    if not 0 < number < 100_000:
        return None
    if number == int(number) and 1900 <= number <= 2100:
        return Day(date(int(number), 1, 1), is_year=True)
    if number < 30_000:
        return None
    try:
        found = from_excel(number, epoch)
    except (ValueError, OverflowError, TypeError):
        return None
    return Day(found.date()) if isinstance(found, datetime) else None


def only_day_in(written: str, epoch: datetime = WINDOWS_EPOCH) -> Day | None:
    """The one day, month or year that the text names; None when it names none, an impossible one, or several."""
    text = _CLOCK.sub("", written).strip(" .,;")
    if text.isascii() and text.isdigit() and len(text) == 5:
        return _of_number(int(text), epoch)
    days = days_in(text)
    if days:
        return days[0] if len(set(days)) == 1 else None
    return _month_or_year(text)


def days_in(text: str) -> list[Day | None]:
    """Every full day that the text names, None for an impossible one."""
    found = [_day(day, month, year) for day, month, year in _NUMERIC.findall(text)]
    found += [_day(day, month, year) for year, month, day in _ISO.findall(text)]
    return found + [_day(*match) for match in _SPOKEN.findall(folded(text))]


def _day(day: str, month: str, year: str) -> Day | None:
    """Days stand before months here; a month of 13 is a fault, not an American date."""
    try:
        return Day(date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day)))
    except ValueError:
        return None


def _month_or_year(text: str) -> Day | None:
    months = [*_MONTH.findall(bare(text)), *_SPOKEN_MONTH.findall(folded(text))]
    if months:
        month, year = map(int, months[0])
        is_one = len({tuple(map(int, each)) for each in months}) == 1
        if _is_season(text):
            return Day(date(year, 1, 1), is_year=True, is_month=True) if is_one and year >= 1 else None
        return Day(date(year, 1, 1), is_year=True, is_month=True) if is_one and 1 <= month <= 12 and year >= 1 else None
    years = set(_YEAR.findall(text))
    if len(years) != 1 or _YEAR_RANGE.search(text) or _has_day_signs(text):
        return None
    year = int(years.pop())
    return Day(date(year, 1, 1), is_year=True, is_month=_is_season(text)) if year >= 1 else None


def _is_season(text: str) -> bool:
    """ "Đợt 2/2022", "Quý I năm 2022": a part of the year that is no month."""
    return bool({"dot", "quy", "ky", "lan"} & set(folded(text).split()))


def _has_day_signs(text: str) -> bool:
    """Digits around the year that are no number of a round: 31/022022 names no year."""
    rest = _YEAR.sub(" ", text)
    return any(character.isdigit() for character in rest) and not _is_season(text)
