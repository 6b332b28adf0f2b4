"""Sizes that goods are sold in, for big buttons: what one of it holds, and how it is called."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.facts.models import Unit


class Size(NamedTuple):
    """`net_quantity` in grams, millilitres or pieces; `pack_text` stands on the Vietnamese page, empty for the plain quantity."""

    label: str | Promise
    net_quantity: int
    unit: str
    pack_text: str = ""


SIZES: dict[str, Size] = {
    "1kg": Size("1 kg", 1000, Unit.GRAM),
    "500g": Size("500 g", 500, Unit.GRAM),
    "300g": Size("300 g", 300, Unit.GRAM),
    "200g": Size("200 g", 200, Unit.GRAM),
    "1l": Size(_("1 litre"), 1000, Unit.MILLILITRE, "1 lít"),
    "500ml": Size("500 ml", 500, Unit.MILLILITRE),
    "piece": Size(_("1 piece"), 1, Unit.PIECE, "1 cái"),
    "fruit": Size(_("1 fruit"), 1, Unit.PIECE, "1 quả"),
    "animal": Size(_("1 animal"), 1, Unit.PIECE, "1 con"),
    "box": Size(_("1 box"), 1, Unit.PIECE, "1 hộp"),
    "bunch": Size(_("1 bunch"), 1, Unit.PIECE, "1 bó"),
    # "Chục" is 10, 12 or 14 in the Mekong delta (rule P-18): the count is always said.
    "ten": Size(_("10 pieces"), 10, Unit.PIECE, "chục 10 cái"),
}


def size_choices() -> list[tuple[str, object]]:
    return [(key, size.label) for key, size in SIZES.items()]
