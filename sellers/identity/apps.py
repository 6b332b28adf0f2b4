"""Who a seller is, as a provider of electronic identity said."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdentityConfig(AppConfig):
    name = "sellers.identity"
    label = "identity"
    verbose_name = _("Identity of sellers")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import checks  # noqa: F401  registers itself
