"""The feed of new products."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.feedgenerator import Enclosure
from django.utils.translation import gettext_lazy as _

from catalogue.listing.models import Listing
from catalogue.pictures.renditions import rendition_name
from marketplace.money import format_dong


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
