from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TaxMonthsConfig(AppConfig):
    name = "marketplace.sales.tax_months"
    label = "tax_months"
    verbose_name = _("Tax months")
