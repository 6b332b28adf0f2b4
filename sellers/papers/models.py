"""What is asked of a seller, what they sent, what the desk said, and who read the files."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .forbidden import asks_for_a_card


def private_storage():
    """Papers are private: they never lie in the store whose addresses are public."""
    return storages["private"]


class Requirement(models.Model):
    """One kind of thing that is asked for. Rows are data of the operator, edited at the desk (rules E-07, E-11, P-10, P-11)."""

    class Way(models.TextChoices):
        """How it is met: by a paper, or by a fact that is known elsewhere in the shop."""

        PAPER = "paper", _("a paper or a number")
        IDENTITY = "identity", _("electronic identity")
        BANK_ACCOUNT = "bank_account", _("bank account")
        PICKUP = "pickup", _("pick-up place and days")

    class Gives(models.TextChoices):
        """What an accepted paper enters: a certificate with its stars, a checked paper of a product, a number of the seller."""

        NOTHING = "", _("nothing")
        CERTIFICATE = "certificate", _("an OCOP certificate")
        PRODUCT_PAPER = "product_paper", _("a paper of the product")
        REGISTRATION_NO = "registration_no", _("the business registration number")
        TAX_CODE = "tax_code", _("the tax code")

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=160)
    name_en = models.CharField(_("name in English"), max_length=160, blank=True)
    help_text = models.TextField(_("what to send, in plain words"), blank=True)
    help_text_en = models.TextField(_("the same in English"), blank=True)
    legal_ref = models.CharField(_("legal basis"), max_length=200, blank=True)
    way = models.CharField(_("met by"), max_length=16, choices=Way, default=Way.PAPER)
    gives = models.CharField(
        _("enters, once accepted"), max_length=20, choices=Gives, blank=True, default=Gives.NOTHING
    )
    paper_kind = models.CharField(
        _("kind of paper"),
        max_length=24,
        blank=True,
        help_text=_("For papers of products: the kind shown to shoppers."),
    )
    kinds = models.JSONField(_("kinds of seller"), default=list, blank=True, help_text=_("Empty: all."))
    product_sets = models.JSONField(_("product sets"), default=list, blank=True, help_text=_("Empty: all."))
    is_per_product = models.BooleanField(_("for each product"), default=False)
    is_mandatory = models.BooleanField(_("needed before selling"), default=True)
    needs_file = models.BooleanField(_("with a picture or PDF"), default=True)
    needs_number = models.BooleanField(_("with a number"), default=False)
    has_expiry = models.BooleanField(_("runs out"), default=False)
    months_valid = models.PositiveSmallIntegerField(_("usually valid for, months"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=100)
    is_active = models.BooleanField(_("asked for"), default=True)

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ["position", "code"]

    def __str__(self):
        return self.title

    @property
    def title(self) -> str:
        return (get_language() == "en" and self.name_en) or self.name

    @property
    def explanation(self) -> str:
        return (get_language() == "en" and self.help_text_en) or self.help_text

    def clean(self):
        if self.way != self.Way.PAPER and self.needs_file:
            raise ValidationError({"needs_file": _("Only papers come with a file.")})
        if self.needs_file and asks_for_a_card(self.name, self.name_en):
            raise ValidationError(
                {
                    "needs_file": _(
                        "The market keeps no pictures of identity cards. Ask for the electronic identity instead."
                    )
                }
            )

    def applies_to_kind(self, kind: str) -> bool:
        return not self.kinds or kind in self.kinds


class Submission(models.Model):
    """One answer to one requirement, and the desk's one decision. A decided row is never changed; the next try is a new row."""

    class State(models.TextChoices):
        SENT = "sent", _("Sent")
        ACCEPTED = "accepted", _("Accepted")
        SENT_BACK = "sent_back", _("Sent back")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    seller = models.ForeignKey(
        "sellers.Seller", on_delete=models.PROTECT, related_name="submissions", verbose_name=_("seller")
    )
    requirement = models.ForeignKey(
        Requirement, on_delete=models.PROTECT, related_name="submissions", verbose_name=_("requirement")
    )
    product = models.ForeignKey(
        "catalogue.Product",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="submissions",
        verbose_name=_("product"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.SENT)
    number = models.CharField(_("number"), max_length=80, blank=True)
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    note = models.CharField(_("a word to the desk"), max_length=500, blank=True)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    sent_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sent by")
    )
    due_on = models.DateField(_("answer promised by"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    reason = models.TextField(_("reason"), blank=True, help_text=_("The seller reads exactly this."))
    certificate = models.ForeignKey(
        "certification.Certificate", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    product_paper = models.ForeignKey(
        "certification.Paper", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_demo = models.BooleanField(_("demo paper"), default=False)

    class Meta:
        verbose_name = _("submitted paper")
        verbose_name_plural = _("submitted papers")
        ordering = ["due_on", "pk"]
        permissions = [("decide_submission", _("Can accept papers of sellers or send them back"))]
        indexes = [
            models.Index(fields=["state", "due_on"], name="submission_queue"),
            models.Index(fields=["valid_until"], name="submission_expiry"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["seller", "requirement"],
                condition=models.Q(state="sent", product__isnull=True),
                name="one_paper_waits_per_requirement",
            ),
            models.UniqueConstraint(
                fields=["seller", "requirement", "product"],
                condition=models.Q(state="sent", product__isnull=False),
                name="one_paper_waits_per_product",
            ),
        ]

    def __str__(self):
        return f"{self.requirement}: {self.get_state_display()}"

    def has_run_out_on(self, day: date) -> bool:
        return self.state == self.State.ACCEPTED and self.valid_until is not None and self.valid_until < day


class SubmissionFile(models.Model):
    """A picture or a PDF in private storage. Never replaced: a better one comes with the next submission."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="files")
    file = models.FileField(_("file"), upload_to="sellers/%Y/%m/", storage=private_storage, max_length=255)
    name = models.CharField(_("name"), max_length=120)
    content_type = models.CharField(_("type"), max_length=40)
    size = models.PositiveIntegerField(_("size, bytes"))
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("file of a paper")
        verbose_name_plural = _("files of papers")
        ordering = ["pk"]
        permissions = [("read_files", _("Can read the files of sellers"))]

    def __str__(self):
        return self.name


class FileReading(models.Model):
    """Somebody opened a file: personal data is read by name and time (Law 91/2025/QH15, rule G-11). Never changed."""

    file = models.ForeignKey(SubmissionFile, on_delete=models.PROTECT, related_name="readings")
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ip = models.GenericIPAddressField(null=True, blank=True)

    class Meta:
        verbose_name = _("reading of a file")
        verbose_name_plural = _("readings of files")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.file} {self.at:%Y-%m-%d %H:%M}"
