from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    name = "marketplace.editorial"
    label = "editorial"
    verbose_name = _("Editorial")

    def ready(self):
        from . import photographs, publishing

        photographs.connect()
        publishing.connect()
