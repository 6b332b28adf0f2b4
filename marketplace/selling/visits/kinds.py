"""What each kind of visit is, for big buttons, and the answers that it mostly gets."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.experiences.models import Experience

Kind = Experience.Kind
HOUR, DAY = 60, 24 * 60
NIGHT = 20 * HOUR  # from the afternoon to the next noon
DURATIONS: tuple[tuple[int, str | Promise], ...] = (
    (HOUR, _("1 hour")),
    (90, _("1 hour and a half")),
    (2 * HOUR, _("2 hours")),
    (3 * HOUR, _("3 hours")),
    (4 * HOUR, _("Half a day, 4 hours")),
    (8 * HOUR, _("A day, 8 hours")),
    (NIGHT, _("One night")),
    (NIGHT + DAY, _("Two nights")),
)
LANGUAGES: tuple[tuple[str, str | Promise], ...] = (
    ("vi", _("Vietnamese")),
    ("en", _("English")),
    ("km", _("Khmer")),
    ("zh", _("Chinese")),
    ("fr", _("French")),
)


class KindOfVisit(NamedTuple):
    """`set_code` of Decision 26/2026/QĐ-TTg; `minutes`, `closes_hours` and `free_cancel_hours` are what is proposed."""

    kind: str
    label: str | Promise
    example: str | Promise
    minutes: int
    closes_hours: int = 12
    free_cancel_hours: int = 24
    set_code: str = "VI.1"


KINDS: tuple[KindOfVisit, ...] = (
    KindOfVisit(Kind.ORCHARD, Kind.ORCHARD.label, _("Pick fruit, see how it grows"), 2 * HOUR),
    KindOfVisit(Kind.WORKSHOP, Kind.WORKSHOP.label, _("Cook sugar, weave, make sweets with your guests"), 2 * HOUR),
    KindOfVisit(Kind.TOUR, Kind.TOUR.label, _("By boat, by bicycle, on foot"), 4 * HOUR, 24, 48),
    KindOfVisit(Kind.MEAL, Kind.MEAL.label, _("Guests eat what you cook at home"), 2 * HOUR, 24),
    KindOfVisit(Kind.HOMESTAY, Kind.HOMESTAY.label, _("Guests sleep in your house"), NIGHT, 24, 72),
    KindOfVisit(Kind.ENTRY, Kind.ENTRY.label, _("A ticket for a garden, a house, a show"), 2 * HOUR, 1, 24),
)
BY_KIND = {str(one.kind): one for one in KINDS}


def durations_of(kind: str) -> list[tuple[int, str | Promise]]:
    """Nights for a homestay, hours for everything else."""
    is_night = kind == Kind.HOMESTAY
    return [(minutes, label) for minutes, label in DURATIONS if (minutes >= NIGHT) == is_night]
