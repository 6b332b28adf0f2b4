"""The households of a cooperative that make what it sells."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "sellers.members"
    label = "members"
    verbose_name = _("Member households")
    default_auto_field = "django.db.models.BigAutoField"
