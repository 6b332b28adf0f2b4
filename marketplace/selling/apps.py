"""The pages where a seller joins and works."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SellingConfig(AppConfig):
    name = "marketplace.selling"
    label = "selling"
    verbose_name = _("Workspace of sellers")
    default_auto_field = "django.db.models.BigAutoField"
