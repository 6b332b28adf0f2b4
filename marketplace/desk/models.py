"""No table: the permissions of the desk that belong to no single row of the shop."""

from django.db import models
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
