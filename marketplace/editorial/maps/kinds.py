"""What can stand on the map: each kind with a word, a letter and a shape, so that nothing is told by colour alone."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

PRODUCERS = "producers"
VISITS = "visits"


class Kind(NamedTuple):
    """`shape`: a path around 0,0, about 26 units across. Those of places have the codes of models.PlaceKind."""

    code: str
    name: object
    letter: object
    shape: str


ROUND = "M-13 0a13 13 0 1 0 26 0a13 13 0 1 0-26 0z"
KINDS = {
    kind.code: kind
    for kind in (
        Kind(PRODUCERS, _("Producers"), pgettext_lazy("letter on the map", "P"), ROUND),
        Kind(VISITS, _("Visits to book"), pgettext_lazy("letter on the map", "V"), "M-14-9H14V-3a3 3 0 0 0 0 6V9H-14V3a3 3 0 0 0 0-6z"),
        Kind("nature", _("Nature"), pgettext_lazy("letter on the map", "N"), "M0-15L15 11H-15z"),
        Kind("heritage", _("Heritage"), pgettext_lazy("letter on the map", "H"), "M-12-12H12V12H-12z"),
        Kind("festival", _("Festival ground"), pgettext_lazy("letter on the map", "F"), "M0-16L16 0 0 16-16 0z"),
        Kind("craft_village", _("Craft village"), pgettext_lazy("letter on the map", "C"), "M-8-13H8L15 0 8 13H-8L-15 0z"),
        Kind("market", pgettext_lazy("kind of place", "Market"), pgettext_lazy("letter on the map", "M"), "M-15-11H15L10 12H-10z"),
        Kind("island", _("Island"), pgettext_lazy("letter on the map", "I"), "M-16 9a16 19 0 0 1 32 0z"),
        Kind("orchard", _("Orchard"), pgettext_lazy("letter on the map", "O"), "M0-16C12-10 14 7 0 14-14 7-12-10 0-16z"),
        Kind("pilgrimage", _("Pilgrimage"), pgettext_lazy("letter on the map", "G"), "M0-16L14-5V12H-14V-5z"),
    )
}  # fmt: skip
