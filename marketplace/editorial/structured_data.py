"""What search engines and messengers read: JSON-LD of the editorial pages and whole addresses of pictures."""

import json

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from .story_cards import address

# Inside <script> only these three could end it or start another one.
_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def whole(url: str) -> str:
    """The address with its host: messengers do not follow relative ones."""
    return settings.SITE_URL + url if url.startswith("/") else url


def as_json_ld(data: dict) -> SafeString:
    return mark_safe(json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False).translate(_ESCAPES))


def home_data(picture) -> SafeString:
    """WebSite with its search, and the organisation behind it."""
    home = whole(reverse("wagtail_serve", args=[""]))
    search = whole(reverse("search:search")) + "?q={search_term_string}"
    action = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": search},
        "query-input": "required name=search_term_string",
    }
    organisation = {
        "@type": "Organization",
        "@id": f"{settings.SITE_URL}/#organization",
        "name": settings.SITE_NAME,
        "url": settings.SITE_URL + "/",
    }
    if picture:
        organisation["image"] = whole(picture.src)
    site = {
        "@type": "WebSite",
        "@id": f"{home}#website",
        "url": home,
        "name": settings.SITE_NAME,
        "inLanguage": get_language(),
        "publisher": {"@id": organisation["@id"]},
        "potentialAction": action,
    }
    return as_json_ld({"@graph": [site, organisation]})


def story_data(page) -> SafeString:
    data = {
        "@type": "Article",
        "headline": page.title,
        "description": page.lead,
        "inLanguage": get_language(),
        "mainEntityOfPage": whole(address(page)),
        "publisher": {"@type": "Organization", "@id": f"{settings.SITE_URL}/#organization", "name": settings.SITE_NAME},
    }
    if page.first_published_at:
        data["datePublished"] = page.first_published_at.isoformat()
    if page.last_published_at:
        data["dateModified"] = page.last_published_at.isoformat()
    if page.picture:
        data["image"] = whole(page.picture.src)
    return as_json_ld(data)
