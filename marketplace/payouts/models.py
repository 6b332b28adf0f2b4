"""Money that leaves by bank transfer: what sellers have earned, and refunds that cannot go back the way they came."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .querysets import (
    PayoutHoldQuerySet,
    PayoutQuerySet,
    SellerBankAccountQuerySet,
    TransferBatchQuerySet,
    TransferLineQuerySet,
)


def person(**more):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", **more
    )


class SellerBankAccount(models.Model):
    """Where a seller is paid. A changed account is a new row; payouts wait until `usable_from` (payments.md 2.3)."""

    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="bank_accounts")
    bin = models.CharField(_("bank"), max_length=6)
    number = models.CharField(_("account number"), max_length=32)
    holder = models.CharField(_("account holder"), max_length=120)
    valid_from = models.DateTimeField(_("entered"), default=timezone.now)
    usable_from = models.DateTimeField(_("payouts from"), default=timezone.now)
    ended_at = models.DateTimeField(_("replaced"), null=True, blank=True)
    entered_by = person(verbose_name=_("entered by"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = SellerBankAccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("seller's bank account")
        verbose_name_plural = _("sellers' bank accounts")
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seller"], condition=Q(ended_at__isnull=True), name="one_current_account_per_seller"
            )
        ]

    def __str__(self):
        return f"{self.bin} {self.number}"

    @property
    def masked(self) -> str:
        """Enough to recognise it, not enough to use it."""
        return f"•••{self.number[-4:]}"

    def is_usable_at(self, now) -> bool:
        return self.ended_at is None and self.usable_from <= now


class PayoutHold(models.Model):
    """Why a seller is not paid for now: a dispute, a suspension, a question of the desk."""

    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="payout_holds")
    reason = models.CharField(_("reason"), max_length=300)
    placed_at = models.DateTimeField(_("since"), default=timezone.now)
    placed_by = person(verbose_name=_("placed by"))
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = person(verbose_name=_("lifted by"))

    objects = PayoutHoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("payout hold")
        verbose_name_plural = _("payout holds")
        ordering = ["-placed_at"]

    def __str__(self):
        return f"{self.seller_id}: {self.reason}"


class TransferBatch(models.Model):
    """One file for the bank: made by one person, approved by another, never changed after (payments.md 2.9, I27)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("To be approved")
        APPROVED = "approved", _("Approved")
        EXPORTED = "exported", _("Given to the bank")
        DONE = "done", _("Answered by the bank")
        REJECTED = "rejected", _("Rejected")

    number = models.CharField(_("number"), max_length=20, unique=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT)
    format = models.CharField(_("file for"), max_length=20, default="neutral")
    count = models.PositiveIntegerField(_("transfers"), default=0)
    total = models.PositiveBigIntegerField(_("total"), default=0, help_text=_("Dong."))
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    created_by = person(verbose_name=_("made by"))
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    approved_by = person(verbose_name=_("approved by"))
    exported_at = models.DateTimeField(_("given to the bank"), null=True, blank=True)
    file = models.CharField(max_length=200, blank=True, editable=False)
    sha256 = models.CharField(_("fingerprint"), max_length=64, blank=True)

    objects = TransferBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("payout batch")
        verbose_name_plural = _("payout batches")
        ordering = ["-created_at", "-pk"]
        permissions = [
            ("make_batch", _("Can make payout batches")),
            ("approve_batch", _("Can approve payout batches of others")),
            ("see_bank_accounts", _("Can see whole bank accounts")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=models.F("created_by")),
                name="batch_needs_two_persons",
            )
        ]

    def __str__(self):
        return self.number


class Payout(models.Model):
    """What one seller gets in one batch, for all that became free up to `until`."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Planned")
        APPROVED = "approved", _("Approved")
        EXPORTED = "exported", _("With the bank")
        PAID = "paid", _("Paid")
        BOUNCED = "bounced", _("Came back")
        REJECTED = "rejected", _("Rejected")

    OPEN = (State.DRAFT, State.APPROVED, State.EXPORTED)

    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="payouts")
    account = models.ForeignKey(SellerBankAccount, on_delete=models.PROTECT, related_name="payouts")
    amount = models.PositiveBigIntegerField(_("amount"), help_text=_("Dong."), validators=[MinValueValidator(1)])
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT)
    since = models.DateTimeField(_("from"), null=True, blank=True)
    until = models.DateTimeField(_("until"))
    carried = models.BigIntegerField(_("carried over from before"), default=0, help_text=_("Dong."))
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    paid_at = models.DateTimeField(_("paid"), null=True, blank=True)

    objects = PayoutQuerySet.as_manager()

    class Meta:
        verbose_name = _("payout")
        verbose_name_plural = _("payouts")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seller"],
                condition=Q(state__in=("draft", "approved", "exported")),
                name="one_open_payout_per_seller",
            )
        ]

    def __str__(self):
        return f"{self.seller_id}: {self.amount}"


class TransferLine(models.Model):
    """One row of a batch: a payout (or a part of it, when the bank's limit splits it), or a refund."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        PAID = "paid", _("Paid")
        BOUNCED = "bounced", _("Came back")

    batch = models.ForeignKey(TransferBatch, on_delete=models.PROTECT, related_name="lines")
    seq = models.PositiveIntegerField(_("row"))
    reference = models.CharField(_("our reference"), max_length=24, unique=True)
    payout = models.ForeignKey(Payout, on_delete=models.PROTECT, null=True, blank=True, related_name="lines")
    refund = models.ForeignKey(
        "payments.Refund", on_delete=models.PROTECT, null=True, blank=True, related_name="transfer_lines"
    )
    bin = models.CharField(_("bank"), max_length=6)
    account_no = models.CharField(_("account"), max_length=32)
    holder = models.CharField(_("account holder"), max_length=120)
    amount = models.PositiveBigIntegerField(_("amount"), help_text=_("Dong."), validators=[MinValueValidator(1)])
    content = models.CharField(_("content"), max_length=70)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    bank_reference = models.CharField(_("bank reference"), max_length=120, blank=True)
    answer = models.CharField(_("answer of the bank"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = TransferLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")
        ordering = ["batch", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "seq"], name="row_once_per_batch"),
            models.CheckConstraint(
                condition=Q(payout__isnull=True) ^ Q(refund__isnull=True), name="transfer_of_payout_or_refund"
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def is_left_out(self) -> bool:
        """Dropped when the batch was looked at again; `answer` says why, and no bank ever saw it."""
        return self.state == self.State.WAITING and self.answered_at is not None
