"""The languages of one page: where each version stands, which of them the reader has before them."""

from typing import NamedTuple

from django.conf import settings
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from wagtail.models import Page

from marketplace.languages import codes, language_link, prefix_of


class Told(NamedTuple):
    """`own`: the language of the page's words; `paths`: each language in which it is published, and its tree path."""

    own: str
    paths: dict[str, str]


def told(page) -> Told:
    """One query, whatever the number of languages; none for a page that carries it already as `versions`."""
    if hasattr(page, "versions"):
        return page.versions
    versions = Page.objects.filter(translation_key=page.translation_key).order_by()
    rows = list(versions.values_list("pk", "locale__language_code", "url_path", "live"))
    own = next((code for pk, code, _path, _live in rows if pk == page.pk), None)
    return Told(
        own=own or page.locale.language_code,
        paths={code: path for _pk, code, path, is_live in rows if is_live and code in codes()},
    )


def address_in(code: str, url_path: str) -> str:
    """Where a page of the tree stands in a language; the home page of every language is its root."""
    path = url_path.split("/", 2)[2] if url_path.count("/") > 1 else ""
    return f"{prefix_of(code)}/{path}"


def address_for_reader(page) -> str:
    """Where the reader finds a published page: under their own language if it is told in that or in the source language
    (falling_back), else under its own. Reads the locale.
    """
    own, reader = page.locale.language_code, get_language()
    return address_in(reader if own in (reader, settings.LANGUAGE_CODE) else own, page.url_path)


def told_context(page, request) -> dict:
    """What every page tells a template of its languages."""
    versions = told(page)
    reader = get_language()
    return {
        "reader_language": reader,
        "told_in": versions.own if versions.own != reader else "",
        "languages_told": list(versions.paths),
        "languages": [language_link(code, _link(code, versions, page, request)) for code in codes()],
        "alternates": alternates(versions) if versions.own == reader else [],
        "canonical_url": settings.SITE_URL + address_in(versions.own, page.url_path),
    }


def _link(code: str, versions: Told, page, request) -> str:
    """The same page: its translation, or its only version under this language; home where neither can be shown."""
    if code == get_language():
        return request.get_full_path()
    path = versions.paths.get(code) or versions.paths.get(settings.LANGUAGE_CODE)
    if path is None:
        return f"{prefix_of(code)}/"
    query = request.META.get("QUERY_STRING", "")
    return address_in(code, path) + (f"?{query}" if query else "")


def alternates(versions: Told) -> list[tuple[str, str]]:
    """(hreflang, whole address) of what is really told, and for everybody else the source language."""
    found = [
        (code, settings.SITE_URL + address_in(code, versions.paths[code])) for code in codes() if code in versions.paths
    ]
    source = [("x-default", address) for code, address in found if code == settings.LANGUAGE_CODE]
    return found + source if len(found) > 1 else found


def in_words(code: str) -> str:
    """ "in Vietnamese", in the language in use."""
    return _("in %(language)s") % {"language": language_name(code)}


def language_name(code: str) -> str:
    """ "Vietnamese", in the language in use."""
    return _(get_language_info(code)["name"])
