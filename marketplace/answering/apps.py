"""Whether the producer has answered an order, and who hears of it when not."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnsweringConfig(AppConfig):
    name = "marketplace.answering"
    label = "answering"
    verbose_name = _("Answers to orders")
    default_auto_field = "django.db.models.BigAutoField"
