"""The sizes and formats of a product picture, and their names. Names follow from the original's: no table, no look-up."""

from typing import NamedTuple

from django.core.files.storage import default_storage

WIDTHS = (320, 640, 960)
FORMATS = ("avif", "webp", "jpg")
CARD_WIDTHS = (320, 640)
# What messengers and networks show of a link; of pictures that are not square.
SHARE_SIZE = (1200, 630)
SHARE = "share"


def rendition_name(original: str, width: int | str, extension: str) -> str:
    """products/2026/11/mam.png, 320, avif -> products/2026/11/mam.png.320.avif"""
    return f"{original}.{width}.{extension}"


def share_name(original: str) -> str:
    return rendition_name(original, SHARE, "jpg")


class Picture(NamedTuple):
    """What a template needs for one <picture>: the addresses by format, a fallback, and the text for those who do not see it."""

    avif_srcset: str
    webp_srcset: str
    src: str
    alt: str


def picture(original: str, alt: str, widths=CARD_WIDTHS) -> Picture:
    """Addresses of the renditions of a stored original. Asks the storage for addresses only, never for the files."""
    if not original:
        return Picture("", "", "", alt)
    base = default_storage.url(original)
    sets = {
        extension: ", ".join(f"{rendition_url(base, width, extension)} {width}w" for width in widths)
        for extension in ("avif", "webp")
    }
    return Picture(sets["avif"], sets["webp"], rendition_url(base, widths[-1], "jpg"), alt)


def share_url(original: str) -> str:
    """Where a network finds the picture of a link; only of an original that was stored uncut."""
    return rendition_url(default_storage.url(original), SHARE, "jpg")


def rendition_url(base: str, width: int | str, extension: str) -> str:
    address, mark, query = base.partition("?")
    return f"{address}.{width}.{extension}{mark}{query}"
