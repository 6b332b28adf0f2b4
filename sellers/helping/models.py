"""Who acts for a seller, for what and until when, agreed by a code to the seller's phone; and who wishes for help."""

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """What a helper may do. The bank account and the helpers themselves stay with the seller."""

    PRODUCTS = "products", _("Products and stock")
    ORDERS = "orders", _("Orders and parcels")
    PAPERS = "papers", _("Papers")
    SHOP = "shop", _("Shop page")
    MONEY = "money", _("See the money")


class Helper(models.Model):
    """One consent of one seller to one helper. It ends on its day, or when the seller or the helper ends it."""

    class Relation(models.TextChoices):
        OFFICER = "officer", _("Commune officer")
        SECRETARY = "secretary", _("Cooperative secretary")
        RELATIVE = "relative", _("Relative")
        OTHER = "other", _("Somebody else")

    seller = models.ForeignKey(
        "sellers.Seller", on_delete=models.CASCADE, related_name="helpers", verbose_name=_("seller")
    )
    person = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="helped_sellers", verbose_name=_("helper")
    )
    relation = models.CharField(_("who this is"), max_length=10, choices=Relation)
    scopes = models.JSONField(_("may"), default=list)
    until = models.DateField(_("until"))
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    asked_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    agreed_at = models.DateTimeField(_("agreed"), null=True, blank=True)
    agreed_phone = models.CharField(_("agreed by phone"), max_length=16, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )

    class Meta:
        verbose_name = _("helper")
        verbose_name_plural = _("helpers")
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["person", "ended_at", "until"], name="helper_of_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["seller", "person"], condition=models.Q(ended_at__isnull=True), name="helps_a_seller_once"
            )
        ]

    def __str__(self):
        return f"{self.person} → {self.seller}"

    def is_in_force_on(self, day: date) -> bool:
        return self.agreed_at is not None and self.ended_at is None and day <= self.until


class AgreementCode(models.Model):
    """A code sent to the seller's phone that agrees to one thing. Only a digest is kept; a few tries, a few minutes."""

    class Purpose(models.TextChoices):
        HELPER = "helper", _("a helper")
        BANK_ACCOUNT = "bank_account", _("a bank account")
        PHONE = "phone", _("a phone number")

    seller = models.ForeignKey("sellers.Seller", on_delete=models.CASCADE, related_name="agreement_codes")
    purpose = models.CharField(max_length=16, choices=Purpose)
    about = models.CharField(max_length=120, help_text=_("What is agreed to; another thing needs another code."))
    digest = models.CharField(max_length=64)
    phone = models.CharField(max_length=16)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("code of agreement")
        verbose_name_plural = _("codes of agreement")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["seller", "purpose", "about"], name="agreement_code_about")]

    def __str__(self):
        return f"{self.get_purpose_display()} {self.created_at:%Y-%m-%d %H:%M}"


class HelpWish(models.Model):
    """ "Have someone help me": a task for the commune officer."""

    class State(models.TextChoices):
        NEW = "new", _("New")
        TAKEN = "taken", _("Somebody looks after it")
        DONE = "done", _("Done")

    name = models.CharField(_("name"), max_length=120)
    phone = models.CharField(_("phone"), max_length=16)
    commune = models.ForeignKey("places.Commune", on_delete=models.PROTECT, related_name="+", verbose_name=_("commune"))
    words = models.CharField(_("what they wish for"), max_length=300, blank=True)
    seller = models.ForeignKey(
        "sellers.Seller", on_delete=models.SET_NULL, null=True, blank=True, related_name="help_wishes"
    )
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.NEW)
    created_at = models.DateTimeField(_("asked"), default=timezone.now)
    due_on = models.DateField(_("call promised by"))
    taken_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("taken by")
    )
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    outcome = models.CharField(_("what came of it"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("wish for help")
        verbose_name_plural = _("wishes for help")
        ordering = ["due_on", "pk"]

    def __str__(self):
        return f"{self.name}, {self.commune_id}"
