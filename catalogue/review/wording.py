"""Words that may not stand in a listing, or need a proof: found where they stand, with what to write instead.

How words are compared: syllable by syllable, tone marks and all, wherever the tone mark is set ("hoà", "hòa"). Syllables
typed without any mark are compared without marks, but only for watched words of two syllables and more: "nhat" alone may
be nhất, nhặt, nhật or nhạt, while "dac tri" is nothing else than đặc trị. Where one syllable carries its mark the others
mean what they say: "chua khỏi nói" is sour beyond words and heals nothing.
"""

from django.utils import timezone

from marketplace.folding import lowered

from . import claims
from .innocent import INNOCENT
from .models import WatchedWord
from .spotting import Finding, Token, places, tidy, tokens_of

Kind = WatchedWord.Kind
STOPPING = {Kind.FORBIDDEN, Kind.HEALTH_CLAIM, Kind.GOODS}
# Praise is read in what sells; "keeps best in the cold" and "at least 3 days" are advice (rule P-17 names the title).
PRAISE_IN = {"title", "description", "other_names", "pack_text", "title_en", "summary_en"}
ENGLISH = {"title_en", "summary_en"}


def check(texts: dict[str, str], *, product=None) -> list[Finding]:
    """What is found in texts by field, in their order. With `product` its valid certificates and rights are respected.

    One query for the watched words, one for the indications, two more for a product.
    """
    watched = [(word, _needle(word.words)) for word in WatchedWord.objects.filter(is_active=True)]
    rights = claims.rights_of(product, timezone.localdate())
    found = []
    for field, text in texts.items():
        text = tidy(text)
        tokens = tokens_of(text)
        mine = _watched_in(field, text, tokens, watched) + claims.found_in(field, text, tokens, rights)
        found += _without_overlaps(mine)
    return found


def _needle(words: str) -> list[Token]:
    return tokens_of(tidy(words))


def _watched_in(field, text, tokens, watched) -> list[Finding]:
    found = []
    for word, needle in watched:
        if word.kind == Kind.SUPERLATIVE and field not in PRAISE_IN:
            continue
        for first, last in places(needle, tokens):
            if not _is_innocent(word.words, tokens, first, last):
                start, end = tokens[first].start, tokens[last].end
                found.append(
                    Finding(
                        field,
                        text[start:end],
                        word.kind,
                        word.shown_advice,
                        word.legal_ref,
                        word.kind in STOPPING,
                        start,
                        end,
                    )
                )
    return found


def _is_innocent(words: str, tokens: list[Token], first: int, last: int) -> bool:
    """Whether the place lies inside a phrase that means something else: "Thống Nhất", "ít nhất", "cây mật gấu"."""
    for phrase in INNOCENT.get(lowered(words), ()):
        needle = tokens_of(phrase)
        for begins, ends in places(needle, tokens[max(0, first - len(needle)) : last + len(needle) + 1]):
            offset = max(0, first - len(needle))
            if begins + offset <= first and last <= ends + offset:
                return True
    return False


def _without_overlaps(found: list[Finding]) -> list[Finding]:
    """In the order of the text; of two at one place the longer, and of two as long the one that stops."""
    kept: list[Finding] = []
    for one in sorted(found, key=lambda f: (f.start - f.end, not f.stops)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda f: f.start)
