"""Reads the stored blocks of a page: what they point at, and where. Follows the blocks' definitions, so a new block needs nothing here."""

import re
from typing import Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from ..choosers import ProductChooserBlock, SellerChooserBlock

LINKED_PAGE = re.compile(r'<a[^>]*\blinktype="page"[^>]*\bid="(\d+)"|<a[^>]*\bid="(\d+)"[^>]*\blinktype="page"')


class Pointer(NamedTuple):
    """`kind`: product, seller, page or image; `where`: the block, in words; `text`: an alternative text of its own."""

    kind: str
    pk: int
    where: str
    text: str = ""


def pointers(stream) -> list[Pointer]:
    """All that a stream points at, in the order of the page. No query."""
    found = []
    for number, raw in enumerate(stream.raw_data, start=1):
        block = stream.stream_block.child_blocks.get(raw["type"])
        if block is not None:
            where = _("part %(number)s, “%(name)s”") % {"number": number, "name": capfirst(block.label)}
            found += _pointers(block, raw["value"], where)
    return found


def _pointers(block, value: Any, where: str, text: str = "") -> list[Pointer]:
    if value in (None, "", [], {}):
        return []
    if isinstance(block, blocks.StructBlock):
        if not isinstance(value, dict):
            return []
        own = value.get("alt") or ""
        return [
            pointer
            for name, child in block.child_blocks.items()
            for pointer in _pointers(child, value.get(name), where, own)
        ]
    if isinstance(block, blocks.ListBlock):
        return [pointer for item in value for pointer in _pointers(block.child_block, _item(item), where)]
    if isinstance(block, blocks.RichTextBlock):
        return [Pointer("page", int(a or b), where) for a, b in LINKED_PAGE.findall(value)]
    kind = next((kind for kind, known in KINDS if isinstance(block, known)), None)
    return [Pointer(kind, int(value), where, text)] if kind else []


def _item(raw):
    """Blocks that came from a file hold their items bare; those that an editor saved hold them with a type."""
    return raw["value"] if isinstance(raw, dict) and raw.get("type") == "item" else raw


KINDS = (
    ("product", ProductChooserBlock),
    ("seller", SellerChooserBlock),
    ("page", blocks.PageChooserBlock),
    ("image", ImageChooserBlock),
)
