"""What was promised or paid for an order."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Payment(models.Model):
    """One attempt to pay: for the whole order, or with cash for one parcel. Only payments.applying changes its state."""

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
    amount = models.PositiveBigIntegerField(_("amount"), help_text=_("Dong."))
    currency = models.CharField(_("currency"), max_length=3, default="VND")
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.CREATED)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["pk"]
        indexes = [models.Index(fields=["provider", "provider_ref"], name="payment_by_reference")]
        constraints = [
            models.UniqueConstraint(
                fields=["parcel"],
                condition=models.Q(provider="cod") & ~models.Q(state="void"),
                name="one_cod_payment_per_parcel",
            )
        ]

    def __str__(self):
        return f"{self.provider} {self.amount} {self.currency}"
