"""Addresses for machines: robots, sitemap, feed of new products."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path
from django.views.generic import TemplateView

from .feeds.new_products import NewProducts
from .feeds.sitemap_index import sitemap_index
from .feeds.sitemaps import SITEMAPS
from .languages import codes, prefix_of

MAPS = {"sitemaps": SITEMAPS, "template_name": "feeds/sitemap.xml"}
ROBOTS = {"prefixes": [prefix_of(code) for code in codes()]}

urlpatterns = [
    path(
        "robots.txt",
        TemplateView.as_view(template_name="robots.txt", content_type="text/plain", extra_context=ROBOTS),
    ),
    path("sitemap.xml", sitemap_index, name="sitemap_index"),
    path("sitemap-<section>.xml", sitemap, MAPS, name="django.contrib.sitemaps.views.sitemap"),
    path("shop/new.rss", NewProducts(), name="new_products"),
]
