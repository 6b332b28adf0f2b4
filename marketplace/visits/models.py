"""Visits that were booked: a voucher per parcel of an experience, and what became of it.

Whether a voucher counts is not written here: it follows from the state of its parcel (paid, cancelled, used).
"""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .querysets import VisitQuerySet


class Visit(models.Model):
    class Outcome(models.TextChoices):
        EXPECTED = "", _("Expected")
        CAME = "came", _("Came")
        DID_NOT_COME = "did_not_come", _("Did not come")

    parcel = models.OneToOneField(
        "fulfilment.Parcel", on_delete=models.PROTECT, related_name="visit", verbose_name=_("parcel")
    )
    slot = models.ForeignKey(
        "experiences.Slot", on_delete=models.PROTECT, related_name="visits", verbose_name=_("slot")
    )
    code = models.CharField(_("code"), max_length=12, unique=True, help_text=_("What the guest shows."))
    people = models.PositiveSmallIntegerField(_("people"), validators=[MinValueValidator(1)])
    cancel_until = models.DateTimeField(
        _("can be cancelled free of charge until"), help_text=_("As promised when it was booked.")
    )
    outcome = models.CharField(_("what became of it"), max_length=12, choices=Outcome, blank=True)
    settled_at = models.DateTimeField(_("noted"), null=True, blank=True)
    settled_by = models.CharField(_("noted by"), max_length=120, blank=True)
    people_came = models.PositiveSmallIntegerField(_("people who came"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["slot", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", settled_at=None) | (~Q(outcome="") & Q(settled_at__isnull=False)),
                name="visit_settled_with_its_time",
            )
        ]

    def __str__(self):
        return self.code
