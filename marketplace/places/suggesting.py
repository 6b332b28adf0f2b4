"""Suggests communes while a person types."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .finding import Match, find
from .models import Commune, FormerName


@dataclass(frozen=True)
class Suggestion:
    commune: Commune
    label: str
    former: str = ""


def suggest(text: str, *, provinces: Iterable[str] | None = None, limit: int = 8) -> list[Suggestion]:
    """At most `limit` communes for a text, best first: exact name, start of a name, former names.

    Takes missing marks, old communes, districts and provinces, short forms ("P.", "Q.1", "TP HCM") and words in any
    order. `provinces` are codes that come first among equals. Two queries; none for text that is no place name.
    """
    best: dict[str, Match] = {}
    for match in find(text, provinces=tuple(provinces or ())):
        best.setdefault(match.commune.pk, match)
        if len(best) == limit:
            break
    return [Suggestion(match.commune, match.commune.label, _told(match.former)) for match in best.values()]


def _told(former: FormerName | None) -> str:
    if former is None:
        return ""
    if former.level == FormerName.Level.DISTRICT:
        return _("formerly in %(place)s") % {"place": former.label}
    return _("formerly %(place)s") % {"place": former.label}
