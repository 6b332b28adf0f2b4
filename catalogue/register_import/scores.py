"""The score of a cell: 75.5, "75,5", "75,5 điểm", "75,5/100"; and the band of stars it lies in. Pure functions."""

import re
from datetime import datetime
from decimal import ROUND_DOWN, Decimal

from openpyxl.utils.datetime import to_excel

from .faults import CellFault
from .words import is_nothing, is_number, text_of

_WRITTEN = re.compile(
    r"(?:điểm\s*:?\s*)?(\d{1,3}(?:[.,]\d{1,12})?)\s*(?:điểm|diem|đ|points?)?\s*(?:/\s*100)?\s*(?:điểm|diem|đ)?\.?",
    re.IGNORECASE,
)
# The lowest score of each number of stars (Decision 26/2026/QĐ-TTg Art 3.3; the same since 1048/QĐ-TTg of 2019).
LOWEST = {3: 50, 4: 70, 5: 90}


def score_of(cell) -> Decimal | None:
    """0 to 100 with two decimals, cut off and never rounded up (rule O-F1); None for an empty cell. Raises CellFault."""
    if is_nothing(cell):
        return None
    if isinstance(cell, datetime) and cell.year <= 1900:
        cell = to_excel(cell)  # a number in a cell that was formatted as a day
    written = text_of(cell)
    if is_number(cell):
        number = _decimal(cell)
    else:
        match = _WRITTEN.fullmatch(written)
        number = Decimal(match[1].replace(",", ".")) if match else None
    if number is None or not 0 <= number <= 100:
        raise CellFault("bad_score", written)
    return number.quantize(Decimal("0.01"), ROUND_DOWN)


def _decimal(number) -> Decimal | None:
    """A formula leaves 69.99999999999999 where 70 is meant: six decimals are looked at."""
    return Decimal(str(round(number, 6))) if -1e6 < number < 1e6 else None


def fits(score: Decimal, stars: int) -> bool:
    """A product of 90 points and more holds four stars until the ministry has decided (rule O-14)."""
    if score < LOWEST[stars]:
        return False
    return stars >= 4 or score < LOWEST[stars + 1]
