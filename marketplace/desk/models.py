"""Permissions of the desk that belong to no single row, whose communes an officer looks after, and notes of calls."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MoneyDesk(models.Model):
    class Meta:
        managed = False
        default_permissions = ()
        verbose_name = _("money desk")
        verbose_name_plural = _("money desk")
        permissions = [
            ("see_orders", _("Can see orders, refunds and returns")),
            ("see_money", _("Can see transfers, statements, payouts and tax")),
            ("close_attention", _("Can close what needs attention")),
            ("move_parcels", _("Can take the steps of parcels")),
            ("ask_providers", _("Can ask how a payment stands")),
            ("send_refunds", _("Can send refunds and note their accounts")),
            ("record_balance", _("Can record the balance of the bank")),
        ]


class SellerDesk(models.Model):
    class Meta:
        managed = False
        default_permissions = ()
        verbose_name = _("sellers' desk")
        verbose_name_plural = _("sellers' desk")
        permissions = [
            ("see_sellers", _("Can see sellers, their papers and listings")),
            ("call_sellers", _("Can note calls and answer orders for sellers")),
            ("import_register", _("Can import the OCOP register")),
            ("edit_requirements", _("Can edit requirements and watched words")),
            ("see_all_communes", _("Sees all communes whatever the scope")),
        ]


class StaffScope(models.Model):
    """An officer of communes sees and decides for these only. Without a row a commune officer sees nobody, other staff everybody."""

    person = models.OneToOneField(
        "accounts.User", on_delete=models.CASCADE, related_name="desk_scope", verbose_name=_("officer")
    )
    communes = models.ManyToManyField("places.Commune", related_name="+", verbose_name=_("communes"))

    class Meta:
        verbose_name = _("scope of an officer")
        verbose_name_plural = _("scopes of officers")

    def __str__(self):
        return str(self.person)


class CallNote(models.Model):
    """A telephone call to a seller, or to somebody who wishes for help. Never changed."""

    class Outcome(models.TextChoices):
        REACHED = "reached", _("Reached")
        NOBODY = "nobody", _("Nobody answered")
        LATER = "later", _("Call again")
        WRONG = "wrong", _("Wrong number")

    seller = models.ForeignKey(
        "sellers.Seller",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="call_notes",
        verbose_name=_("seller"),
    )
    phone = models.CharField(_("phone"), max_length=20)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome)
    note = models.CharField(_("note"), max_length=300, blank=True)
    again_at = models.DateTimeField(_("call again at"), null=True, blank=True)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("note of a call")
        verbose_name_plural = _("notes of calls")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.phone} {self.at:%Y-%m-%d %H:%M}"
