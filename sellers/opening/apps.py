"""When a shop opens, and when it is stopped."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpeningConfig(AppConfig):
    name = "sellers.opening"
    label = "opening"
    verbose_name = _("Opening and suspending shops")
    default_auto_field = "django.db.models.BigAutoField"
