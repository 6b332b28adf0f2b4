"""Double entry in whole dong. Rows are written by ledger.posting only; the database refuses every change (guards.py)."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AccountKind(models.TextChoices):
    ASSET = "asset", _("Asset")
    LIABILITY = "liability", _("Liability")
    INCOME = "income", _("Income")
    EXPENSE = "expense", _("Expense")

    @property
    def sign(self) -> int:
        """Entries times this is the balance as people say it: what we owe and what we earned are positive."""
        return 1 if self in (AccountKind.ASSET, AccountKind.EXPENSE) else -1


class Purpose(models.TextChoices):
    """What an account is for (specification 2.4). Many accounts may share one: a purse per seller, funds per order."""

    BANK = "bank", _("Money in the bank")
    CLEARING_STRIPE = "clearing_stripe", _("Money at Stripe")
    CLEARING_COD = "clearing_cod", _("Cash at the carrier")
    SELLER_DUE = "seller_due", _("Owed by the seller")
    BUYER_FUNDS = "buyer_funds", _("Buyer's money")
    REFUND_DUE = "refund_due", _("To be refunded")
    SELLER_PENDING = "seller_pending", _("Seller's, not yet free")
    SELLER_AVAILABLE = "seller_available", _("Seller's, to be paid out")
    PAYOUT_TRANSIT = "payout_transit", _("On the way to sellers")
    VAT_WITHHELD = "vat_withheld", _("VAT withheld")
    PIT_WITHHELD = "pit_withheld", _("Income tax withheld")
    COMMISSION_VAT = "commission_vat", _("VAT on commission")
    UNALLOCATED = "unallocated", _("Not matched yet")
    CARRIER_DUE = "carrier_due", _("Owed to the carrier")
    COMMISSION = "commission", _("Commission")
    SHIPPING_INCOME = "shipping_income", _("Delivery charged to buyers")
    PROMO_COST = "promo_cost", _("Discounts paid by the shop")
    GATEWAY_FEE = "gateway_fee", _("Card fees")
    CARRIER_COST = "carrier_cost", _("Carrier costs")
    FX_DIFFERENCE = "fx_difference", _("Exchange difference")
    LOSS_DISPUTE = "loss_dispute", _("Lost to disputes")
    LOSS_OTHER = "loss_other", _("Other losses")


class PostingKind(models.TextChoices):
    """What happened. conservation.py reads captured and refunded money from these."""

    CAPTURE = "capture", _("Paid in advance")
    COD_COLLECTED = "cod_collected", _("Cash collected")
    TRANSFER_UNMATCHED = "transfer_unmatched", _("Transfer without an order")
    TRANSFER_ALLOCATED = "transfer_allocated", _("Transfer given to an order")
    TRANSFER_RETURNED = "transfer_returned", _("Transfer sent back")
    RECOGNITION = "recognition", _("Sale recognised")
    RELEASE = "release", _("Freed for the seller")
    REFUND_APPROVED = "refund_approved", _("Refund approved")
    REFUND_SUCCEEDED = "refund_succeeded", _("Refund arrived")
    REFUND_RETURNED = "refund_returned", _("Refund came back")
    COD_REMITTANCE = "cod_remittance", _("Cash handed on")
    CLEARING_SETTLED = "clearing_settled", _("Card money arrived")
    GATEWAY_FEE = "gateway_fee", _("Card fee")
    CARRIER_BILL = "carrier_bill", _("Carrier's bill")
    PAYOUT_EXPORTED = "payout_exported", _("Payout sent to the bank")
    PAYOUT_PAID = "payout_paid", _("Payout paid")
    PAYOUT_BOUNCED = "payout_bounced", _("Payout came back")
    SELLER_NETTED = "seller_netted", _("Debt taken from earnings")
    DISPUTE_OPENED = "dispute_opened", _("Dispute opened")
    DISPUTE_LOST = "dispute_lost", _("Dispute lost")
    DISPUTE_WON = "dispute_won", _("Dispute won")
    TAX_PAID = "tax_paid", _("Tax paid to the state")
    OWN_SHARE = "own_share", _("Shop's own share moved")
    LOSS = "loss", _("Loss taken by the shop")
    CORRECTION = "correction", _("Correction")


class Account(models.Model):
    """Opened by its first posting (accounts.py says which there are) and never changed after."""

    code = models.CharField(_("code"), max_length=80, unique=True)
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose, db_index=True)
    kind = models.CharField(_("kind"), max_length=10, choices=AccountKind)
    order = models.ForeignKey(
        "order.Order",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ledger_accounts",
        verbose_name=_("order"),
    )
    seller = models.ForeignKey(
        "sellers.Seller",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ledger_accounts",
        verbose_name=_("seller"),
    )

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["code"]

    def __str__(self):
        return self.code


class Posting(models.Model):
    """A set of entries that sums to zero. Its row is inserted after its entries, which closes the set."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(_("key"), max_length=120, unique=True, help_text=_("The same fact is never posted twice."))
    kind = models.CharField(_("kind"), max_length=20, choices=PostingKind)
    order = models.ForeignKey(
        "order.Order",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="postings",
        verbose_name=_("order"),
    )
    seller = models.ForeignKey(
        "sellers.Seller",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="postings",
        verbose_name=_("seller"),
    )
    parcel_number = models.CharField(_("parcel"), max_length=40, blank=True)
    occurred_at = models.DateTimeField(_("happened"), default=timezone.now, db_index=True)
    posted_at = models.DateTimeField(_("written"), default=timezone.now)
    by = models.CharField(_("by"), max_length=150, blank=True)
    memo = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        ordering = ["-occurred_at", "key"]

    def __str__(self):
        return self.key


class Entry(models.Model):
    posting = models.ForeignKey(
        Posting, on_delete=models.PROTECT, related_name="entries", db_index=False, verbose_name=_("posting")
    )
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="entries", verbose_name=_("account"))
    amount = models.BigIntegerField(_("amount"), help_text=_("Dong: a debit is above zero, a credit below."))

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints = [
            models.UniqueConstraint(fields=["posting", "account"], name="one_entry_per_account_of_posting"),
            models.CheckConstraint(condition=~models.Q(amount=0), name="entry_is_not_zero"),
        ]

    def __str__(self):
        return f"{self.account_id} {self.amount}"


class SellerPurse(models.Model):
    """No figures: the row that payouts and refunds lock so that they see each other (race R20). See purses.py."""

    seller = models.OneToOneField(
        "sellers.Seller", on_delete=models.PROTECT, related_name="purse", verbose_name=_("seller")
    )

    class Meta:
        verbose_name = _("seller's purse")
        verbose_name_plural = _("sellers' purses")


class StatementBalance(models.Model):
    """What the bank says an account holds at the end of a day."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, verbose_name=_("account"))
    day = models.DateField(_("day"))
    closing_balance = models.BigIntegerField(_("closing balance"), help_text=_("Dong."))
    source = models.CharField(_("source"), max_length=200)
    recorded_by = models.CharField(_("by"), max_length=150, blank=True)
    recorded_at = models.DateTimeField(_("written"), default=timezone.now)

    class Meta:
        verbose_name = _("balance on a statement")
        verbose_name_plural = _("balances on statements")
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["account", "day"], name="one_statement_balance_per_day")]

    def __str__(self):
        return f"{self.day} {self.closing_balance}"
