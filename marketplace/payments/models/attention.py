"""A flag on an order or on money: a person must look."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Attention(models.Model):
    class Reason(models.TextChoices):
        AMOUNT_MISMATCH = "amount_mismatch", _("The provider speaks of another amount")
        DOUBLE_PAYMENT = "double_payment", _("Paid twice")
        LATE_PAYMENT = "late_payment", _("Paid after the order ended")
        UNDERPAID = "underpaid", _("Too little was transferred")
        OVERPAID = "overpaid", _("Too much was transferred")
        UNMATCHED = "unmatched", _("A transfer that fits no order")
        EXTERNAL_REFUND = "external_refund", _("Refunded outside the shop")
        REFUND_FAILED = "refund_failed", _("A refund failed")
        DISPUTE = "dispute", _("The card holder disputes the payment")
        RISK = "risk", _("The card provider sees a risk")
        NO_TAX_RULE = "no_tax_rule", _("No tax rule for this sale")
        COD_MISMATCH = "cod_mismatch", _("The carrier's statement differs")
        RETURN_ASKED = "return_asked", _("The buyer asks for a return")
        LOST = "lost", _("Lost or damaged on the way")
        VISIT_SILENT = "visit_silent", _("Nobody says whether the guest came")

    order = models.ForeignKey(
        "order.Order",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attentions",
        verbose_name=_("order"),
    )
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    # What it is about within the order, so that the same thing is flagged once: a payment's uuid, a refund, a receipt.
    about = models.CharField(_("about"), max_length=80, blank=True)
    text = models.CharField(_("what happened"), max_length=300, blank=True)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("closed by"),
    )
    note = models.CharField(_("what was done"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("needs attention")
        verbose_name_plural = _("need attention")
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["reason", "about"], name="attention_once"),
        ]
        indexes = [models.Index(fields=["closed_at", "opened_at"], name="attention_open")]

    def __str__(self):
        return f"{self.get_reason_display()} {self.about}"
