"""The read model: one row per product on sale with everything a card, a filter or a search needs. Rebuilt, never edited."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .querysets import ListingQuerySet


class Listing(models.Model):
    product = models.OneToOneField(
        "catalogue.Product", on_delete=models.CASCADE, primary_key=True, related_name="listing"
    )
    slug = models.SlugField(max_length=255)
    title = models.CharField(max_length=255)
    title_en = models.CharField(max_length=255, blank=True)
    picture = models.CharField(max_length=255, blank=True)
    set_code = models.CharField(max_length=8)
    price = models.PositiveIntegerField(help_text="Dong; of the cheapest pack.")
    has_packs = models.BooleanField(default=False)
    quantity_text = models.CharField(max_length=60, blank=True)
    unit = models.CharField(max_length=8, blank=True)
    unit_price = models.PositiveIntegerField(default=0, help_text="Dong per kilogram, litre or piece; 0 when unknown.")
    is_available = models.BooleanField(default=True)
    is_alcohol = models.BooleanField(default=False)
    seller_slug = models.CharField(max_length=120)
    seller_name = models.CharField(max_length=200)
    partner = models.ForeignKey("partner.Partner", on_delete=models.CASCADE, related_name="listings")
    commune_code = models.CharField(max_length=5)
    commune_name = models.CharField(max_length=120)
    province_code = models.CharField(max_length=2)
    province_name = models.CharField(max_length=60)
    region = models.CharField(max_length=8)
    reach = models.PositiveSmallIntegerField(default=4)
    stars = models.PositiveSmallIntegerField(default=0)
    stars_from = models.DateField(null=True)
    stars_until = models.DateField(null=True)
    certificate_reference = models.CharField(max_length=40, blank=True)
    months = models.PositiveSmallIntegerField(default=0, help_text="Bit mask; 0 when the product has no season.")
    listed_at = models.DateTimeField()
    rank_score = models.IntegerField(default=0)
    name_exact = models.CharField(max_length=300)
    name_folded = models.CharField(max_length=300)
    text_exact = models.TextField()
    text_folded = models.TextField()

    objects = ListingQuerySet.as_manager()

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        ordering = ["-rank_score", "pk"]
        indexes = [
            models.Index("is_alcohol", models.F("rank_score").desc(), "product", name="listing_by_rank"),
            models.Index("is_alcohol", models.F("listed_at").desc(), "product", name="listing_by_date"),
            models.Index(fields=["is_alcohol", "price", "product"], name="listing_by_price"),
            models.Index(fields=["is_alcohol", "unit", "unit_price", "product"], name="listing_by_unit_price"),
            models.Index("set_code", models.F("rank_score").desc(), name="listing_by_set"),
            models.Index("commune_code", models.F("rank_score").desc(), name="listing_by_commune"),
            models.Index("seller_slug", models.F("rank_score").desc(), name="listing_by_seller"),
            models.Index("stars_until", models.F("rank_score").desc(), name="listing_by_stars_until"),
        ]

    def __str__(self):
        return self.title


class Synonym(models.Model):
    """Other names for one thing, for the search: thơm, khóm, dứa. Staff edit them; a change counts at once."""

    names = models.CharField(
        _("names"), max_length=300, unique=True, help_text=_("Separated by commas, for example: thơm, khóm, dứa")
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names for the same thing")
        ordering = ["names"]

    def __str__(self):
        return self.names


class SearchWord(models.Model):
    """Each word that occurs in a listing, folded: what a typing slip is compared with."""

    word = models.CharField(max_length=40, primary_key=True)

    def __str__(self):
        return self.word
