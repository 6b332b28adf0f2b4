"""That a provider of electronic identity vouched for the person behind a shop. No picture of a card, no number in clear."""

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SellerIdentity(models.Model):
    """One assertion (Decree 248/2026 Art 18, rules E-07 to E-09). The newest that is not revoked counts."""

    class Method(models.TextChoices):
        ELECTRONIC = "electronic", _("electronic identity")
        MANUAL_DOCUMENT = "manual_document", _("passport seen by the desk (foreigners only)")

    seller = models.ForeignKey(
        "sellers.Seller", on_delete=models.PROTECT, related_name="identities", verbose_name=_("seller")
    )
    person = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    method = models.CharField(_("method"), max_length=16, choices=Method, default=Method.ELECTRONIC)
    provider = models.CharField(_("provider"), max_length=40)
    subject_hmac = models.CharField(_("subject"), max_length=64, help_text=_("A keyed digest, never the number."))
    name = models.CharField(_("name as the provider has it"), max_length=150)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    assurance = models.CharField(_("level of assurance"), max_length=60, blank=True)
    assertion_id = models.CharField(_("assertion"), max_length=120, blank=True)
    verified_at = models.DateTimeField(_("verified"), default=timezone.now)
    expires_on = models.DateField(_("document valid until"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_reason = models.CharField(_("why"), max_length=300, blank=True)
    is_demo = models.BooleanField(_("demo identity"), default=False)

    class Meta:
        verbose_name = _("identity of a seller")
        verbose_name_plural = _("identities of sellers")
        ordering = ["-verified_at", "-pk"]

    def __str__(self):
        return f"{self.name} ({self.provider})"

    def is_valid_on(self, day: date) -> bool:
        return self.revoked_at is None and (self.expires_on is None or day <= self.expires_on)
