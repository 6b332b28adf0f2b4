"""OCOP certificates, geographical indications and other papers. Stars are shown from here and from nowhere else."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.core.files.storage import storages
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.legal.parameters import parameter

from .querysets import CertificateQuerySet, PaperQuerySet


def private_storage():
    """Papers are private: they never lie in the store whose addresses are public."""
    return storages["private"]


class Level(models.TextChoices):
    """Who recognised: the province 3 and 4 stars, the ministry 5; districts until July 2025 (rules O-06, O-22)."""

    PROVINCE = "province", _("Province")
    MINISTRY = "ministry", _("Ministry")
    LEGACY_DISTRICT = "legacy_district", _("District (until July 2025)")


class State(models.TextChoices):
    """What somebody decided. Running out is not a state: it follows from the dates."""

    ACTIVE = "active", pgettext_lazy("certificate", "Active")
    SUSPENDED_DISPLAY = "suspended_display", _("Not shown while being checked")
    EXTENDED_TRANSITIONAL = "extended", _("Extended by decision")
    SUPERSEDED = "superseded", _("Replaced by a newer one")
    REVOKED = "revoked", _("Revoked")


SHOWING_STATES = (State.ACTIVE, State.EXTENDED_TRANSITIONAL)


class Certificate(models.Model):
    """One act of recognition of one product (Decision 26/2026/QĐ-TTg Art 4)."""

    product = models.ForeignKey(
        "catalogue.Product",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="certificates",
        verbose_name=_("product on sale"),
    )
    reference = models.SlugField(
        _("reference"), max_length=40, unique=True, help_text=_("The address in the register.")
    )
    product_name = models.CharField(_("product as printed"), max_length=255)
    producer_name = models.CharField(_("producer as printed"), max_length=255, blank=True)
    product_set = models.CharField(_("product set"), max_length=8, blank=True)
    commune = models.ForeignKey(
        "places.Commune", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("commune")
    )
    province = models.ForeignKey(
        "places.Province", on_delete=models.PROTECT, related_name="+", verbose_name=_("province")
    )
    former_place = models.CharField(_("place before July 2025"), max_length=200, blank=True)
    number = models.CharField(_("certificate number"), max_length=60, blank=True)
    issuer = models.CharField(_("issuer"), max_length=200, blank=True)
    level = models.CharField(_("level"), max_length=16, choices=Level, default=Level.PROVINCE)
    stars = models.PositiveSmallIntegerField(_("stars"), validators=[MinValueValidator(3), MaxValueValidator(5)])
    score = models.DecimalField(
        _("score"), max_digits=5, decimal_places=2, null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    decision_no = models.CharField(_("decision number"), max_length=80, blank=True)
    issued_on = models.DateField(_("issued on"))
    issued_year_only = models.BooleanField(
        _("only the year is known"),
        default=False,
        help_text=_("The earliest day of the year counts, so nothing is claimed too long."),
    )
    valid_until = models.DateField(_("valid until"), blank=True)
    extended_until = models.DateField(_("extended until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.ACTIVE)
    evidence = models.FileField(
        _("evidence"), upload_to="certificates/%Y/", storage=private_storage, null=True, blank=True, max_length=255
    )
    evidence_grade = models.CharField(
        _("kind of evidence"),
        max_length=1,
        choices=[("A", _("decision or official list")), ("B", _("press or portal"))],
        default="A",
    )
    source_url = models.URLField(_("source"), max_length=1000, blank=True)
    is_demo = models.BooleanField(_("demo certificate"), default=False)
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    search_text = models.TextField(editable=False, default="")

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("OCOP certificate")
        verbose_name_plural = _("OCOP certificates")
        ordering = ["-issued_on", "reference"]
        permissions = [("read_evidence", _("Can read the evidence of certificates"))]
        constraints = [
            models.CheckConstraint(condition=models.Q(stars__gte=3, stars__lte=5), name="stars_are_3_to_5"),
            models.CheckConstraint(
                condition=models.Q(valid_until__gte=models.F("issued_on")), name="ends_after_it_begins"
            ),
        ]
        indexes = [models.Index(fields=["product", "valid_until"])]

    def __str__(self):
        return f"{self.product_name} ({self.stars}★, {self.reference})"

    def save(self, *args, **kwargs):
        if not self.valid_until:
            self.valid_until = end_of_validity(self.issued_on)
        self.search_text = self.folded_search_text()
        super().save(*args, **kwargs)

    def folded_search_text(self) -> str:
        from marketplace.folding import folded

        parts = (
            self.product_name,
            self.producer_name,
            self.former_place,
            self.decision_no,
            self.number,
            self.province.name,
        )
        return " " + folded(" ".join([*parts, self.commune.name if self.commune else ""]))

    def get_absolute_url(self) -> str:
        return reverse("certification:certificate", args=[self.reference])

    @property
    def last_day(self) -> date:
        """The last day on which stars may be shown."""
        if self.state == State.EXTENDED_TRANSITIONAL and self.extended_until:
            return self.extended_until
        return self.valid_until

    def is_valid_on(self, day: date) -> bool:
        """The badge rule: an active or extended certificate, from its first to its last day, both included."""
        return self.state in SHOWING_STATES and self.issued_on <= day <= self.last_day

    @property
    def is_valid_today(self) -> bool:
        return self.is_valid_on(timezone.localdate())

    def is_running_out_on(self, day: date) -> bool:
        """Within the window in which the producer files for re-grading (Art 7.6)."""
        opens = self.valid_until - timedelta(days=parameter("ocop.regrade_window_opens_days", day))
        return self.is_valid_on(day) and day >= opens


def end_of_validity(issued_on: date) -> date:
    """36 months later, the same day of the month or the month's last (Art 4.3, rule O-07)."""
    return issued_on + relativedelta(months=parameter("ocop.certificate_months", issued_on))


class CertificateDecision(models.Model):
    """One step in the life of a certificate: who decided what, when and why. Never edited."""

    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="decisions")
    state = models.CharField(_("state"), max_length=20, choices=State)
    decided_at = models.DateTimeField(_("decided at"), default=timezone.now)
    decided_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    reason = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("decision on a certificate")
        verbose_name_plural = _("decisions on certificates")
        ordering = ["decided_at", "pk"]

    def __str__(self):
        return f"{self.get_state_display()} {self.decided_at:%d/%m/%Y}"


class GeographicalIndication(models.Model):
    """A registered geographical indication, certification mark or collective mark (rule P-14)."""

    class Kind(models.TextChoices):
        GI = "GI", _("Geographical indication")
        CERTIFICATION_MARK = "certification_mark", _("Certification mark")
        COLLECTIVE_MARK = "collective_mark", _("Collective mark")

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, blank=True)
    registration_no = models.CharField(_("registration number"), max_length=40, blank=True)
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    registered_text = models.CharField(_("registration as stated"), max_length=20, blank=True)
    area = models.CharField(_("area"), max_length=200, blank=True)
    province = models.ForeignKey(
        "places.Province", on_delete=models.PROTECT, related_name="+", verbose_name=_("province")
    )
    old_province = models.CharField(_("province before July 2025"), max_length=60, blank=True)
    product = models.CharField(_("for"), max_length=120, blank=True)
    source_url = models.URLField(_("source"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("geographical indication or mark")
        verbose_name_plural = _("geographical indications and marks")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["name", "old_province"], name="one_indication_per_name")]

    def __str__(self):
        return self.name


class Paper(models.Model):
    """Another paper behind a product: self-declaration, test report, VietGAP, organic, right to use an indication."""

    class Kind(models.TextChoices):
        SELF_DECLARATION = "self_declaration", _("Food-safety self-declaration")
        REGISTERED_DECLARATION = "registered_declaration", _("Registered declaration")
        TEST_REPORT = "test_report", _("Test report")
        FACILITY = "facility_certificate", _("Food-safety certificate of the workshop")
        COMMITMENT = "commitment", _("Food-safety commitment")
        VIETGAP = "vietgap", "VietGAP"
        GLOBALGAP = "globalgap", "GLOBALG.A.P."
        ORGANIC = "organic", _("Organic")
        HACCP = "haccp", "HACCP"
        ISO22000 = "iso22000", "ISO 22000"
        GI_RIGHT = "gi_right", _("Right to use a geographical indication")

    class State(models.TextChoices):
        SENT = "sent", _("Sent, not yet checked")
        ACCEPTED = "accepted", _("Checked")
        REFUSED = "refused", _("Sent back")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    product = models.ForeignKey(
        "catalogue.Product", on_delete=models.CASCADE, related_name="papers", verbose_name=_("product")
    )
    kind = models.CharField(_("kind"), max_length=24, choices=Kind)
    indication = models.ForeignKey(
        GeographicalIndication,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rights",
        verbose_name=_("indication"),
    )
    number = models.CharField(_("number"), max_length=80, blank=True)
    issuer = models.CharField(_("issuer"), max_length=200, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.SENT)
    file = models.FileField(
        _("file"), upload_to="papers/%Y/", storage=private_storage, null=True, blank=True, max_length=255
    )
    is_demo = models.BooleanField(_("demo paper"), default=False)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["kind", "-issued_on"]
        permissions = [("read_papers", _("Can read the files of papers"))]

    def __str__(self):
        return f"{self.get_kind_display()} {self.number}"

    def is_valid_on(self, day: date) -> bool:
        begun = self.issued_on is None or self.issued_on <= day
        return self.state == self.State.ACCEPTED and begun and (self.valid_until is None or day <= self.valid_until)
