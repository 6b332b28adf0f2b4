"""The door for pictures: what a person sends is a picture of a sensible size, or is refused with a plain reason."""

import warnings

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

ACCEPTED = {"JPEG", "PNG", "WEBP", "AVIF", "GIF", "MPO"}


def check_picture(file) -> None:
    """Raises ValidationError when the file is too large, not a picture, of a strange kind, broken or a decompression bomb."""
    if file.size > settings.PICTURE_MAX_BYTES:
        limit = settings.PICTURE_MAX_BYTES // 1024 // 1024
        raise ValidationError(
            _("The picture is larger than %(limit)s MB. Please choose a smaller one.") % {"limit": limit}
        )
    try:
        width, height = _dimensions(file)
    except Exception as error:  # every decoder has faults of its own kind; what cannot be read is refused
        raise ValidationError(_("This file is not a picture that we can read. Please choose a JPG or PNG.")) from error
    finally:
        file.seek(0)
    if width * height > settings.PICTURE_MAX_PIXELS:
        raise ValidationError(_("The picture has too many pixels. Please take it with a smaller size."))
    if min(width, height) < 200:
        raise ValidationError(_("The picture is too small: at least 200 pixels on each side."))


def _dimensions(file) -> tuple[int, int]:
    file.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(file) as image:
            if image.format not in ACCEPTED:
                raise UnidentifiedImageError(image.format)
            if image.width * image.height <= settings.PICTURE_MAX_PIXELS:
                image.load()
            return image.size
