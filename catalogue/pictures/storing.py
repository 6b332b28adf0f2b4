"""Makes and removes the renditions of a stored picture."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from oscar.core.loading import get_model
from PIL import Image, ImageOps

from .renditions import FORMATS, SHARE_SIZE, WIDTHS, rendition_name, share_name

SAVE_OPTIONS = {
    "avif": {"format": "AVIF", "quality": 58, "speed": 8},
    "webp": {"format": "WEBP", "quality": 72, "method": 4},
    "jpg": {"format": "JPEG", "quality": 76, "optimize": True, "progressive": True},
}
GROUND = (251, 248, 241)


def store_renditions(name: str, square: bool = True) -> None:
    """All widths and formats of a stored original. Square crops from the middle; nothing of the camera's data is kept.

    An uncut one also gets the size of a share card.
    """
    with default_storage.open(name) as file, Image.open(file) as original:
        image = on_ground(ImageOps.exif_transpose(original))
    if square:
        side = min(image.size)
        image = ImageOps.fit(image, (side, side), Image.Resampling.LANCZOS)
    for width in WIDTHS:
        resized = image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)
        for extension in FORMATS:
            _store(resized, rendition_name(name, width, extension), SAVE_OPTIONS[extension])
    if not square:
        card = ImageOps.fit(image, SHARE_SIZE, Image.Resampling.LANCZOS)
        _store(card, share_name(name), SAVE_OPTIONS["jpg"])


def on_ground(image: Image.Image) -> Image.Image:
    """Transparent pictures are laid on the paper colour, since JPEG knows no transparency."""
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        image = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, (*GROUND, 255))
        ground.alpha_composite(image)
        image = ground
    return image.convert("RGB")


def _store(image: Image.Image, name: str, options: dict) -> None:
    buffer = BytesIO()
    image.save(buffer, **options)
    if default_storage.exists(name):
        default_storage.delete(name)
    default_storage.save(name, ContentFile(buffer.getvalue()))


def delete_picture(name: str) -> None:
    """The original and its renditions, unless another product shows the same file."""
    if not get_model("catalogue", "ProductImage").objects.filter(original=name).exists():
        default_storage.delete(name)
        delete_renditions(name)


def delete_renditions(name: str) -> None:
    for width in WIDTHS:
        for extension in FORMATS:
            default_storage.delete(rendition_name(name, width, extension))
    default_storage.delete(share_name(name))
