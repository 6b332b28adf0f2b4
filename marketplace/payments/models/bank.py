"""Money that arrived on the collection account, and which payments it was for."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class BankReceipt(models.Model):
    """One incoming transfer, stored once however it is told: by a bank feed, a statement file, or two persons."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Entered by hand, to be confirmed by a second person")
        UNMATCHED = "unmatched", _("Fits no order")
        MATCHED = "matched", _("Belongs to an order")
        RETURNING = "returning", _("To be sent back")
        RETURNED = "returned", _("Sent back")
        REFUSED = "refused", _("Not confirmed")
        ELSEWHERE = "elsewhere", _("Stands in the books another way")

    # Who told of it first; all of them are in `tellings`.
    source = models.CharField(_("told by"), max_length=20)
    source_id = models.CharField(_("number there"), max_length=120)
    # Account, bank reference, amount, day and which of several such: what receipts.identity finds, held by the database.
    fingerprint = models.CharField(max_length=64, unique=True)
    account_no = models.CharField(_("account"), max_length=32)
    amount = models.PositiveBigIntegerField(_("amount"), help_text=_("Dong."))
    content = models.TextField(_("content"), blank=True)
    reference = models.CharField(_("bank reference"), max_length=120, blank=True)
    at = models.DateTimeField(_("arrived"))
    counter_name = models.CharField(_("from"), max_length=120, blank=True)
    counter_account = models.CharField(_("from account"), max_length=40, blank=True)
    counter_bin = models.CharField(_("from bank"), max_length=6, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.UNMATCHED)
    note = models.CharField(_("note"), max_length=300, blank=True)
    stored_at = models.DateTimeField(_("stored"), default=timezone.now)
    # Empty: nobody has looked yet for which order it is (receipts.matching).
    judged_at = models.DateTimeField(_("looked at"), null=True, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Who decided that it goes back; another person confirms that it has left.
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("incoming transfer")
        verbose_name_plural = _("incoming transfers")
        ordering = ["-at", "-pk"]
        permissions = [
            ("match_transfer", "Can give transfers to orders or send them back"),
            ("enter_transfer", "Can enter transfers by hand"),
            ("confirm_transfer", "Can confirm what another person entered or sent back"),
            ("import_statement", "Can import the bank's statement"),
        ]
        constraints = [models.UniqueConstraint(fields=["source", "source_id"], name="receipt_once_per_source")]
        indexes = [models.Index(fields=["state", "at"], name="receipt_by_state")]

    def __str__(self):
        return f"{self.amount} {self.content[:40]}"


class ReceiptTelling(models.Model):
    """Who told us of a transfer, under which number: a bank feed and the statement file both tell of the same money."""

    receipt = models.ForeignKey(BankReceipt, on_delete=models.PROTECT, related_name="tellings")
    source = models.CharField(_("told by"), max_length=20)
    source_id = models.CharField(_("number there"), max_length=120)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("telling of a transfer")
        verbose_name_plural = _("tellings of transfers")
        constraints = [models.UniqueConstraint(fields=["source", "source_id"], name="telling_once_per_source")]

    def __str__(self):
        return f"{self.source} {self.source_id}"


class ReceiptAllocation(models.Model):
    """How much of a transfer counts for a payment; rows are added and never changed."""

    receipt = models.ForeignKey(BankReceipt, on_delete=models.PROTECT, related_name="allocations")
    payment = models.ForeignKey("payments.Payment", on_delete=models.PROTECT, related_name="allocations")
    amount = models.PositiveBigIntegerField(_("amount"), help_text=_("Dong."))
    by = models.CharField(_("by"), max_length=120, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("allocation of a transfer")
        verbose_name_plural = _("allocations of transfers")
        constraints = [models.UniqueConstraint(fields=["receipt", "payment"], name="receipt_once_per_payment")]

    def __str__(self):
        return f"{self.amount}"
