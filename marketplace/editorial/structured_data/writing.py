"""How structured data is written: JSON-LD that nothing can leave, whole addresses, what many kinds share."""

import json

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from ..languages.telling import address_in
from ..sharing import share_picture

# Inside <script> only these three could end it or start another one.
_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def whole(url: str) -> str:
    """The address with its host: messengers do not follow relative ones."""
    return settings.SITE_URL + url if url.startswith("/") else url


def as_json_ld(data: dict) -> SafeString:
    return mark_safe(json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False).translate(_ESCAPES))


def told_of(data: dict) -> dict:
    """Without what is not known: an empty property is a claim, too."""
    return {name: value for name, value in data.items() if value not in (None, "", [], {})}


def publisher() -> dict:
    return {
        "@type": "Organization",
        "@id": f"{settings.SITE_URL}/#organization",
        "name": settings.SITE_NAME,
        "url": f"{settings.SITE_URL}/",
    }


def of_page(kind: str, page, context, *, name: str = "name", **more) -> dict:
    """What every page says of itself: its name, lead, picture, language, address and days."""
    return told_of(
        {
            "@type": kind,
            name: page.title,
            "description": getattr(page, "lead", "") or page.search_description,
            "url": context["canonical_url"],
            "mainEntityOfPage": context["canonical_url"],
            "image": images(page),
            **more,
        }
    )


def written(page, context) -> dict:
    """Language and days of what somebody wrote (CreativeWork and what descends from it)."""
    return {
        "inLanguage": language_of(page, context),
        "datePublished": page.first_published_at and page.first_published_at.isoformat(),
        "dateModified": page.last_published_at and page.last_published_at.isoformat(),
        "publisher": publisher(),
    }


def language_of(page, context) -> str:
    return context["told_in"] or context["reader_language"]


def images(page) -> list[str]:
    """The card of a link and the picture as the page shows it."""
    card, shown = share_picture(page), getattr(page, "picture", None)
    return [whole(picture.src) for picture in (card, shown) if picture]


def page_url(language: str, url_path: str) -> str:
    return whole(address_in(language, url_path))
