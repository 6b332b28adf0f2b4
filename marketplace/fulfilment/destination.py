"""Where to: the commune that a shopper chose before, and the one that a form names."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from marketplace.folding import clean, folded
from marketplace.places.models import Commune
from marketplace.places.resolving import AmbiguousCommune, UnknownCommune, commune_from_code, commune_from_text
from marketplace.places.suggesting import suggest

WARD_COOKIE = "ward"
CANDIDATES = 8


@dataclass(frozen=True)
class Destination:
    """What was typed and what it means. `candidates` are offered when it means nothing, or more than one place."""

    text: str = ""
    commune: Commune | None = None
    candidates: tuple[Commune, ...] = ()
    error: str = ""


def remembered_commune(request) -> Commune | None:
    """The commune in the shopper's cookie; one query."""
    try:
        return commune_from_code(request.COOKIES.get(WARD_COOKIE, ""))
    except UnknownCommune:
        return None


def destination(*, text: str, code: str = "") -> Destination:
    """The commune of a typed text and, where the page knew one, its code. The text is what the shopper sees, so it decides."""
    text = clean(text)[:200]
    by_code = _by_code(code)
    if by_code and (not text or folded(text) == folded(by_code.label)):
        return Destination(by_code.label, by_code)
    if not text:
        return Destination(error=_("Type the ward or commune, and choose it from the list."))
    found, candidates = _by_text(text)
    if by_code and (by_code == found or by_code in candidates):
        return Destination(by_code.label, by_code)
    if found:
        return Destination(found.label, found)
    if candidates:
        return Destination(text, None, candidates, _("Several places fit. Choose yours below."))
    return _not_found(text, by_code, code)


def _by_code(code: str) -> Commune | None:
    try:
        return commune_from_code(clean(code))
    except UnknownCommune:
        return None


def _by_text(text: str) -> tuple[Commune | None, tuple[Commune, ...]]:
    """The one commune that is meant, or those that may be."""
    try:
        found = commune_from_text(text)
    except AmbiguousCommune as error:
        near = sorted(error.candidates, key=lambda commune: commune.province_id not in settings.PROVINCES)
        return None, tuple(near[:CANDIDATES])
    if found:
        return found, ()
    suggestions = suggest(text, provinces=settings.PROVINCES, limit=CANDIDATES)
    return None, tuple(suggestion.commune for suggestion in suggestions)


def _not_found(text: str, by_code: Commune | None, code: str) -> Destination:
    if by_code:
        error = _("%(ward)s is not in the place you typed. Type it again and choose it from the list.") % {
            "ward": by_code.label
        }
    elif code:
        error = _("No ward or commune has this code. Type its name and choose it from the list.")
    else:
        error = _("We know no ward or commune of this name. Type its name and province, for example: Mỹ Đức, An Giang.")
    return Destination(text, error=error)
