"""Sitemap and feed: what search engines and readers learn of the shop."""

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.syndication.views import Feed
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.feedgenerator import Enclosure
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.sitemaps import Sitemap as PageSitemap

from catalogue.certification.models import Certificate
from catalogue.listing.models import Listing
from catalogue.pictures.renditions import rendition_name
from marketplace.money import format_dong
from sellers.models import Seller


class _InBothLanguages(Sitemap):
    i18n = alternates = x_default = True
    protocol = settings.SITE_URL.partition("://")[0]

    def get_domain(self, site=None):
        return settings.SITE_URL.partition("://")[2]


class ProductSitemap(_InBothLanguages):
    limit = 5_000

    def items(self):
        return Listing.objects.on_sale().order_by("pk").only("pk", "slug", "listed_at")

    def location(self, listing):
        return reverse("catalogue:detail", kwargs={"product_slug": listing.slug, "pk": listing.pk})

    def lastmod(self, listing):
        return listing.listed_at


class SellerSitemap(_InBothLanguages):
    def items(self):
        return Seller.objects.open().order_by("pk")


class CertificateSitemap(_InBothLanguages):
    def items(self):
        return Certificate.objects.order_by("pk")


class FixedSitemap(_InBothLanguages):
    def items(self):
        return ["catalogue:index", "sellers:list", "certification:register", "listing:ranking"]

    def location(self, name):
        return reverse(name)


SITEMAPS = {
    "shop": FixedSitemap,
    "products": ProductSitemap,
    "sellers": SellerSitemap,
    "certificates": CertificateSitemap,
    "pages": PageSitemap,
}


class NewProducts(Feed):
    title = _("New products")
    description = _("The newest products of the shop.")

    def link(self):
        return reverse("catalogue:index") + "?sort=newest"

    def items(self):
        return Listing.objects.on_sale().newest()[:40]

    def item_title(self, listing):
        return listing.title

    def item_description(self, listing):
        return f"{format_dong(listing.price)} · {listing.seller_name} · {listing.commune_name}, {listing.province_name}"

    def item_link(self, listing):
        return reverse("catalogue:detail", kwargs={"product_slug": listing.slug, "pk": listing.pk})

    def item_pubdate(self, listing):
        return listing.listed_at

    def item_enclosures(self, listing):
        name = rendition_name(listing.picture, 640, "jpg")
        url = default_storage.url(name)
        return [Enclosure(url if "://" in url else settings.SITE_URL + url, "0", "image/jpeg")]
