"""How many stars a cell says: 4, "4 sao", "★★★★", "Bốn sao", "OCOP 4 sao"; and what is a wish only. Pure functions."""

import re
import unicodedata
from datetime import datetime

from openpyxl.utils.datetime import to_excel

from marketplace.folding import folded, lowered

from .faults import CellFault
from .words import bare, is_nothing, is_number, text_of

RECOGNISED = (3, 4, 5)  # Decision 26/2026/QĐ-TTg Art 4.1
_FULL, _HOLLOW = "★⭐✭✮✯🌟*⭑✪", "☆✩⚝"
_WISHES = "tiem nang|de nghi|de xuat|du kien|dang ky|phan dau|huong toi|chua dat|khong dat|chua cong nhan|ke hoach"
_WISH = re.compile(rf"\b(?:{_WISHES})\b")
_FROM = re.compile(r"(?:nang hang |nang cap |nang )?tu (?:hang )?\d sao\b(?: len\b)?")
_WORDS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6}
_NUMBER = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d+)?)\s*(?:sao|stars?)\b")
_RANKED = re.compile(r"\b(?:hang|loai|dat|cap|ocop)\s*(\d{1,2})\b(?![.,/]\d)")
_SEVERAL = re.compile(r"(?<!\d)\d\s*(?:-|/|, | hoac | va | den )\s*\d\s*sao\b")
_BARE = re.compile(r"-?\d{1,6}(?:[.,]\d+)?")
_WORD = re.compile(rf"\b({'|'.join(_WORDS)})\s+sao\b")


def stars_of(cell) -> int:
    """3, 4 or 5. Raises CellFault: missing_star, bad_star, star_out_of_range, star_not_awarded."""
    if is_nothing(cell):
        raise CellFault("missing_star")
    if isinstance(cell, datetime) and cell.year <= 1900:
        cell = to_excel(cell)  # the number 4 in a cell that was formatted as a day
    written = text_of(cell)
    found = {_exact(cell)} if is_number(cell) else _told(written)
    if len(found) != 1 or None in found:
        raise CellFault("bad_star", written)
    stars = found.pop()
    if stars not in RECOGNISED:
        raise CellFault("star_out_of_range", written)
    return int(stars)


def _exact(number) -> float | None:
    return round(float(number), 6) if -1e6 < number < 1e6 else None


def _told(written: str) -> set:
    """Every number of stars that the text claims as recognised."""
    awarded = _without_wishes(written)
    text = _FROM.sub(" ", _readable(awarded))
    shining = _shining(awarded)
    if _BARE.fullmatch(text.strip()):
        return {_number(text.strip())} | ({shining} if shining and shining > 1 else set())
    if _SEVERAL.search(text):
        return set()
    found = {_number(number) for number in _NUMBER.findall(text)}
    found |= {_WORDS[word] for word in _WORD.findall(text)}
    found |= {float(number) for number in _RANKED.findall(text)} if not found else set()
    if shining and not (found and shining == 1):
        found.add(shining)
    return found


def _readable(text: str) -> str:
    """Lower case without marks; a star that follows a number is the word for it."""
    plain = unicodedata.normalize("NFKC", text)
    plain = re.sub(rf"(\d)\s*[{_FULL}{_HOLLOW}](?![{_FULL}{_HOLLOW}])", r"\1 sao", plain)
    return re.sub(r"\s+", " ", re.sub(r"[^\w.,/\- ]", " ", bare(plain))).strip()


def _shining(text: str) -> int:
    """The stars drawn; hollow ones beside full ones are those that are missing."""
    return sum(text.count(star) for star in _FULL)


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _without_wishes(written: str) -> str:
    """ "4 sao (tiềm năng 5 sao)" is four stars; nothing but a wish raises star_not_awarded."""
    if not _WISH.search(folded(written)):
        return written
    parts = re.split(r"[(),;/]|\s[-–—]\s", written)
    kept = [part for part in parts if not _WISH.search(folded(part))]
    if not any(_RANKED.search(folded(part)) or re.search(r"sao|\d", lowered(part)) or _shining(part) for part in kept):
        raise CellFault("star_not_awarded", written)
    return " ; ".join(kept)
