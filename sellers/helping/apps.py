"""Who acts for a seller, by the seller's consent."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HelpingConfig(AppConfig):
    name = "sellers.helping"
    label = "helping"
    verbose_name = _("Helpers of sellers")
    default_auto_field = "django.db.models.BigAutoField"
