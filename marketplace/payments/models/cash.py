"""What a carrier says it collected in cash and hands on (đối soát)."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CarrierStatement(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("To be checked")
        POSTED = "posted", _("Booked")

    carrier = models.CharField(_("carrier"), max_length=20)
    number = models.CharField(_("number"), max_length=60)
    day = models.DateField(_("day"))
    bank_ref = models.CharField(_("bank reference"), max_length=120, blank=True)
    cod_total = models.PositiveBigIntegerField(_("cash collected"), default=0, help_text=_("Dong."))
    fee_total = models.BigIntegerField(_("fees"), default=0, help_text=_("Dong."))
    adjustment_total = models.BigIntegerField(_("adjustments"), default=0, help_text=_("Dong."))
    net_total = models.BigIntegerField(_("handed on"), default=0, help_text=_("Dong."))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    imported_at = models.DateTimeField(_("imported"), default=timezone.now)
    posted_at = models.DateTimeField(_("booked"), null=True, blank=True)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("carrier statement")
        verbose_name_plural = _("carrier statements")
        ordering = ["-day", "-pk"]
        permissions = [("post_carrier_statement", "Can import and book carrier statements")]
        constraints = [models.UniqueConstraint(fields=["carrier", "number"], name="carrier_statement_once")]

    def __str__(self):
        return f"{self.carrier} {self.number}"


class CarrierStatementLine(models.Model):
    """One parcel of a statement, as payments.md 5.3 tells its columns. Amounts in dong."""

    class Result(models.TextChoices):
        MATCHED = "matched", _("Right")
        AMOUNT_DIFFERS = "amount_differs", _("Other amount")
        FEE_DIFFERS = "fee_differs", _("Other fee")
        UNKNOWN_TRACKING = "unknown_tracking", _("Unknown parcel")
        NOT_DELIVERED_HERE = "not_delivered", _("Not delivered according to us")
        ALREADY_REMITTED = "already_remitted", _("Handed on before")
        VOID_PARCEL = "void_parcel", _("Nothing was to be paid")

    statement = models.ForeignKey(CarrierStatement, on_delete=models.CASCADE, related_name="lines")
    row = models.PositiveIntegerField(_("row"))
    tracking_no = models.CharField(_("tracking number"), max_length=60)
    client_ref = models.CharField(_("our number"), max_length=40, blank=True)
    parcel = models.ForeignKey(
        "fulfilment.Parcel", on_delete=models.PROTECT, null=True, blank=True, related_name="statement_lines"
    )
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    cod_amount = models.PositiveBigIntegerField(_("cash"), default=0)
    cod_fee = models.BigIntegerField(_("fee for cash"), default=0)
    shipping_fee = models.BigIntegerField(_("carriage"), default=0)
    return_fee = models.BigIntegerField(_("return fee"), default=0)
    insurance_fee = models.BigIntegerField(_("insurance"), default=0)
    other_fee = models.BigIntegerField(_("other fees"), default=0)
    adjustment = models.BigIntegerField(_("adjustment"), default=0)
    net_amount = models.BigIntegerField(_("handed on"), default=0)
    result = models.CharField(_("result"), max_length=16, choices=Result, blank=True)

    class Meta:
        verbose_name = _("line of a carrier statement")
        verbose_name_plural = _("lines of carrier statements")
        ordering = ["row"]
        constraints = [models.UniqueConstraint(fields=["statement", "tracking_no"], name="tracking_once_per_statement")]

    def __str__(self):
        return self.tracking_no

    @property
    def fees(self) -> int:
        return self.cod_fee + self.shipping_fee + self.return_fee + self.insurance_fee + self.other_fee
