"""The plain pages for the foot of every page and for those who point at one by its purpose."""

from typing import NamedTuple

from . import standing
from .models import Purpose

ORDER = {purpose: place for place, purpose in enumerate(Purpose.values)}


class PlainLink(NamedTuple):
    url: str
    name: str
    purpose: str


def plain_links() -> list[PlainLink]:
    """Published plain pages in the language in use, in the order of their purposes. No query in most requests."""
    pages = [page for page in standing.standing_pages() if page.kind == "plainpage"]
    links = [PlainLink(page.url, page.name, page.purpose) for page in pages]
    return sorted(links, key=lambda link: (ORDER.get(link.purpose, len(ORDER)), link.name))


def plain_link(purpose: str) -> PlainLink | None:
    return next((link for link in plain_links() if link.purpose == purpose), None)


forget = standing.forget
