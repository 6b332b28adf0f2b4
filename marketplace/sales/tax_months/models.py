"""Closed tax months, the files made for them, and the certificates that sellers get."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .months import PATTERN


def _person(label, **more) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=label,
        help_text=_("Empty when it was done at the command line."),
        **more,
    )


def _dong(label) -> models.BigIntegerField:
    return models.BigIntegerField(label, default=0, help_text=_("Dong."))


def _due_is_what_is_left(tax: str) -> models.CheckConstraint:
    """Never below zero; what is below zero goes on to the next month (T-06)."""
    left = F(f"{tax}_assessed") - F(f"{tax}_offset") + F(f"{tax}_brought")
    return models.CheckConstraint(
        condition=Q((f"{tax}_due__gte", 0), (f"{tax}_due__gte", left))
        & (Q((f"{tax}_due", 0)) | Q((f"{tax}_due", left))),
        name=f"taxperiod_{tax}_due_is_the_rest",
    )


class TaxPeriod(models.Model):
    """What was withheld in a month. Figures are frozen when it is closed; what comes later counts in its own month.

    `..._brought` is what earlier months left: below zero returns that were more than the sales, above zero sales that
    were written after their month was closed.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")
        DECLARED = "declared", _("Declared")
        PAID = "paid", _("Paid")
        AMENDED = "amended", _("Amended")

    month = models.CharField(_("month"), max_length=7, unique=True, validators=[RegexValidator(PATTERN)])
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    due_on = models.DateField(_("due"))
    form_code = models.CharField(_("form"), max_length=40, blank=True)
    form_status = models.CharField(_("what is known of the form"), max_length=60, blank=True)
    sellers = models.PositiveIntegerField(_("sellers withheld from"), default=0)
    revenue = _dong(_("revenue"))
    returns = _dong(_("returns"))
    vat_assessed = _dong(_("VAT withheld"))
    vat_offset = _dong(_("VAT of returns"))
    vat_brought = _dong(_("VAT brought forward"))
    vat_due = _dong(_("VAT to pay"))
    pit_assessed = _dong(_("income tax withheld"))
    pit_offset = _dong(_("income tax of returns"))
    pit_brought = _dong(_("income tax brought forward"))
    pit_due = _dong(_("income tax to pay"))
    closed_by, closed_at = _person(_("closed by")), models.DateTimeField(_("closed"), null=True, blank=True)
    declared_by, declared_at = _person(_("declared by")), models.DateTimeField(_("declared"), null=True, blank=True)
    declaration_reference = models.CharField(_("reference of the declaration"), max_length=120, blank=True)
    paid_by, paid_at = _person(_("paid by")), models.DateTimeField(_("paid"), null=True, blank=True)
    payment_reference = models.CharField(_("reference of the payment"), max_length=120, blank=True)
    posting = models.ForeignKey(
        "ledger.Posting", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("posting")
    )
    amended_by, amended_at = _person(_("amended by")), models.DateTimeField(_("amended"), null=True, blank=True)
    amendment = models.CharField(_("what was amended"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("tax month")
        verbose_name_plural = _("tax months")
        ordering = ["-month"]
        permissions = [
            ("close_tax_months", _("Can close tax months")),
            ("pay_tax_months", _("Can record that tax was declared and paid")),
        ]
        constraints = [
            _due_is_what_is_left("vat"),
            _due_is_what_is_left("pit"),
            models.CheckConstraint(condition=Q(state="open") | Q(closed_at__isnull=False), name="taxperiod_was_closed"),
        ]

    def __str__(self):
        return self.month

    @property
    def due(self) -> int:
        return self.vat_due + self.pit_due

    @property
    def vat_carried(self) -> int:
        """Zero or below: goes on to the next month."""
        return self.vat_assessed - self.vat_offset + self.vat_brought - self.vat_due

    @property
    def pit_carried(self) -> int:
        """Zero or below: goes on to the next month."""
        return self.pit_assessed - self.pit_offset + self.pit_brought - self.pit_due


class FileKind(models.TextChoices):
    MONTHLY_LIST = "monthly_list", _("List of what was withheld")
    DECLARATION = "declaration", _("Figures for the declaration")
    CERTIFICATE = "certificate", _("Withholding certificate")


class TaxFile(models.Model):
    """A file as it was made, kept in the private storage. The database refuses every change; keeping.read proves it."""

    period = models.ForeignKey(
        TaxPeriod, on_delete=models.PROTECT, null=True, blank=True, related_name="files", verbose_name=_("tax month")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=FileKind)
    format = models.CharField(
        _("format"), max_length=4, choices=[(name, name.upper()) for name in ("csv", "xlsx", "pdf")]
    )
    name = models.CharField(_("place in the storage"), max_length=200, unique=True)
    sha256 = models.CharField("SHA-256", max_length=64)
    made_by, made_at = _person(_("made by")), models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("tax file")
        verbose_name_plural = _("tax files")
        ordering = ["-made_at", "name"]
        permissions = [("read_tax_files", _("Can read tax files"))]
        constraints = [models.UniqueConstraint(fields=["period", "kind", "format"], name="taxfile_once_per_period")]

    def __str__(self):
        return self.name


class WithholdingCertificate(models.Model):
    """What was withheld from a seller in a year (T-10). Numbers of a year run without gaps; once it has its file, the
    database refuses every change."""

    seller = models.ForeignKey(
        "sellers.Seller", on_delete=models.PROTECT, related_name="withholding_certificates", verbose_name=_("seller")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    base = _dong(_("revenue that was taxed"))
    vat = _dong(_("VAT withheld"))
    pit = _dong(_("income tax withheld"))
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)
    issued_by = _person(_("issued by"))
    file = models.OneToOneField(
        TaxFile, on_delete=models.PROTECT, null=True, related_name="certificate", verbose_name=_("file")
    )

    class Meta:
        verbose_name = _("withholding certificate")
        verbose_name_plural = _("withholding certificates")
        ordering = ["-year", "number"]
        permissions = [("issue_certificates", _("Can issue withholding certificates"))]
        constraints = [
            models.UniqueConstraint(fields=["seller", "year"], name="certificate_once_a_year"),
            models.UniqueConstraint(fields=["year", "number"], name="certificate_number_once"),
        ]

    def __str__(self):
        return self.code

    @property
    def code(self) -> str:
        return f"{self.year}-{self.number:06}"

    @property
    def sha256(self) -> str:
        return self.file.sha256 if self.file else ""
