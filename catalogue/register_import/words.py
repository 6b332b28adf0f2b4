"""Cells as people meant them: spaces that cannot be seen, letters in two parts, numbers that are text. Pure functions."""

import re
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache

from marketplace.folding import clean, folded
from marketplace.spreadsheets.tables import Formula

# Signs without width part no words: they go; clean() would put a space into the word.
_WIDTHLESS = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe0f]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how Excel writes control characters into its XML
_LETTER = re.compile(r"[^\W\d_]")
_DASHES = re.compile(r"[-–—_.…·/\\?~\s]")
LONGEST = 4_000
# What people put into a cell to say that it stays empty.
NOTHING = {"khong", "khong co", "chua co", "chua ro", "chua xac dinh", "n a", "na", "null", "none", "trong", "x"}
DITTO = {"nt", "nhu tren"}
ERRORS = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"}


def text_of(cell) -> str:
    """The cell as one line of text; a whole number without its decimals, a day as 12/03/2022."""
    if cell is None or isinstance(cell, Formula | bool):
        return ""
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return _as_one_line(str(cell)[:LONGEST])


@lru_cache(maxsize=20_000)
def _as_one_line(text: str) -> str:
    return clean(_WIDTHLESS.sub("", _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)))


def is_number(cell) -> bool:
    return isinstance(cell, int | float | Decimal) and not isinstance(cell, bool)


def is_error(cell) -> bool:
    """A formula without a result, or with one that Excel calls an error."""
    return isinstance(cell, Formula) or (isinstance(cell, str) and cell.strip().upper() in ERRORS)


def is_nothing(cell) -> bool:
    """Empty, a dash, or words that say there is nothing."""
    if isinstance(cell, datetime | date | time) or is_error(cell):
        return False
    text = text_of(cell)
    return not _DASHES.sub("", text) or folded(text) in NOTHING


DITTO_SIGNS = {'"', "''", "〃", "”", "“", "″", '""', "-nt-", "nt"}


def is_ditto(cell) -> bool:
    """Signs and words for "as above"."""
    text = text_of(cell)
    return text in DITTO_SIGNS or (bool(text) and folded(text) in DITTO)


def has_letters(text: str) -> bool:
    return bool(_LETTER.search(text))


def bare(text: str) -> str:
    """Lower case without marks; the signs stay, which folded() drops."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))
