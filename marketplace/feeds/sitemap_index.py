"""The list of all sitemaps, with a row for each of their leaves."""

from django.conf import settings
from django.contrib.sitemaps.views import SitemapIndexItem
from django.template.response import TemplateResponse
from django.urls import reverse

from .sitemaps import SITEMAPS


def sitemap_index(request):
    """At SITE_URL, whatever the framework of sites says."""
    return TemplateResponse(
        request,
        "sitemap_index.xml",
        {"sitemaps": [row for section, made in SITEMAPS.items() for row in _rows(section, made())]},
        content_type="application/xml",
        headers={"X-Robots-Tag": "noindex, noodp, noarchive"},
    )


def _rows(section: str, made) -> list[SitemapIndexItem]:
    address = settings.SITE_URL + reverse("django.contrib.sitemaps.views.sitemap", kwargs={"section": section})
    changed_at = made.get_latest_lastmod()
    leaves = range(1, made.paginator.num_pages + 1)
    return [SitemapIndexItem(address if leaf == 1 else f"{address}?p={leaf}", changed_at) for leaf in leaves]
