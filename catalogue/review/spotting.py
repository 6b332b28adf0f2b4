"""Words of a text as syllables with their places, so that a finding can point at them."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from marketplace.folding import clean, folded, lowered

# Marks that end a thought are tokens too: "Ngon nhất. Là đặc sản" is not "nhất là".
_TOKEN = re.compile(r"[^\W_]+|[%★⭐*.,!?;:]")


@dataclass(frozen=True)
class Finding:
    """`words` as they stand in the text, from `start` to `end` of the cleaned text; `stops`: it cannot be sent like this."""

    field: str
    words: str
    kind: str
    advice: str
    legal_ref: str = ""
    stops: bool = False
    start: int = 0
    end: int = 0


class Token(NamedTuple):
    exact: str
    bare: str
    start: int
    end: int

    @property
    def is_marked(self) -> bool:
        return self.exact != self.bare


def tidy(text: str) -> str:
    """The text in which findings are counted: line breaks stay, everything else as marketplace.folding.clean has it."""
    return "\n".join(clean(line) for line in (text or "").splitlines())


def tokens_of(text: str) -> list[Token]:
    return [
        Token(lowered(match[0]) or match[0], folded(match[0]) or match[0], match.start(), match.end())
        for match in _TOKEN.finditer(text)
    ]


def places(needle: list[Token], tokens: list[Token]):
    """(first, last) of each place where the watched syllables stand: all with their marks, or all without any."""
    exact, bare = [one.exact for one in needle], [one.bare for one in needle]
    for first in range(len(tokens) - len(needle) + 1 if needle else 0):
        here = tokens[first : first + len(needle)]
        is_unmarked = len(needle) > 1 and not any(token.is_marked for token in here)
        if [token.exact for token in here] == exact or (is_unmarked and [token.bare for token in here] == bare):
            yield first, first + len(needle) - 1
