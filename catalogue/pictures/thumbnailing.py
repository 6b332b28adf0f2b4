"""Oscar's thumbnail hook: answers with the rendition that was made when the picture was stored."""

from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction

from .renditions import WIDTHS, rendition_name
from .storing import delete_picture


class Thumbnailer:
    def generate_thumbnail(self, source, **options):
        """The smallest rendition at least as wide as asked; Oscar passes size as "100x100" or "x100"."""
        name = getattr(source, "name", source)
        wanted = max([int(part) for part in str(options.get("size", "320")).split("x") if part.isdigit()] or [320])
        width = next((width for width in WIDTHS if width >= wanted), WIDTHS[-1])
        return Thumbnail(rendition_name(name, width, "webp"))

    def delete_thumbnails(self, source):
        """Oscar calls this when a row with a picture is gone. The files follow once that is certain."""
        name = getattr(source, "name", source)
        if name:
            transaction.on_commit(partial(delete_picture, name))


class Thumbnail:
    def __init__(self, name: str):
        self.name = name
        self.width = self.height = int(name.rsplit(".", 2)[1])

    @property
    def url(self) -> str:
        return default_storage.url(self.name)

    def __str__(self):
        return self.url
