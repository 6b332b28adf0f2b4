"""An attempt to pay."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Payment(models.Model):
    """One attempt to pay: for the whole order, or with cash for one parcel. Only payments.applying changes its state.

    `amount` is what is asked for, `received` what has been proven to have come so far; both in dong.
    """

    class State(models.TextChoices):
        CREATED = "created", _("Begun")
        PENDING = "pending", _("Waiting")
        AUTHORISED = "authorised", _("Reserved")
        CAPTURED = "captured", _("Paid")
        FAILED = "failed", _("Failed")
        EXPIRED = "expired", _("Ran out")
        CANCELLED = "cancelled", _("Cancelled")
        PROMISED = "promised", _("To be paid on delivery")
        COLLECTED = "collected", _("Paid on delivery")
        REMITTED = "remitted", _("Handed on by the carrier")
        VOID = "void", _("Nothing to pay")

    OPEN = (State.CREATED, State.PENDING, State.AUTHORISED)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    order = models.ForeignKey("order.Order", on_delete=models.PROTECT, related_name="payments", verbose_name=_("order"))
    parcel = models.ForeignKey(
        "fulfilment.Parcel",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="payments",
        verbose_name=_("parcel"),
    )
    provider = models.CharField(_("way of paying"), max_length=20)
    provider_ref = models.CharField(_("reference"), max_length=120, blank=True)
    charge_ref = models.CharField(_("reference of the charge"), max_length=120, blank=True)
    amount = models.PositiveBigIntegerField(_("amount"), help_text=_("Dong."))
    received = models.PositiveBigIntegerField(_("received"), default=0, help_text=_("Dong."))
    currency = models.CharField(_("currency"), max_length=3, default="VND")
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.CREATED)
    url = models.URLField(_("page of the provider"), max_length=2000, blank=True)
    expires_at = models.DateTimeField(_("open until"), null=True, blank=True)
    fee = models.PositiveBigIntegerField(_("fee of the provider"), null=True, blank=True, help_text=_("Dong."))
    risk = models.CharField(_("risk"), max_length=20, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    asked_at = models.DateTimeField(_("last asked"), null=True, blank=True)

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["provider", "provider_ref"], name="payment_by_reference"),
            models.Index(fields=["provider", "charge_ref"], name="payment_by_charge"),
            models.Index(fields=["state", "created_at"], name="payment_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["parcel"],
                condition=models.Q(provider="cod") & ~models.Q(state="void"),
                name="one_cod_payment_per_parcel",
            ),
            # payments.md I17: one open attempt per order.
            models.UniqueConstraint(
                fields=["order"],
                condition=models.Q(parcel__isnull=True, state__in=("created", "pending", "authorised")),
                name="one_open_attempt_per_order",
            ),
        ]

    def __str__(self):
        return f"{self.provider} {self.amount} {self.currency}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def missing(self) -> int:
        """Dong still to come."""
        return max(0, self.amount - self.received)
