"""A seller asks to open, the desk answers; a shop is stopped with notice or at once, and let go again."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def person(**kwargs):
    return models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+", **kwargs
    )


class OpeningRequest(models.Model):
    """The seller has sent what was asked for; the one approval opens the shop. Decided rows are never changed."""

    class Outcome(models.TextChoices):
        WAITING = "", _("Waiting")
        OPENED = "opened", _("Opened")
        SENT_BACK = "sent_back", _("Sent back")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    seller = models.ForeignKey(
        "sellers.Seller", on_delete=models.PROTECT, related_name="opening_requests", verbose_name=_("seller")
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    asked_by = person(verbose_name=_("asked by"))
    due_on = models.DateField(_("answer promised by"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True, default=Outcome.WAITING)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = person(verbose_name=_("decided by"))
    reason = models.TextField(_("reason"), blank=True, help_text=_("The seller reads exactly this."))

    class Meta:
        verbose_name = _("request to open")
        verbose_name_plural = _("requests to open")
        ordering = ["due_on", "pk"]
        permissions = [("open_sellers", _("Can open shops"))]
        constraints = [
            models.UniqueConstraint(
                fields=["seller"], condition=models.Q(outcome=""), name="one_request_to_open_waits_per_seller"
            )
        ]

    def __str__(self):
        return f"{self.seller}: {self.get_outcome_display()}"


class Suspension(models.Model):
    """Why and from when a shop is stopped. Five days' notice, unless an authority orders it or people are in danger (rules E-13, E-20)."""

    class Kind(models.TextChoices):
        NOTICE = "notice", _("after notice")
        EMERGENCY = "emergency", _("at once: danger for people")
        ORDER = "order", _("at once: order of an authority")

    class Ground(models.TextChoices):
        IDENTITY = "identity", _("Identity not proved")
        PAPER_EXPIRED = "paper_expired", _("A needed paper has run out")
        FOOD_SAFETY = "food_safety", _("Food safety")
        FALSE_CLAIM = "false_claim", _("False claim or misuse of the OCOP mark")
        NO_ANSWER = "no_answer", _("Orders are not answered")
        COMPLAINTS = "complaints", _("Complaints")
        AUTHORITY = "authority", _("Order of an authority")
        OTHER = "other", _("Other")

    seller = models.ForeignKey(
        "sellers.Seller", on_delete=models.PROTECT, related_name="suspensions", verbose_name=_("seller")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.NOTICE)
    ground = models.CharField(_("ground"), max_length=16, choices=Ground)
    reason = models.TextField(_("reason"), help_text=_("The seller reads exactly this."))
    authority = models.CharField(_("authority"), max_length=200, blank=True)
    document_no = models.CharField(_("number of the document"), max_length=80, blank=True)
    noticed_at = models.DateTimeField(_("notice given"), default=timezone.now)
    effective_at = models.DateTimeField(_("takes effect"))
    took_effect_at = models.DateTimeField(_("took effect"), null=True, blank=True)
    placed_by = person(verbose_name=_("decided by"))
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = person(verbose_name=_("lifted by"))
    lift_reason = models.TextField(_("why lifted"), blank=True)

    class Meta:
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        ordering = ["-noticed_at", "-pk"]
        permissions = [("suspend_sellers", _("Can suspend shops"))]
        constraints = [
            models.UniqueConstraint(
                fields=["seller"], condition=models.Q(lifted_at__isnull=True), name="one_suspension_at_a_time"
            )
        ]

    def __str__(self):
        return f"{self.seller}: {self.get_ground_display()}"
