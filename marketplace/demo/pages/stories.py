"""Stories of products, crafts and the people behind them."""

from marketplace.editorial.models import StoryIndexPage, StoryPage

from .writing import put_all, told


def load(homes: dict):
    return put_all("stories", homes, StoryIndexPage, StoryPage, _fields)


def _fields(entry: dict, language: str) -> dict:
    return {**told(entry, language), "subject": entry.get("subject", StoryPage.Subject.PRODUCT)}
