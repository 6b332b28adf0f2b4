"""A buyer wants to send goods back."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ReturnRequest(models.Model):
    """payments.md 2.3: requested, approved, on its way, received, settled or rejected."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("Asked for")
        APPROVED = "approved", _("Agreed")
        IN_TRANSIT = "in_transit", _("On its way back")
        RECEIVED = "received", _("Came back")
        SETTLED = "settled", _("Settled")
        REJECTED = "rejected", _("Rejected")

    OPEN = (State.REQUESTED, State.APPROVED, State.IN_TRANSIT, State.RECEIVED)

    class Reason(models.TextChoices):
        BROKEN = "broken", _("Broken or spoiled")
        WRONG = "wrong", _("Not what I ordered")
        NOT_AS_DESCRIBED = "not_as_described", _("Not as described")
        CHANGED_MIND = "changed_mind", _("I changed my mind")

    parcel = models.ForeignKey("fulfilment.Parcel", on_delete=models.PROTECT, related_name="returns")
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.REQUESTED)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    text = models.CharField(_("in the buyer's words"), max_length=1000, blank=True)
    answer = models.CharField(_("answer to the buyer"), max_length=500, blank=True)
    refund = models.OneToOneField(
        "payments.Refund", on_delete=models.PROTECT, null=True, blank=True, related_name="return_request"
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("return")
        verbose_name_plural = _("returns")
        ordering = ["asked_at", "pk"]
        permissions = [("answer_return", "Can answer returns")]
        constraints = [
            models.UniqueConstraint(
                fields=["parcel"],
                condition=models.Q(state__in=("requested", "approved", "in_transit", "received")),
                name="one_open_return_per_parcel",
            )
        ]

    def __str__(self):
        return f"{self.parcel_id}: {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class ReturnLine(models.Model):
    request = models.ForeignKey(ReturnRequest, on_delete=models.CASCADE, related_name="lines")
    parcel_line = models.ForeignKey("fulfilment.ParcelLine", on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField(_("quantity"), validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("line of a return")
        verbose_name_plural = _("lines of returns")

    def __str__(self):
        return f"{self.quantity} × {self.parcel_line_id}"
