"""Puts pages in place, from the texts that come with the shop; what exists is left as editors made it."""

from .beginning import load_pages, written
from .choosing import communes_known, products_named, sellers_named
from .putting import homes, index_of, put_page
from .telling import telling
from .writing import html, sections, stream

__all__ = [
    "communes_known", "homes", "html", "index_of", "load_pages", "products_named", "put_page", "sections", "sellers_named", "stream",
    "telling", "written",
]  # fmt: skip
