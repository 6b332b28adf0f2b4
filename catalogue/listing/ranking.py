"""The one ranking formula. The public page about ranking prints these weights (Decree 248/2026 Art 11, rule E-23)."""

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Criterion(NamedTuple):
    code: str
    points: int
    meaning: str


CRITERIA = (
    Criterion("available", 400, _("The product can be bought now.")),
    Criterion("stars", 60, _("For each OCOP star of a certificate that is valid today.")),
    Criterion("in_season", 120, _("It is the season of the product this month.")),
    Criterion("own_picture", 80, _("The producer has sent a photograph of their own.")),
    Criterion("complete_label", 60, _("Ingredients, storage and shelf life are stated.")),
    Criterion("new", 40, _("The product was listed in the last 60 days.")),
)
POINTS = {criterion.code: criterion.points for criterion in CRITERIA}
DAYS_NEW = 60
# What a search adds before the points above: a better kind of match always comes first.
MATCHES = (
    _("All words stand in the name, with the same tone marks."),
    _("All words stand in the name, tone marks aside."),
    _("All words stand in the name, the producer, the commune, the product set or the uses, with the same tone marks."),
    _("The same, tone marks aside."),
    _("Another name for the same thing stands there, for example khóm for dứa."),
    _("The words are the beginning of words that stand there."),
)


def score(
    *,
    day: date,
    listed_on: date,
    is_available: bool,
    stars: int,
    in_season: bool,
    own_picture: bool,
    complete_label: bool,
) -> int:
    """Points of one product on one day. Nobody can pay for points."""
    return (
        POINTS["available"] * is_available
        + POINTS["stars"] * stars
        + POINTS["in_season"] * in_season
        + POINTS["own_picture"] * own_picture
        + POINTS["complete_label"] * complete_label
        + POINTS["new"] * ((day - listed_on).days <= DAYS_NEW)
    )
