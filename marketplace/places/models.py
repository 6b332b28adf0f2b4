"""Provinces, their communes, and the old names that people still write."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .querysets import CommuneQuerySet, FormerNameQuerySet
from .wording import search_text


class Province(models.Model):
    """One of the 34 provinces and cities of the first tier (Resolution 202/2025/QH15)."""

    class Region(models.TextChoices):
        """The three regions that carriers price by."""

        NORTH = "north", _("North")
        CENTRE = "centre", _("Centre")
        SOUTH = "south", _("South")

    code = models.CharField(_("code"), max_length=2, primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    short_name = models.CharField(_("short name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=100)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    region = models.CharField(_("region"), max_length=6, choices=Region.choices)

    class Meta:
        ordering = ["code"]
        verbose_name = _("province")
        verbose_name_plural = _("provinces")

    def __str__(self):
        return self.name


class Commune(models.Model):
    """A commune, ward or special zone: the second and last tier."""

    class Kind(models.TextChoices):
        COMMUNE = "commune", _("Commune")
        WARD = "ward", _("Ward")
        SPECIAL_ZONE = "special_zone", _("Special zone")

    code = models.CharField(_("code"), max_length=5, primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    short_name = models.CharField(_("short name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, related_name="communes", verbose_name=_("province")
    )
    slug = models.SlugField(_("slug"), max_length=100)
    is_remote = models.BooleanField(_("remote"), default=False, help_text=_("Special zones and islands."))
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    # " my duc / xa my duc / tinh an giang / ": short name, full name (" = " another spelling), province, its former
    # provinces; all folded. No index: words are sought in the middle, and a scan of all rows takes milliseconds.
    search_text = models.CharField(max_length=300, editable=False)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        ordering = ["province", "short_name"]
        verbose_name = _("commune")
        verbose_name_plural = _("communes")
        constraints = [models.UniqueConstraint(fields=["province", "slug"], name="places_commune_slug_in_province")]

    def __str__(self):
        return self.label

    def save(self, *args, **kwargs):
        self.search_text = self.search_text or search_text(self.short_name, self.name, self.province.name)
        super().save(*args, **kwargs)

    @property
    def label(self) -> str:
        """The name as on an envelope: "Xã Mỹ Đức, An Giang". Reads the province."""
        return f"{self.name}, {self.province.short_name}"


class FormerName(models.Model):
    """An old commune or district that gave land to a present commune; one row per pair."""

    class Level(models.TextChoices):
        COMMUNE = "commune", pgettext_lazy("former unit", "Commune")
        DISTRICT = "district", pgettext_lazy("former unit", "District")

    name = models.CharField(_("former name"), max_length=100)
    former_district = models.CharField(_("former district"), max_length=100, blank=True)
    former_province = models.CharField(_("former province"), max_length=100)
    level = models.CharField(_("level"), max_length=8, choices=Level.choices)
    commune = models.ForeignKey(
        Commune, on_delete=models.CASCADE, related_name="former_names", verbose_name=_("commune")
    )
    whole = models.BooleanField(_("went wholly into this commune"), default=True)
    # " khanh hoa / xa khanh hoa / huyen chau phu / tinh an giang / ": as in Commune, and the present province last.
    search_text = models.CharField(max_length=300, editable=False)

    objects = FormerNameQuerySet.as_manager()

    class Meta:
        ordering = ["former_province", "former_district", "name"]
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "level", "name", "former_district", "former_province"],
                name="places_former_name_once_per_commune",
            )
        ]

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        """Old name, old district, and the old province where it differs. Reads commune and province."""
        same = self.former_province == self.commune.province.short_name
        parts = [self.name, self.former_district, "" if same else self.former_province]
        return ", ".join(part for part in parts if part)
