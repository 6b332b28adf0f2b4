"""The sitemaps: every address that is worth finding, with its languages and its picture.

Sitemaps 0.9 with Google's extensions for images (sitemap-image/1.1) and for languages (xhtml:link).
"""

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.core.files.storage import default_storage
from django.db.models import Max
from django.urls import reverse

from catalogue.certification.models import Certificate
from catalogue.listing.models import Listing
from catalogue.pictures.renditions import WIDTHS, rendition_url
from marketplace.editorial.languages.published import published
from marketplace.languages import codes
from sellers.models import Seller

MOST_IN_ONE = 5_000


class EachInAllLanguages:
    """(row, language) for each row of a queryset and each language; reads only the part that is asked for."""

    def __init__(self, rows, languages):
        self.rows, self.languages = rows, languages

    def count(self) -> int:
        return len(self.rows if isinstance(self.rows, list) else range(self.rows.count())) * len(self.languages)

    def __getitem__(self, part: slice):
        each = len(self.languages)
        first = part.start // each
        rows = self.rows[first : -(-part.stop // each)]
        pairs = [(row, language) for row in rows for language in self.languages]
        return pairs[part.start - first * each : part.stop - first * each]


class _Ours(Sitemap):
    """Stands at SITE_URL; each of its entries may have a picture."""

    protocol, _mark, domain = settings.SITE_URL.partition("://")
    limit = MOST_IN_ONE

    def get_domain(self, site=None):
        return self.domain

    def picture(self, item) -> str:
        """The stored name of its original, "" for none."""
        return ""

    def of(self, url):
        """The thing an entry is about."""
        return url["item"]

    def _urls(self, page, protocol, domain):
        urls = super()._urls(page, protocol, domain)
        for url in urls:
            url["picture"] = _address_of(self.picture(self.of(url)))
        return urls


class _InAllLanguages(_Ours):
    """Under every language: what the shop shows of it is told in each."""

    i18n = alternates = x_default = True

    def _items(self):
        return EachInAllLanguages(self.items(), codes())

    def of(self, url):
        return url["item"][0]

    def get_latest_lastmod(self):
        return None


class ProductSitemap(_InAllLanguages):
    def items(self):
        return Listing.objects.on_sale().order_by("pk").only("pk", "slug", "listed_at", "picture")

    def location(self, listing):
        return reverse("catalogue:detail", kwargs={"product_slug": listing.slug, "pk": listing.pk})

    def lastmod(self, listing):
        return listing.listed_at

    def get_latest_lastmod(self):
        return Listing.objects.on_sale().aggregate(last=Max("listed_at"))["last"]

    def picture(self, listing):
        return listing.picture


class SellerSitemap(_InAllLanguages):
    def items(self):
        return Seller.objects.open().order_by("pk").only("pk", "slug", "picture")

    def picture(self, seller):
        return seller.picture.name or ""


class CertificateSitemap(_InAllLanguages):
    def items(self):
        return Certificate.objects.order_by("pk")


class FixedSitemap(_InAllLanguages):
    def items(self):
        return ["catalogue:index", "sellers:list", "certification:register", "editorial:map", "listing:ranking"]

    def location(self, name):
        return reverse(name)


class PageSitemap(_Ours):
    """Editors' pages under the languages in which they are really told."""

    def items(self):
        return published()

    def location(self, page):
        return page.address

    def lastmod(self, page):
        return page.changed_at

    def picture(self, page):
        return page.picture

    def _urls(self, page, protocol, domain):
        urls = super()._urls(page, protocol, domain)
        for url in urls:
            told = [{"lang_code": code, "location": address} for code, address in url["item"].alternates]
            url["alternates"] = told if len(told) > 1 else []
        return urls


SITEMAPS = {
    "shop": FixedSitemap,
    "products": ProductSitemap,
    "sellers": SellerSitemap,
    "certificates": CertificateSitemap,
    "pages": PageSitemap,
}


def _address_of(original: str) -> str:
    if not original:
        return ""
    url = rendition_url(default_storage.url(original), WIDTHS[-1], "jpg")
    return settings.SITE_URL + url if url.startswith("/") else url
