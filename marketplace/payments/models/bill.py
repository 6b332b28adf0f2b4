"""What an order owes, and until when."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Bill(models.Model):
    """Written with the order and frozen. `pay_by` is empty when nothing is to be paid in advance (cash on delivery)."""

    order = models.OneToOneField("order.Order", on_delete=models.PROTECT, related_name="bill", verbose_name=_("order"))
    total = models.PositiveBigIntegerField(_("total"), help_text=_("Dong."))
    pay_by = models.DateTimeField(_("to be paid by"), null=True, blank=True, db_index=True)
    paid_at = models.DateTimeField(_("paid"), null=True, blank=True)

    class Meta:
        verbose_name = _("bill")
        verbose_name_plural = _("bills")

    def __str__(self):
        return f"{self.order_id}: {self.total}"

    @property
    def is_prepaid(self) -> bool:
        return self.pay_by is not None
