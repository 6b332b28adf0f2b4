"""Money that goes back to a buyer: per parcel and per line."""

import uuid

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..refunding.querysets import RefundQuerySet


class Refund(models.Model):
    """One refund. `amount` in dong is what the buyer gets; only payments.refunds changes its state."""

    class State(models.TextChoices):
        DRAFT = "draft", _("To be approved")
        APPROVED = "approved", _("Approved")
        SENT = "sent", _("On its way")
        SUCCEEDED = "succeeded", _("Arrived")
        FAILED = "failed", _("Failed")
        MANUAL = "manual", _("To be sent by transfer")
        REJECTED = "rejected", _("Rejected")

    # What counts against the payment: money that left, will leave, or was promised.
    COUNTED = (State.APPROVED, State.SENT, State.SUCCEEDED, State.FAILED, State.MANUAL)

    class Reason(models.TextChoices):
        NOT_DELIVERED = "not_delivered", _("The seller cannot deliver")
        CANCELLED = "cancelled", _("Cancelled by the buyer")
        RETURNED = "returned", _("Goods came back")
        COMPLAINT = "complaint", _("Goods were not as described")
        LOST = "lost", _("Lost or damaged on the way")
        EXCESS = "excess", _("Paid too much or twice")
        LATE = "late", _("Paid after the order ended")
        EXTERNAL = "external", _("Refunded outside the shop")

    class Channel(models.TextChoices):
        PROVIDER = "provider", _("The way it was paid")
        TRANSFER = "transfer", _("Bank transfer")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    order = models.ForeignKey("order.Order", on_delete=models.PROTECT, related_name="refunds")
    parcel = models.ForeignKey(
        "fulfilment.Parcel", on_delete=models.PROTECT, null=True, blank=True, related_name="refunds"
    )
    payment = models.ForeignKey("payments.Payment", on_delete=models.PROTECT, related_name="refunds")
    # The same wish is one refund: payments.md R17.
    key = models.CharField(max_length=120, unique=True)
    amount = models.PositiveBigIntegerField(_("amount"), help_text=_("Dong."), validators=[MinValueValidator(1)])
    fee_amount = models.PositiveBigIntegerField(_("of it delivery"), default=0, help_text=_("Dong."))
    reason = models.CharField(_("reason"), max_length=16, choices=Reason)
    note = models.CharField(_("note"), max_length=300, blank=True)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    provider_ref = models.CharField(_("reference"), max_length=120, blank=True)
    account_bin = models.CharField(_("bank"), max_length=6, blank=True)
    account_no = models.CharField(_("account"), max_length=32, blank=True)
    account_holder = models.CharField(_("account holder"), max_length=120, blank=True)
    # It rests for a while before money goes there; empty when no account is known.
    account_given_at = models.DateTimeField(_("account given"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    created_by = models.CharField(_("created by"), max_length=120, blank=True)
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    done_at = models.DateTimeField(_("arrived"), null=True, blank=True)
    error = models.CharField(_("last error"), max_length=300, blank=True)

    objects = RefundQuerySet.as_manager()

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        ordering = ["pk"]
        indexes = [models.Index(fields=["state", "created_at"], name="refund_by_state")]
        permissions = [("approve_refund", "Can approve or reject refunds")]

    def __str__(self):
        return f"{self.order_id}: {self.amount}"

    @property
    def needs_account(self) -> bool:
        """A transfer cannot leave before the buyer said where to."""
        return self.channel == self.Channel.TRANSFER and not self.account_no


class RefundLine(models.Model):
    """How many units of a parcel line are refunded, and what they cost the buyer."""

    refund = models.ForeignKey(Refund, on_delete=models.PROTECT, related_name="lines")
    parcel_line = models.ForeignKey("fulfilment.ParcelLine", on_delete=models.PROTECT, related_name="refund_lines")
    quantity = models.PositiveIntegerField(_("quantity"), validators=[MinValueValidator(1)])
    amount = models.PositiveBigIntegerField(_("amount"), help_text=_("Dong."))

    class Meta:
        verbose_name = _("refunded line")
        verbose_name_plural = _("refunded lines")
        constraints = [models.UniqueConstraint(fields=["refund", "parcel_line"], name="line_once_per_refund")]

    def __str__(self):
        return f"{self.quantity} × {self.parcel_line_id}"
