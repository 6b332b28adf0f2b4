"""Pictures for tests, made in memory."""

from io import BytesIO

from PIL import Image

LIVELY = (180, 90, 40)


def picture_bytes(kind="JPEG", size=(800, 600), mode="RGB", colour=LIVELY, **options) -> bytes:
    """A picture with some texture in a few formats, so that cutting it off is noticed."""
    ground = colour if mode in ("RGB", "RGBA", "CMYK") else 1
    buffer = BytesIO()
    Image.new(mode, size, ground).save(buffer, kind, **options)
    return buffer.getvalue()
