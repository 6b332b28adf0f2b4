"""What is ripe when. Months are kept as a bit mask, bit 0 for January, so that one comparison answers "in season now"."""

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

ALL_YEAR = 0b111111111111


def mask_of(text: str) -> int:
    """ "4-6;11-12" -> bit mask; spans may pass the new year ("11-2"). Raises ValueError for anything else."""
    mask = 0
    for span in filter(None, (part.strip() for part in text.split(";"))):
        first, _sep, last = span.partition("-")
        month, end = int(first), int(last or first)
        if not (1 <= month <= 12 and 1 <= end <= 12):
            raise ValueError(f"no such month in {span!r}")
        while True:
            mask |= 1 << (month - 1)
            if month == end:
                break
            month = month % 12 + 1
    return mask


def months_of(mask: int) -> list[int]:
    return [month for month in range(1, 13) if mask & 1 << (month - 1)]


def name_for_reader(name: str, name_en: str) -> str:
    """Of a produce, as this language shows it: Vietnamese for its readers, English for all others, where it is known."""
    return name if get_language() == settings.LANGUAGE_CODE or not name_en else name_en


class Produce(models.Model):
    """A fruit, fish or crop with its season, as a source states it for a province."""

    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    province = models.ForeignKey(
        "places.Province", on_delete=models.PROTECT, related_name="+", verbose_name=_("province")
    )
    old_province = models.CharField(_("province before July 2025"), max_length=60, blank=True)
    months = models.PositiveSmallIntegerField(_("months"), help_text=_("Bit mask, 1 for January."))
    note = models.CharField(_("note"), max_length=255, blank=True)
    source_url = models.URLField(_("source"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("season")
        verbose_name_plural = _("seasons")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["name", "old_province"], name="one_season_per_produce_and_province")
        ]

    def __str__(self):
        return self.name

    @property
    def shown_name(self) -> str:
        """In the reader's language; in Vietnamese where nobody wrote another."""
        return name_for_reader(self.name, self.name_en)

    def is_in_season(self, month: int) -> bool:
        return bool(self.months & 1 << (month - 1))


class ProductSeason(models.Model):
    """The months in which a product is ripe or freshly made; a product without a row is sold all year round."""

    product = models.OneToOneField(
        "catalogue.Product",
        on_delete=models.CASCADE,
        related_name="season",
        primary_key=True,
        verbose_name=_("product"),
    )
    produce = models.ForeignKey(Produce, on_delete=models.SET_NULL, null=True, blank=True, related_name="products")
    months = models.PositiveSmallIntegerField(_("months"), help_text=_("Bit mask, 1 for January."))

    class Meta:
        verbose_name = _("season of a product")
        verbose_name_plural = _("seasons of products")

    def __str__(self):
        return ", ".join(map(str, months_of(self.months)))


class Harvest(models.Model):
    """When a product was or will be picked. The seller says so and it counts at once."""

    product = models.OneToOneField(
        "catalogue.Product",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="harvest",
        verbose_name=_("product"),
    )
    picked_on = models.DateField(_("picked on"), null=True, blank=True)
    next_on = models.DateField(_("next harvest"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("harvest day")
        verbose_name_plural = _("harvest days")

    def __str__(self):
        return f"{self.picked_on or self.next_on or ''}"
