"""Claims that a paper must back: OCOP stars (rules O-20, O-21) and names of origin (rule P-14)."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from catalogue.certification.models import Certificate, GeographicalIndication, Paper

from .spotting import Finding, Token, places, tidy, tokens_of

STARS, ORIGIN_NAME = "stars", "origin_name"
OCOP_LAW = "Quyết định 26/2026/QĐ-TTg"
ORIGIN_LAW = "Luật Sở hữu trí tuệ, Điều 123 và 129"
NUMBERS = {"3": 3, "4": 4, "5": 5, "ba": 3, "bốn": 4, "năm": 5}
STAR_SIGNS = {"★", "⭐"}


class Rights(NamedTuple):
    """What a product may say of itself on a day; `indications` are all that are registered, with their syllables."""

    stars: frozenset[int]
    held: frozenset[int]
    indications: list[tuple[GeographicalIndication, list[Token]]]


def rights_of(product, day) -> Rights:
    """Of a product that does not exist yet: none."""
    indications = [(one, tokens_of(tidy(one.name))) for one in GeographicalIndication.objects.exclude(kind="")]
    if product is None:
        return Rights(frozenset(), frozenset(), indications)
    stars = Certificate.objects.valid_on(day).filter(product=product).values_list("stars", flat=True)
    rights = Paper.objects.valid_on(day).filter(product=product, kind=Paper.Kind.GI_RIGHT)
    return Rights(frozenset(stars), frozenset(rights.values_list("indication_id", flat=True)), indications)


def found_in(field: str, text: str, tokens: list[Token], rights: Rights) -> list[Finding]:
    return _stars_in(field, text, tokens, rights) + _origins_in(field, text, tokens, rights)


def _stars_in(field, text, tokens, rights) -> list[Finding]:
    """ "OCOP 4 sao", "4 sao", "★★★★": unless a certificate of so many stars is valid. "OCOP" alone needs one of any."""
    found, at = [], 0
    while at < len(tokens):
        claim = _claim_at(tokens, at)
        if claim is None:
            at += 1
            continue
        last, stars = claim
        if not (stars in rights.stars if stars else rights.stars):
            start, end = tokens[at].start, tokens[last].end
            advice = _(
                "Leave the stars out of the text. The shop shows them itself as soon as the certificate is checked "
                "and as long as it is valid."
            )
            found.append(Finding(field, text[start:end], STARS, advice, OCOP_LAW, True, start, end))
        at = last + 1
    return found


def _claim_at(tokens: list[Token], at: int) -> tuple[int, int] | None:
    """(last token, stars or 0) of a claim that begins here."""
    is_ocop = tokens[at].bare == "ocop"
    number = at + 1 if is_ocop else at
    if is_ocop and number < len(tokens) and tokens[number].bare in ("dat", "hang", "chuan"):
        number += 1
    counted = _count_at(tokens, number)
    if counted:
        return counted
    return (at, 0) if is_ocop else None


def _count_at(tokens: list[Token], at: int) -> tuple[int, int] | None:
    if at >= len(tokens):
        return None
    signs = 0
    while at + signs < len(tokens) and tokens[at + signs].exact in STAR_SIGNS:
        signs += 1
    if signs:
        return at + signs - 1, signs
    following = tokens[at + 1].exact if at + 1 < len(tokens) else ""
    stars = NUMBERS.get(tokens[at].exact, 0)
    if stars and (following == "sao" or following in STAR_SIGNS or following in ("star", "stars")):
        return at + 1, stars
    return None


def _origins_in(field, text, tokens, rights) -> list[Finding]:
    """A geographical indication in the name stops; elsewhere, and a mark anywhere, the desk looks at it."""
    found = []
    for indication, needle in rights.indications:
        if indication.pk in rights.held:
            continue
        for first, last in places(needle, tokens):
            start, end = tokens[first].start, tokens[last].end
            stops = field in ("title", "title_en") and indication.kind == GeographicalIndication.Kind.GI
            found.append(
                Finding(field, text[start:end], ORIGIN_NAME, _advice(indication), ORIGIN_LAW, stops, start, end)
            )
    return found


def _advice(indication) -> str:
    return _(
        "“%(name)s” is a protected name: only who has the right to use it may write it. "
        "Send that paper under Papers, or say the place in other words."
    ) % {"name": indication.name}
