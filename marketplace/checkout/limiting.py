"""Slows down whoever tries too often: see marketplace.limiting, which other rooms use, too."""

from marketplace.limiting import TooOften, count_try

__all__ = ["TooOften", "count_try"]
