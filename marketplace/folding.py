"""Vietnamese text for comparing and searching: one spelling for what people type in many ways. Pure functions."""

import re
import unicodedata

_NOT_WORD = re.compile(r"[^\w]+", re.UNICODE)
_SPACES = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
# "Hoà" and "Hòa", "thuỷ" and "thủy" are the same syllable: the mark moves to the first vowel of oa, oe, uy.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_NEW_STYLE = re.compile(rf"(?<!q)([ou])([aey])([{_TONES}])(?![a-z])", re.IGNORECASE)


def clean(text: str) -> str:
    """What a person typed: NFC, control characters gone, spaces single, ends trimmed."""
    return _SPACES.sub(" ", _CONTROL.sub(" ", unicodedata.normalize("NFC", text or ""))).strip()


def _one_tone_place(match: re.Match) -> str:
    first, second, tone = match.groups()
    if (first.lower(), second.lower()) in {("o", "a"), ("o", "e"), ("u", "y")}:
        return first + tone + second
    return match.group(0)


def lowered(text: str) -> str:
    """Lower case with its tone marks, old and new tone places made one, words parted by single spaces."""
    decomposed = unicodedata.normalize("NFD", clean(text).lower())
    placed = _NEW_STYLE.sub(_one_tone_place, decomposed)
    composed = "".join(c for c in unicodedata.normalize("NFC", placed) if not unicodedata.combining(c))
    return _SPACES.sub(" ", _NOT_WORD.sub(" ", composed).replace("_", " ")).strip()


def folded(text: str) -> str:
    """Lower case without any mark, đ as d: what a person types who has no Vietnamese keyboard."""
    decomposed = unicodedata.normalize("NFD", clean(text).lower().replace("đ", "d"))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _SPACES.sub(" ", _NOT_WORD.sub(" ", bare).replace("_", " ")).strip()


def has_marks(text: str) -> bool:
    """Whether the text carries Vietnamese marks, so that it means just one of the folded spellings."""
    return folded(text) != lowered(text)
