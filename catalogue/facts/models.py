"""What the label must say about a product, as typed fields: Decree 37/2026 and Decree 43/2017 Art 10 (rules P-01 to P-04, P-18)."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Unit(models.TextChoices):
    GRAM = "g", _("gram")
    MILLILITRE = "ml", _("millilitre")
    PIECE = "piece", _("piece")


class Storage(models.TextChoices):
    AMBIENT = "ambient", _("Keep in a cool, dry place")
    CHILLED = "chilled", _("Keep chilled, 0–5 °C")
    FROZEN = "frozen", _("Keep frozen, −18 °C")
    LIVE = "live", _("Live plant or animal")
    SERVICE = "service", _("A visit, nothing is sent")


class OriginKind(models.TextChoices):
    """Rule P-03: where the origin cannot be told, the place of the last finishing step is stated."""

    PRODUCED_IN = "produced_in", _("Grown or produced in")
    MADE_IN = "made_in", _("Made in")
    LAST_STEP_IN = "last_step_in", _("Finished in")


class ProductFacts(models.Model):
    """One row per product that can be put in a basket (a pack size has its own)."""

    product = models.OneToOneField(
        "catalogue.Product", on_delete=models.CASCADE, related_name="facts", primary_key=True, verbose_name=_("product")
    )
    net_quantity = models.PositiveIntegerField(
        _("net quantity"), validators=[MinValueValidator(1)], help_text=_("In grams, millilitres or pieces.")
    )
    unit = models.CharField(_("unit"), max_length=8, choices=Unit)
    pack_text = models.CharField(
        _("pack in words"), max_length=60, blank=True, help_text=_("For example: bottle of 500 ml")
    )
    gross_weight_g = models.PositiveIntegerField(_("weight with packing, gram"), default=500)
    length_cm = models.PositiveSmallIntegerField(_("length, cm"), default=0)
    width_cm = models.PositiveSmallIntegerField(_("width, cm"), default=0)
    height_cm = models.PositiveSmallIntegerField(_("height, cm"), default=0)
    storage = models.CharField(_("storage"), max_length=8, choices=Storage, default=Storage.AMBIENT)
    is_fragile = models.BooleanField(_("fragile"), default=False)
    shelf_life_days = models.PositiveIntegerField(_("shelf life, days"), null=True, blank=True)
    max_transit_days = models.PositiveSmallIntegerField(_("days it may travel"), null=True, blank=True)
    ingredients = models.TextField(_("ingredients"), blank=True)
    how_to_use = models.TextField(_("how to use"), blank=True)
    how_to_keep = models.TextField(_("how to keep"), blank=True)
    warnings = models.TextField(_("warnings"), blank=True)
    other_names = models.CharField(
        _("other names and uses"), max_length=200, blank=True, help_text=_("For the search.")
    )
    origin_kind = models.CharField(_("origin"), max_length=12, choices=OriginKind, default=OriginKind.PRODUCED_IN)
    origin = models.ForeignKey(
        "places.Commune",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("commune of origin"),
    )
    is_alcohol = models.BooleanField(_("alcoholic drink"), default=False)
    is_made_to_order = models.BooleanField(_("made to order"), default=False)
    title_en = models.CharField(_("name in English"), max_length=255, blank=True)
    summary_en = models.TextField(_("summary in English"), blank=True)
    is_demo = models.BooleanField(
        _("demo values"), default=False, help_text=_("Price, stock and texts are demo values.")
    )

    class Meta:
        verbose_name = _("product facts")
        verbose_name_plural = _("product facts")

    def __str__(self):
        return f"{self.quantity_text}"

    @property
    def quantity_text(self) -> str:
        """ "chai 250 ml" as the label says it; "250 ml", "1,5 kg", "12 pieces" in another language or without such words."""
        spoken_here = get_language() == settings.LANGUAGE_CODE
        return (spoken_here and self.pack_text) or quantity_text(self.net_quantity, self.unit)

    @property
    def volume_cm3(self) -> int:
        return self.length_cm * self.width_cm * self.height_cm

    @property
    def is_perishable(self) -> bool:
        return self.storage in {Storage.CHILLED, Storage.FROZEN}


def quantity_text(quantity: int, unit: str) -> str:
    """A quantity in the unit people read: from 1,000 g in kg and from 1,000 ml in litres."""
    if unit == Unit.PIECE:
        return _("%(count)s pieces") % {"count": quantity} if quantity != 1 else str(_("1 piece"))
    small, large = (unit, "kg") if unit == Unit.GRAM else ("ml", "l")
    if quantity < 1000:
        return f"{quantity} {small}"
    return f"{quantity / 1000:g} {large}".replace(".", ",")


def unit_price(price: int, quantity: int, unit: str) -> int:
    """Dong per kilogram, per litre or per piece, rounded half up; 0 when the quantity is not known."""
    if not quantity:
        return 0
    base = 1 if unit == Unit.PIECE else 1000
    return (2 * price * base + quantity) // (2 * quantity)


def is_alcohol(product) -> bool:
    """Whether the product, or the one that it is a pack of, is an alcoholic drink: the stricter word counts."""
    said_of = [product, product.parent] if product.is_child else [product]
    return any(known.facts.is_alcohol for known in said_of if getattr(known, "facts", None) is not None)
