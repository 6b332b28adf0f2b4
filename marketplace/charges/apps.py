from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChargesConfig(AppConfig):
    name = "marketplace.charges"
    label = "charges"
    verbose_name = _("Commission and withheld tax")
