"""What is taken off a sale: dated rules with their legal basis, and how each product is treated."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.product_sets import product_sets
from sellers.models import Kind

from .dating import Dated, one_at_a_time

HIGHEST_TAX_BP = 1_000
HIGHEST_COMMISSION_BP = 3_000
HIGHEST_COMMISSION_VAT_BP = 2_000


def _rate(label, highest: int) -> models.PositiveIntegerField:
    """Basis points: 50 is 0.5 %. The highest value guards against a typing slip."""
    return models.PositiveIntegerField(
        label, validators=[MaxValueValidator(highest)], help_text=_("In hundredths of a per cent: 50 is 0.5 %.")
    )


def check_product_set(code: str) -> None:
    """A set, family or group of the classification. Raises ValidationError: a rule with a slip in it would never apply."""
    if not any(code in (known.code, known.family, known.group) for known in product_sets()):
        raise ValidationError(_("Write a product set, family or group as in the list: I.3d, I.3 or I."))


class Treatment(models.TextChoices):
    """Kinds of sale as the percent-of-revenue rates tell them apart (rules.md T-R, T-13)."""

    GOODS = "goods", _("Goods")
    PRODUCTION = "production", _("Production")
    SERVICE = "service", _("Service")
    TRANSPORT = "transport_goods_service", _("Transport and services tied to goods")
    OTHER = "other", _("Other")
    DIGITAL = "digital_content", _("Digital content")
    AGRI_RAW_SELF = "agri_raw_self", _("Own unprocessed farm produce")
    UNKNOWN = "unknown", _("Cannot be classified")


# The rule of a sale by somebody whom the tax office has put on its list: reported, with nothing withheld.
LISTED_EXEMPT = "listed_exempt"


class Certainty(models.TextChoices):
    """How sure we are of the source, as rules.md marks it."""

    QUOTED = "quoted", _("Read in the text")
    SECOND_HAND = "seen-2nd", _("Second-hand")
    INFERENCE = "inference", _("Our reading")
    CONTESTED = "contested", _("Contested")
    MEMORY = "memory", _("From memory")
    HOUSE = "house", _("House rule")


class TaxRule(Dated):
    """Rates of one kind of sale, for sellers from whom tax is withheld (KindRule says who they are)."""

    ABOUT = ("code",)
    FIXED = ("code", "vat_bp", "pit_bp", "valid_from")

    code = models.CharField(
        _("kind of sale"), max_length=24, choices=[*Treatment.choices, (LISTED_EXEMPT, _("On the tax office's list"))]
    )
    vat_bp = _rate(_("VAT"), HIGHEST_TAX_BP)
    pit_bp = _rate(_("income tax"), HIGHEST_TAX_BP)
    certainty = models.CharField(_("certainty"), max_length=12, choices=Certainty)

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("tax rule")
        verbose_name_plural = _("tax rules")
        ordering = ["code", "-valid_from"]
        constraints = [
            *Dated.Meta.constraints,
            *one_at_a_time("taxrule", "code"),
            models.CheckConstraint(
                condition=Q(vat_bp__lte=HIGHEST_TAX_BP, pit_bp__lte=HIGHEST_TAX_BP), name="taxrule_rates_are_sane"
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.vat_bp / 100:g} % + {self.pit_bp / 100:g} %"


class KindRule(Dated):
    """Whether tax is withheld from this kind of seller (Decree 252/2026 Art 43; T-01, T-02). No row: no sale."""

    ABOUT = ("kind",)
    FIXED = ("kind", "is_withheld", "valid_from")

    kind = models.CharField(_("kind of seller"), max_length=20, choices=Kind)
    is_withheld = models.BooleanField(_("tax is withheld"))
    certainty = models.CharField(_("certainty"), max_length=12, choices=Certainty)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("who is withheld from")
        verbose_name_plural = _("who is withheld from")
        ordering = ["kind", "-valid_from"]
        constraints = [*Dated.Meta.constraints, *one_at_a_time("kindrule", "kind")]

    def __str__(self):
        return f"{self.kind}: {'+' if self.is_withheld else '-'}"


class WithholdingMode(Dated):
    """Whether the tax office's list of exempt sellers counts (T-11).

    There is no mode that stops by our own totals: what somebody earns elsewhere cannot be seen from here.
    """

    class Mode(models.TextChoices):
        ALWAYS = "always", _("From everybody")
        BY_TAX_OFFICE_LIST = "by_tax_office_list", _("From everybody but those on the tax office's list")

    FIXED = ("mode", "valid_from")

    mode = models.CharField(_("mode"), max_length=20, choices=Mode)

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("mode of withholding")
        verbose_name_plural = _("modes of withholding")
        ordering = ["-valid_from"]
        constraints = [*Dated.Meta.constraints, *one_at_a_time("withholdingmode")]

    def __str__(self):
        return self.get_mode_display()


class WithholdingExemption(Dated):
    """A seller on the tax office's list. Counts only while the mode says so."""

    ABOUT = ("seller_id",)
    FIXED = ("seller_id", "valid_from")

    seller = models.ForeignKey(
        "sellers.Seller", on_delete=models.PROTECT, related_name="withholding_exemptions", verbose_name=_("seller")
    )
    document = models.CharField(_("letter of the tax office"), max_length=200)

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("exemption from withholding")
        verbose_name_plural = _("exemptions from withholding")
        ordering = ["seller", "-valid_from"]
        constraints = [*Dated.Meta.constraints, *one_at_a_time("withholdingexemption", "seller")]

    def __str__(self):
        return f"{self.seller_id} {self.valid_from}"


class CommissionRule(Dated):
    """What the shop keeps. The narrowest rule counts: a seller's before a product set's before everybody's."""

    ABOUT = ("seller_id", "product_set")
    FIXED = ("seller_id", "product_set", "rate_bp", "vat_bp", "valid_from")

    seller = models.ForeignKey(
        "sellers.Seller",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commission_rules",
        verbose_name=_("only this seller"),
    )
    product_set = models.CharField(
        _("only this product set"), max_length=8, blank=True, help_text=_("A set, family or group: I.3d, I.3 or I.")
    )
    rate_bp = _rate(_("commission"), HIGHEST_COMMISSION_BP)
    vat_bp = _rate(_("VAT on the commission"), HIGHEST_COMMISSION_VAT_BP)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("commission rule")
        verbose_name_plural = _("commission rules")
        ordering = ["product_set", "-valid_from"]
        constraints = [
            *Dated.Meta.constraints,
            *one_at_a_time("commission_of_seller", "seller", "product_set", condition=Q(seller__isnull=False)),
            *one_at_a_time("commission_of_all", "product_set", condition=Q(seller=None)),
            models.CheckConstraint(
                condition=Q(rate_bp__lte=HIGHEST_COMMISSION_BP, vat_bp__lte=HIGHEST_COMMISSION_VAT_BP),
                name="commissionrule_rates_are_sane",
            ),
        ]

    def __str__(self):
        return f"{self.scope} {self.rate_bp / 100:g} %"

    def clean(self):
        super().clean()
        if self.product_set:
            check_product_set(self.product_set)

    @property
    def scope(self) -> str:
        """ "seller", "product_set" or "all"."""
        return "seller" if self.seller_id else ("product_set" if self.product_set else "all")


class TreatmentDefault(Dated):
    """How a product set is treated unless a product says otherwise (T-14). An empty set: everything else."""

    # A code of no product set: the delivery fee, where it is the seller's revenue.
    DELIVERY = "delivery"
    ABOUT = ("product_set",)
    FIXED = ("product_set", "treatment", "valid_from")

    product_set = models.CharField(_("product set"), max_length=8, blank=True)
    treatment = models.CharField(_("kind of sale"), max_length=24, choices=Treatment)
    certainty = models.CharField(_("certainty"), max_length=12, choices=Certainty)

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = _("treatment of a product set")
        verbose_name_plural = _("treatments of product sets")
        ordering = ["product_set", "-valid_from"]
        constraints = [*Dated.Meta.constraints, *one_at_a_time("treatmentdefault", "product_set")]

    def __str__(self):
        return f"{self.product_set or '*'} {self.treatment}"

    def clean(self):
        super().clean()
        if self.product_set not in ("", self.DELIVERY):
            check_product_set(self.product_set)
        if self.treatment == Treatment.AGRI_RAW_SELF:
            raise ValidationError({"treatment": _("Own farm produce is proved by each seller for each product.")})


class TaxTreatment(models.Model):
    """How the sale of one product by one seller is taxed, once somebody has looked at the proof (T-13)."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("To be looked at")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")
        ENDED = "ended", _("Ended")

    seller = models.ForeignKey(
        "sellers.Seller", on_delete=models.PROTECT, related_name="tax_treatments", verbose_name=_("seller")
    )
    product = models.ForeignKey(
        "catalogue.Product", on_delete=models.CASCADE, related_name="tax_treatments", verbose_name=_("product")
    )
    treatment = models.CharField(_("kind of sale"), max_length=24, choices=Treatment)
    evidence = models.TextField(
        _("proof"), blank=True, help_text=_("Paper of the land or the commune, growing-area code.")
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.REQUESTED)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("looked at by"),
    )
    reviewed_on = models.DateField(_("looked at on"), null=True, blank=True)

    class Meta:
        verbose_name = _("tax treatment of a product")
        verbose_name_plural = _("tax treatments of products")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seller", "product"], condition=Q(state="approved"), name="one_approved_treatment"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(reviewed_by__isnull=False, reviewed_on__isnull=False),
                name="approved_treatment_was_looked_at",
            ),
            models.CheckConstraint(
                condition=~Q(treatment="agri_raw_self", state="approved") | ~Q(evidence=""),
                name="own_produce_has_proof",
            ),
        ]

    def __str__(self):
        return f"{self.product_id}: {self.treatment}"

    def clean(self):
        super().clean()
        is_approved = self.state == self.State.APPROVED
        if is_approved and self.treatment == Treatment.AGRI_RAW_SELF and not self.evidence.strip():
            raise ValidationError({"evidence": _("Own farm produce needs proof: a paper of the land or the commune.")})
