"""What a sale was worth to each: fixed terms of every parcel line, and the entries that recognise it or take it back."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.charges.models import Treatment

from .querysets import SaleEntryQuerySet


class FundedBy(models.TextChoices):
    PLATFORM = "platform", _("The shop")
    SELLER = "seller", _("The seller")


class DiscountFunding(models.Model):
    """Who pays for an offer. Without a row the shop does: it never takes from a seller what nobody agreed to."""

    offer = models.OneToOneField(
        "offer.ConditionalOffer", on_delete=models.CASCADE, related_name="funding", verbose_name=_("offer")
    )
    funded_by = models.CharField(_("paid by"), max_length=8, choices=FundedBy, default=FundedBy.PLATFORM)

    class Meta:
        verbose_name = _("who pays for an offer")
        verbose_name_plural = _("who pays for offers")

    def __str__(self):
        return f"{self.offer_id}: {self.funded_by}"


class LineTerms(models.Model):
    """The money of one parcel line, fixed at placement (payments.md 2.5). Dong."""

    parcel_line = models.OneToOneField(
        "fulfilment.ParcelLine", on_delete=models.CASCADE, related_name="terms", verbose_name=_("parcel line")
    )
    list_total = models.PositiveBigIntegerField(_("at list price"))
    seller_discount = models.PositiveBigIntegerField(_("discount of the seller"), default=0)
    platform_discount = models.PositiveBigIntegerField(_("discount of the shop"), default=0)
    treatment = models.CharField(_("kind of sale"), max_length=24, choices=Treatment, default=Treatment.GOODS)
    product_set = models.CharField(_("product set"), max_length=8, blank=True)

    class Meta:
        verbose_name = _("terms of a line")
        verbose_name_plural = _("terms of lines")
        constraints = [
            models.CheckConstraint(
                condition=Q(list_total__gte=F("seller_discount") + F("platform_discount")),
                name="discounts_within_list_total",
            )
        ]

    def __str__(self):
        return f"{self.parcel_line_id}: {self.goods}"

    @property
    def goods(self) -> int:
        """What the seller sells for: the base of commission and tax."""
        return self.list_total - self.seller_discount

    @property
    def buyer_part(self) -> int:
        return self.goods - self.platform_discount


class SaleEntry(models.Model):
    """A sale recognised, or taken back. The database refuses every change.

    Figures are dong; those of a "reverse" are written above zero too and count below (querysets.signed).
    Without a parcel line it is the delivery fee: `shipping` when the shop's, `goods` when the seller's.
    Without a tax rule the seller is of a kind that declares for itself; `seller_net` may be a dong or two below zero
    for single units worth a few dong.
    """

    class Kind(models.TextChoices):
        ASSESS = "assess", _("Sold")
        REVERSE = "reverse", _("Taken back")

    parcel = models.ForeignKey(
        "fulfilment.Parcel", on_delete=models.PROTECT, related_name="sale_entries", verbose_name=_("parcel")
    )
    parcel_line = models.ForeignKey(
        "fulfilment.ParcelLine",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sale_entries",
        verbose_name=_("parcel line"),
    )
    seller = models.ForeignKey(
        "sellers.Seller", on_delete=models.PROTECT, related_name="sale_entries", verbose_name=_("seller")
    )
    order = models.ForeignKey(
        "order.Order", on_delete=models.PROTECT, related_name="sale_entries", verbose_name=_("order")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    reverses = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversals", verbose_name=_("takes back")
    )
    quantity = models.PositiveIntegerField(_("quantity"))
    goods = models.PositiveBigIntegerField(_("goods"), default=0)
    platform_part = models.PositiveBigIntegerField(_("paid by the shop"), default=0)
    buyer_part = models.PositiveBigIntegerField(_("paid by the buyer"), default=0)
    commission = models.PositiveBigIntegerField(_("commission"), default=0)
    commission_vat = models.PositiveBigIntegerField(_("VAT on the commission"), default=0)
    vat_withheld = models.PositiveBigIntegerField(_("VAT withheld"), default=0)
    pit_withheld = models.PositiveBigIntegerField(_("income tax withheld"), default=0)
    seller_net = models.BigIntegerField(_("for the seller"), default=0)
    shipping = models.PositiveBigIntegerField(_("delivery fee of the shop"), default=0)
    tax_rule = models.ForeignKey(
        "charges.TaxRule",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tax rule"),
    )
    commission_rule = models.ForeignKey(
        "charges.CommissionRule",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("commission rule"),
    )
    after_release = models.BooleanField(
        _("after the seller's money was free"), default=False, help_text=_("It then comes off what is to be paid out.")
    )
    occurred_at = models.DateTimeField(_("happened"), default=timezone.now)
    period = models.CharField(_("month"), max_length=7, validators=[RegexValidator(r"^\d{4}-\d{2}$")])
    posting = models.ForeignKey(
        "ledger.Posting", on_delete=models.PROTECT, related_name="sale_entries", verbose_name=_("posting")
    )

    objects = SaleEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("sale entry")
        verbose_name_plural = _("sale entries")
        ordering = ["occurred_at", "pk"]
        indexes = [
            models.Index(fields=["period", "seller"], name="sale_of_month"),
            models.Index(fields=["seller", "occurred_at"], name="sale_of_seller"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    seller_net=F("goods")
                    - F("commission")
                    - F("commission_vat")
                    - F("vat_withheld")
                    - F("pit_withheld")
                ),
                name="sale_net_is_the_rest",
            ),
            models.CheckConstraint(
                condition=Q(buyer_part=F("goods") + F("shipping") - F("platform_part")), name="sale_adds_up"
            ),
            models.CheckConstraint(
                condition=Q(kind="assess", reverses=None, after_release=False)
                | Q(kind="reverse", reverses__isnull=False),
                name="sale_reversal_names_its_sale",
            ),
            models.UniqueConstraint(
                fields=["parcel_line"],
                condition=Q(kind="assess", parcel_line__isnull=False),
                name="line_recognised_once",
            ),
            models.UniqueConstraint(fields=["parcel", "kind"], condition=Q(parcel_line=None), name="fee_once_each_way"),
        ]

    def __str__(self):
        return f"{self.parcel_id} {self.kind} {self.goods + self.shipping}"

    @property
    def sign(self) -> int:
        return -1 if self.kind == self.Kind.REVERSE else 1


class ParcelRelease(models.Model):
    """The moment a parcel's money became the seller's to be paid out. The database refuses every change."""

    parcel = models.OneToOneField(
        "fulfilment.Parcel", on_delete=models.PROTECT, related_name="release", verbose_name=_("parcel")
    )
    seller = models.ForeignKey(
        "sellers.Seller", on_delete=models.PROTECT, related_name="releases", verbose_name=_("seller")
    )
    amount = models.BigIntegerField(_("amount"), help_text=_("Dong."))
    released_at = models.DateTimeField(_("freed"), default=timezone.now)
    posting = models.ForeignKey(
        "ledger.Posting",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("posting"),
        help_text=_("Empty when nothing was left."),
    )

    class Meta:
        verbose_name = _("freed parcel")
        verbose_name_plural = _("freed parcels")
        ordering = ["released_at", "pk"]
        indexes = [models.Index(fields=["seller", "released_at"], name="release_of_seller")]

    def __str__(self):
        return f"{self.parcel_id} {self.amount}"
