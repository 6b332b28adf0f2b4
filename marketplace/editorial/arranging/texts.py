"""Rich text as it goes out: links to our own pages lead to the reader's language, and those to what is gone are words."""

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from ..page_cards import address, other_language
from ..translated import Told

_PAGE_LINK = re.compile(r'<a\b[^>]*\blinktype="page"[^>]*>')
_ID = re.compile(r'\bid="(\d+)"')


def linked_pages(html: str) -> list[int]:
    """Primary keys of the pages that a text links to."""
    return [int(found[1]) for tag in _PAGE_LINK.findall(html) if (found := _ID.search(tag))]


def shown_text(html: str, pages: Told) -> SafeString:
    """What an editor wrote, for the page; no query of its own."""
    return mark_safe(expand_db_html(_PAGE_LINK.sub(lambda tag: _link(tag[0], pages), html or "")))


def _link(tag: str, pages: Told) -> str:
    found = _ID.search(tag)
    page = pages.one(int(found[1])) if found else None
    if page is None:
        return "<a>"
    language = other_language(page)
    return f'<a href="{escape(address(page))}"' + (f' hreflang="{language}">' if language else ">")
