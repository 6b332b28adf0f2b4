"""The pictures of editorial pages: our own landscapes by name, or a photograph that an editor sent."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.pictures.renditions import picture

WIDTHS = (640, 960)
# The landscapes are drawn 1600 x 1000.
LANDSCAPE_RATIO = 0.625
LANDSCAPES = {
    "home-hero": gettext_lazy("Boats at the riverside market"),
    "flooded-cajuput-forest": gettext_lazy("Flooded cajuput forest"),
    "floating-market": gettext_lazy("Floating market"),
    "palm-sugar-hills": gettext_lazy("Hills with sugar palms"),
    "island-pier": gettext_lazy("Island and pier"),
    "orchard-islet": gettext_lazy("Orchard islet"),
    "pagoda": gettext_lazy("Pagoda"),
    "rice-fields": gettext_lazy("Rice fields"),
    "salt-or-river-dawn": gettext_lazy("Salt pans at dawn"),
    "weaving-village": gettext_lazy("Brocade loom under a stilt house"),
    "old-house": gettext_lazy("Old garden house"),
    "beach": gettext_lazy("Beach with palms and boats"),
    "pilgrimage-mountain": gettext_lazy("Steps to a mountain shrine"),
    "pepper-garden": gettext_lazy("Pepper garden on red earth"),
    "night-market": gettext_lazy("Night market on the quay"),
    "boat-festival": gettext_lazy("Long boats at the river festival"),
    "fish-sauce-house": gettext_lazy("Barrels of a fish sauce house"),
}


class WidePicture(NamedTuple):
    """As catalogue.pictures.renditions.Picture, with its size, so that the page does not jump."""

    avif_srcset: str
    webp_srcset: str
    src: str
    alt: str
    width: int
    height: int


def landscape_choices():
    """Named in migrations, so that a new landscape needs none."""
    return list(LANDSCAPES.items())


def landscape(slug: str) -> WidePicture | None:
    """One of our landscapes, marked as an illustration for those who do not see it; None for an unknown name."""
    if slug not in LANDSCAPES:
        return None
    alt = _("%(title)s (illustration)") % {"title": LANDSCAPES[slug]}
    name = f"illustrations/landscapes/{slug}.png"
    return WidePicture(*picture(name, alt, widths=WIDTHS), WIDTHS[-1], round(WIDTHS[-1] * LANDSCAPE_RATIO))


def photograph(image) -> WidePicture | None:
    """A picture from the editors' library in the sizes that were made when it was stored (see photographs)."""
    if image is None:
        return None
    height = round(WIDTHS[-1] * image.height / image.width) if image.width else WIDTHS[-1]
    return WidePicture(*picture(image.file.name, image.description, widths=WIDTHS), WIDTHS[-1], height)


def shown(image, slug: str) -> WidePicture | None:
    """A photograph goes before an illustration."""
    return photograph(image) or landscape(slug)
