"""Where a button leads."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import translate_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, override

from ..page_cards import address, other_language
from ..translated import Told

_MISREAD = re.compile(r"[\x00-\x1f\x7f\\]")


class Action(NamedTuple):
    label: str
    url: str
    text: str
    language: str
    is_foreign: bool


def action(value: dict, pages: Told) -> Action | None:
    """None when its page is gone: a button that leads nowhere is no button."""
    if value["page"]:
        page = pages.one(value["page"])
        return Action(value["label"], address(page), value["text"], other_language(page), False) if page else None
    url = value["url"] or ""
    if not leads_on(url):
        return None
    if url.startswith("/"):
        return Action(value["label"], _in_our_language(url), value["text"], "", False)
    return Action(value["label"], url, value["text"], "", True)


def leads_on(url: str) -> bool:
    """Whether it is an address of ours, beginning with /, or a whole one with https. Browsers read a backslash as a slash and
    leave out tabs and line ends, so that a slash with one of them behind it may lead away from us.
    """
    if _MISREAD.search(url):
        return False
    if url.startswith("/"):
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    try:
        return url.startswith("https://") and bool(urlsplit(url).hostname)
    except ValueError:
        return False


def _in_our_language(url: str) -> str:
    """An address that was written for the first language leads to the same page in the language in use."""
    language = get_language()
    with override(settings.LANGUAGE_CODE):
        return translate_url(url, language)
