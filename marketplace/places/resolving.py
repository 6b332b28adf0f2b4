"""Turns a code or a typed text into one commune, or says that it cannot."""

import re

from .finding import OTHER_KIND, RIGHT_KIND, Fit, Match, find
from .models import Commune, Province

_CODE = re.compile(r"^[0-9]{5}$")
CANDIDATES_SHOWN = 12


class UnknownCommune(Exception):
    """No commune has this code, or it lies in another province."""


class AmbiguousCommune(Exception):
    """The text fits several communes; `candidates` holds them, best first."""

    def __init__(self, candidates: list[Commune]):
        super().__init__(", ".join(commune.label for commune in candidates))
        self.candidates = candidates


def commune_from_code(code: str, province: Province | str | None = None) -> Commune:
    """The commune with this code, in this province (or its code) when one is given. Raises UnknownCommune."""
    found = None
    if _CODE.match(str(code or "")):
        found = Commune.objects.with_province().filter(pk=str(code)).first()
    wanted = province.pk if isinstance(province, Province) else province
    if found is None or (wanted and found.province_id != wanted):
        raise UnknownCommune(str(code)[:20])
    return found


def commune_from_text(text: str) -> Commune | None:
    """The one commune that "Xã Mỹ Đức, An Giang" names; a present name goes before a former one.

    None when no commune has this name, raises AmbiguousCommune when several have.
    """
    exact = [match for match in find(text) if match.is_exact]
    fewest = min((match.wrong_marks for match in exact), default=0)
    meant = _meant([match for match in exact if match.wrong_marks == fewest])
    communes = list({match.commune.pk: match.commune for match in meant}.values())
    if len(communes) > 1:
        raise AmbiguousCommune(communes[:CANDIDATES_SHOWN])
    return communes[0] if communes else None


def _meant(exact: list[Match]) -> list[Match]:
    """Present names with the kind that was typed (or none typed); without one, other kinds and former names."""
    present = [match for match in exact if match.fit == Fit.EXACT]
    former = [match for match in exact if match.fit == Fit.FORMER_EXACT]
    surest = min((match.loosened for match in present), default=OTHER_KIND)
    if surest < OTHER_KIND:
        return [match for match in present if match.loosened == surest]
    closest = min((match.loosened for match in former), default=RIGHT_KIND)
    return present + [match for match in former if match.loosened == closest]
