"""From the blocks of a page to sections a template can show: everything is gathered first, then fetched once.

Blocks are read as they are stored (`stored`), so that choosers fetch nothing of their own. A page of any length costs at
most one query for each sort of thing (`fetching`); `filling` turns what was found into what the templates show.
"""

from typing import Any, NamedTuple

from django.utils import timezone

from .fetching import fetched
from .filling import FILL, Link, set_picture
from .stored import DEFAULTS, blocks_of

__all__ = ["DEFAULTS", "FILL", "Link", "Section", "arranged", "set_picture"]

STAYS = {"search"}  # its words are worth showing without a landscape


class Section(NamedTuple):
    kind: str
    template: str
    value: dict
    things: Any  # what the section shows: cards, tallies, a picture, words
    id: str = ""

    @property
    def is_empty(self) -> bool:
        """A section that found nothing to show is left out, heading and all."""
        return self.kind not in STAYS and not self.things


def arranged(body, *, before=()) -> list[Section]:
    """The sections of a stream in its order. `before`: blocks, as they would be stored, that stand before those of the
    stream. A block of a kind that is no more is left out.
    """
    blocks = [block for block in blocks_of([*before, *body.raw_data]) if block["type"] in FILL]
    found = fetched(blocks, timezone.localdate())
    sections = [section_of(block, FILL[block["type"]](block, found)) for block in blocks]
    return [section for section in sections if not section.is_empty]


def section_of(block: dict, things) -> Section:
    kind = block["type"]
    return Section(kind, f"editorial/sections/{kind}.html", block["value"], things, block["id"])
