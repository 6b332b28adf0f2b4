"""Parcels for cash that were not taken at the door, counted by phone and by address, and the lifting of a pause."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CashRefusal(models.Model):
    """One row per parcel. Whom it is about stands here as a hash only: payments.md 5.2."""

    parcel = models.OneToOneField(
        "fulfilment.Parcel", on_delete=models.PROTECT, related_name="refusal", verbose_name=_("parcel")
    )
    phone_key = models.CharField(max_length=64, db_index=True)
    address_key = models.CharField(max_length=64, db_index=True, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("refused parcel")
        verbose_name_plural = _("refused parcels")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.parcel_id}"


class CashLift(models.Model):
    """Staff forgave what lies before: for a phone number, or for an address."""

    key = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("lifted pause of cash")
        verbose_name_plural = _("lifted pauses of cash")
        ordering = ["-at"]
        permissions = [("lift_cash_pause", "Can let a phone number pay in cash again")]

    def __str__(self):
        return f"{self.key[:8]} {self.at:%Y-%m-%d}"
