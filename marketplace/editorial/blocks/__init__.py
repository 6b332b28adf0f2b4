"""What editors put together on a page. Each block has a kind; arranging fetches for all of a page's blocks at once."""

from .living import set_choices
from .streams import HomeBlocks, PlainBlocks, TellingBlocks

__all__ = ["HomeBlocks", "PlainBlocks", "TellingBlocks", "set_choices"]  # migrations name set_choices here
