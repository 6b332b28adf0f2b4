"""Pictures from a phone: made smaller, turned upright, and rid of what the camera wrote into them (place, time, owner)."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.utils.crypto import get_random_string
from PIL import Image, ImageOps

from catalogue.pictures.checking import check_picture
from catalogue.pictures.storing import on_ground

LONGEST_SIDE = 2000
QUALITY = 85


def shrunk(file) -> ContentFile:
    """A JPEG of at most 2,000 px under a name of its own. Raises ValidationError for what is not a sensible picture."""
    check_picture(file)
    file.seek(0)
    with Image.open(file) as original:
        image = on_ground(ImageOps.exif_transpose(original))
    image.info = {}  # a comment in the file would travel along
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    buffer = BytesIO()
    image.save(buffer, format="JPEG", quality=QUALITY, optimize=True)
    return ContentFile(buffer.getvalue(), name=f"{get_random_string(20).lower()}.jpg")
