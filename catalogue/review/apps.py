"""What of a product must be looked at before shoppers see it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    name = "catalogue.review"
    label = "review"
    verbose_name = _("Listing review")
    default_auto_field = "django.db.models.BigAutoField"
