"""What one pack holds, as people write it: "500 g", "0,5 kg", "chai 500 ml", "hộp 12 cái", "1 lít". Pure functions."""

import re
from decimal import Decimal
from typing import NamedTuple

from catalogue.facts.models import Unit
from marketplace.folding import clean, folded

LARGEST, LONGEST_TEXT = 1_000_000, 60
# Word -> unit, how many of it. A tael is 100 g in trade today; a "chục" is 10, 12 or 14 (rule P-18) and is asked again.
_MEASURES = {
    "kg": (Unit.GRAM, 1000),
    "kilogam": (Unit.GRAM, 1000),
    "ky": (Unit.GRAM, 1000),
    "ki": (Unit.GRAM, 1000),
    "g": (Unit.GRAM, 1),
    "gr": (Unit.GRAM, 1),
    "gam": (Unit.GRAM, 1),
    "gram": (Unit.GRAM, 1),
    "lit": (Unit.MILLILITRE, 1000),
    "l": (Unit.MILLILITRE, 1000),
    "ml": (Unit.MILLILITRE, 1),
}
_THINGS = (
    "cai",
    "con",
    "qua",
    "trai",
    "hop",
    "chai",
    "goi",
    "tui",
    "bo",
    "bich",
    "hu",
    "lo",
    "vien",
    "cuon",
    "chiec",
    "cay",
    "phan",
    "banh",
    "o",
    "bao",
    "thung",
    "set",
    "combo",
    "lon",
)
_AMOUNT = re.compile(r"(?<![\d.,x])(\d{1,6}(?:[.,]\d{1,3})?)\s*(kilogam|kg|ky|ki|gram|gam|gr|g|lit|ml|l)(?![a-z])")
_COUNT = re.compile(rf"(?<![\d.,])(\d{{1,5}})\s*({'|'.join(_THINGS)})(?![a-z])")
_THING = re.compile(rf"(?:1\s*)?({'|'.join(_THINGS)})")


class BadPack(ValueError):
    """The size cannot be read, or in two ways."""


class Pack(NamedTuple):
    """`net_quantity` in grams, millilitres or pieces; `pack_text` as written, empty for the plain quantity."""

    net_quantity: int
    unit: str
    pack_text: str = ""


def read_pack(written: str) -> Pack:
    """Raises BadPack."""
    text = clean(written)
    plain = _plain(text)
    amounts = _AMOUNT.findall(plain)
    if len(amounts) > 1 or "chuc" in plain.split() or re.search(r"\dx|x\s*\d", plain) or len(text) > LONGEST_TEXT:
        raise BadPack(text)
    if amounts:
        return _measured(amounts[0], text, is_plain=bool(_AMOUNT.fullmatch(plain)))
    counts = _COUNT.findall(plain)
    if len(counts) == 1:
        return _checked(Decimal(counts[0][0]), Unit.PIECE, text)
    if not counts and _THING.fullmatch(plain):
        return Pack(1, Unit.PIECE, text)
    raise BadPack(text)


def _plain(text: str) -> str:
    """Without marks and in lower case; points and commas of numbers stay."""
    words = re.split(r"([\d.,]*\d)", text)
    return " ".join(word if word[:1].isdigit() else folded(word) for word in words if word.strip()).strip()


def _measured(amount: tuple[str, str], text: str, *, is_plain: bool) -> Pack:
    """ "1.000 g" is a thousand gram and "1.000 kg" one kilogram to some: three digits after a mark are asked again."""
    number, word = amount
    if re.search(r"[.,]\d{3}$", number):
        raise BadPack(text)
    unit, times = _MEASURES[word]
    return _checked(Decimal(number.replace(",", ".")) * times, unit, "" if is_plain else text)


def _checked(quantity: Decimal, unit: str, text: str) -> Pack:
    if quantity != int(quantity) or not 1 <= quantity <= LARGEST:
        raise BadPack(text)
    return Pack(int(quantity), unit, text)
