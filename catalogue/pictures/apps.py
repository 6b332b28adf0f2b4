"""Pictures: checked at the door, kept in several sizes."""

import mimetypes

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PicturesConfig(AppConfig):
    name = "catalogue.pictures"
    label = "pictures"
    verbose_name = _("Pictures")

    def ready(self):
        # Not every machine has a list of types, and a store that does not know the type sends a download.
        mimetypes.add_type("image/webp", ".webp")
        mimetypes.add_type("image/avif", ".avif")
