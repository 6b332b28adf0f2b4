from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ListingConfig(AppConfig):
    name = "catalogue.listing"
    label = "listing"
    verbose_name = _("Listing")

    def ready(self):
        from . import hearing

        hearing.connect()
