"""The content of a transfer: a prefix and the order's code, and the codes found again in what the bank hands on."""

import re
import unicodedata

from django.conf import settings

from marketplace.fulfilment.order_codes import LENGTH, is_code

LONGEST = 25
_PREFIX = re.compile(r"[A-Z0-9]{1,16}")


class NotACode(ValueError):
    """The text is no order code, so a transfer with it would never be found again."""


class BadPrefix(ValueError):
    """TRANSFER_PREFIX is not 1 to 16 capitals and digits."""


def content(code: str, prefix: str | None = None) -> str:
    """ "K3M9QXDHT" -> "OCOPK3M9QXDHT", at most 25 characters. Raises NotACode, BadPrefix."""
    if not is_code(code):
        raise NotACode(code)
    return _prefix(prefix) + code


def codes_in(memo: str, prefix: str | None = None) -> list[str]:
    """Every order code that stands behind the prefix, each once, in order. Time grows with the memo's length only."""
    text, start = _squeezed(memo), _prefix(prefix)
    found: dict[str, None] = {}
    at = text.find(start)
    while at >= 0:
        candidate = text[at + len(start) : at + len(start) + LENGTH]
        if is_code(candidate):
            found[candidate] = None
        at = text.find(start, at + 1)
    return list(found)


def _prefix(prefix: str | None) -> str:
    chosen = getattr(settings, "TRANSFER_PREFIX", "OCOP") if prefix is None else prefix
    if not _PREFIX.fullmatch(chosen):
        raise BadPrefix(chosen)
    return chosen


def _squeezed(memo: str) -> str:
    """Capitals A to Z and digits only: banks add dots, spaces and line breaks, people add marks.

    Decomposed one character at a time: sorting a long run of marks would take quadratic time.
    """
    bare = "".join(unicodedata.normalize("NFD", c)[0] for c in memo.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in bare.upper() if c.isascii() and c.isalnum())
