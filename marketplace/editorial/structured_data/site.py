"""The home page: WebSite with its search, and the organisation behind it."""

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from .writing import images, language_of, publisher, whole


def home(page, context) -> list[dict]:
    url = context["canonical_url"]
    search = whole(reverse("search:search")) + "?q={search_term_string}"
    action = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": search},
        "query-input": "required name=search_term_string",
    }
    organisation = {**publisher(), "image": images(page), "logo": whole(static("shop/img/icon.svg"))}
    website = {
        "@type": "WebSite",
        "@id": f"{url}#website",
        "url": url,
        "name": settings.SITE_NAME,
        "inLanguage": language_of(page, context),
        "publisher": {"@id": organisation["@id"]},
        "potentialAction": action,
    }
    return [website, organisation]
