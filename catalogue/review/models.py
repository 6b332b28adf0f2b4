"""Whether a product is on sale, what of it waits for the desk, field by field, and which words are watched (rules E-12, P-16, P-17)."""

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Shelf(models.Model):
    """Where a product stands. A product without a row was entered by the shop: it is on sale when it is public."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        WAITING = "waiting", _("With the desk")
        ON_SALE = "on_sale", _("On sale")
        PAUSED = "paused", _("Paused for the season")
        SENT_BACK = "sent_back", _("Sent back")
        REMOVED = "removed", _("Taken off for good")
        BLOCKED = "blocked", _("Blocked by the desk")

    product = models.OneToOneField(
        "catalogue.Product", on_delete=models.CASCADE, primary_key=True, related_name="shelf", verbose_name=_("product")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    paused_until = models.DateField(_("back on sale from"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    reason = models.TextField(_("reason"), blank=True, help_text=_("The seller reads exactly this."))

    class Meta:
        verbose_name = _("place on the shelf")
        verbose_name_plural = _("places on the shelf")
        indexes = [models.Index(fields=["state", "paused_until"], name="shelf_by_state")]

    def __str__(self):
        return self.get_state_display()


class ProductReview(models.Model):
    """A product, or changes to one, as sent to the desk. While it waits the old version stays on sale. Decided once."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        ACCEPTED = "accepted", _("Accepted")
        PARTLY = "partly", _("Accepted in part")
        SENT_BACK = "sent_back", _("Sent back")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    product = models.ForeignKey(
        "catalogue.Product", on_delete=models.CASCADE, related_name="reviews_by_desk", verbose_name=_("product")
    )
    is_first = models.BooleanField(_("never on sale before"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    sent_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sent by")
    )
    due_on = models.DateField(_("answer promised by"))
    findings = models.JSONField(_("what the check of words found"), default=list, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    reason = models.TextField(_("reason"), blank=True, help_text=_("The seller reads exactly this."))

    class Meta:
        verbose_name = _("listing review")
        verbose_name_plural = _("listing reviews")
        ordering = ["due_on", "pk"]
        permissions = [("decide_review", _("Can decide on listings"))]
        indexes = [models.Index(fields=["state", "due_on"], name="review_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["product"], condition=models.Q(state="waiting"), name="one_review_waits_per_product"
            )
        ]

    def __str__(self):
        return f"{self.product}: {self.get_state_display()}"


class FieldChange(models.Model):
    """One field that waits, with what stands now and what is asked for."""

    class Decision(models.TextChoices):
        NONE = "", _("Waiting")
        ACCEPTED = "accepted", _("Accepted")
        SENT_BACK = "sent_back", _("Sent back")

    review = models.ForeignKey(ProductReview, on_delete=models.CASCADE, related_name="changes")
    field = models.CharField(_("field"), max_length=40)
    old = models.JSONField(_("now"), null=True)
    new = models.JSONField(_("asked for"), null=True)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, blank=True, default=Decision.NONE)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("changed field")
        verbose_name_plural = _("changed fields")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["review", "field"], name="a_field_once_per_review")]

    def __str__(self):
        return self.field


class WatchedWord(models.Model):
    """Words that may not stand in a listing, or need a proof. Staff edit them; a change counts at once."""

    class Kind(models.TextChoices):
        FORBIDDEN = "forbidden", _("Forbidden")
        HEALTH_CLAIM = "health_claim", _("Claim of healing")
        SUPERLATIVE = "superlative", _("Needs a proof")
        GOODS = "goods", _("Goods that may not be sold here")

    words = models.CharField(
        _("words"), max_length=120, unique=True, help_text=_("As people write them, with tone marks.")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    advice = models.CharField(_("what to write instead"), max_length=300, blank=True)
    advice_en = models.CharField(_("the same in English"), max_length=300, blank=True)
    legal_ref = models.CharField(_("legal basis"), max_length=200, blank=True)
    is_active = models.BooleanField(_("watched"), default=True)

    class Meta:
        verbose_name = _("watched word")
        verbose_name_plural = _("watched words")
        ordering = ["kind", "words"]

    def __str__(self):
        return self.words

    @property
    def shown_advice(self) -> str:
        return (get_language() == "en" and self.advice_en) or self.advice
