"""Visits that are sold: OCOP group VI, community and eco-tourism services (Decision 26/2026/QĐ-TTg, Annex I).

An experience is a product whose packs are its slots: a slot has its own stock record, and its places are that record's
stock. So baskets, reservations, refunds and taxes treat a place of a visit as they treat a jar, and what keeps the last
jar from being sold twice keeps a slot from being overbooked.
"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .querysets import SlotQuerySet


class Experience(models.Model):
    """What a visit is, whatever the day. Durations in minutes."""

    class Kind(models.TextChoices):
        HOMESTAY = "homestay", _("Night at a family's")
        ORCHARD = "orchard", _("Orchard or farm visit")
        WORKSHOP = "workshop", _("Workshop")
        TOUR = "tour", _("Tour")
        MEAL = "meal", _("Meal at a family's")
        ENTRY = "entry", _("Entry to a site")

    product = models.OneToOneField(
        "catalogue.Product",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="experience",
        verbose_name=_("product"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    minutes = models.PositiveIntegerField(
        _("duration, minutes"), validators=[MinValueValidator(15), MaxValueValidator(7 * 24 * 60)]
    )
    meeting_place = models.CharField(_("where to meet"), max_length=200)
    meeting_place_en = models.CharField(_("where to meet, in English"), max_length=200, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    includes = models.TextField(_("what is included"), max_length=600, blank=True)
    includes_en = models.TextField(_("what is included, in English"), max_length=600, blank=True)
    bring = models.TextField(_("what to bring"), max_length=400, blank=True)
    bring_en = models.TextField(_("what to bring, in English"), max_length=400, blank=True)
    languages = models.CharField(
        _("languages spoken"), max_length=40, default="vi", help_text=_("Codes with commas between: vi,en,km")
    )
    youngest = models.PositiveSmallIntegerField(_("from age"), default=0, validators=[MaxValueValidator(99)])
    closes_hours = models.PositiveSmallIntegerField(
        _("can be booked until, hours before"), default=12, validators=[MaxValueValidator(30 * 24)]
    )
    free_cancel_hours = models.PositiveSmallIntegerField(
        _("can be cancelled free of charge until, hours before"), default=24, validators=[MaxValueValidator(30 * 24)]
    )

    class Meta:
        verbose_name = _("experience")
        verbose_name_plural = _("experiences")

    def __str__(self):
        return f"{self.get_kind_display()} {self.product_id}"


class Slot(models.Model):
    """One time at which an experience can be had. Its places are the stock of its product, a pack of the experience."""

    product = models.OneToOneField(
        "catalogue.Product", on_delete=models.CASCADE, primary_key=True, related_name="slot", verbose_name=_("product")
    )
    experience = models.ForeignKey(
        Experience, on_delete=models.CASCADE, related_name="slots", verbose_name=_("experience")
    )
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    closes_at = models.DateTimeField(_("can be booked until"))
    called_off_at = models.DateTimeField(_("called off"), null=True, blank=True)
    called_off_by = models.CharField(_("called off by"), max_length=120, blank=True)
    called_off_reason = models.CharField(_("reason"), max_length=200, blank=True, help_text=_("Guests read it."))

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["experience", "starts_at"], name="slot_of_experience")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="slot_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(closes_at__lte=F("starts_at")), name="slot_closes_before_it_begins"),
            models.UniqueConstraint(
                fields=["experience", "starts_at"], condition=Q(called_off_at=None), name="slot_once_per_time"
            ),
        ]

    def __str__(self):
        return f"{timezone.localtime(self.starts_at):%d/%m/%Y %H:%M}"

    def is_open(self, now) -> bool:
        """Whether it can still be booked at that moment, places aside."""
        return self.called_off_at is None and now < self.closes_at
