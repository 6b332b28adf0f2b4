"""What a seller must show before and while selling."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PapersConfig(AppConfig):
    name = "sellers.papers"
    label = "papers"
    verbose_name = _("Papers of sellers")
    default_auto_field = "django.db.models.BigAutoField"
