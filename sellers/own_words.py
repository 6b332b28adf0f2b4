"""The words of a shop page, checked as those of a listing are. Nobody reviews a shop page, so what stops there stops here."""

from dataclasses import replace

from django.utils import timezone

from catalogue.certification.models import Certificate, Paper
from catalogue.listing.sources import products_of_partner
from catalogue.review import claims
from catalogue.review.spotting import Finding, tidy, tokens_of
from catalogue.review.wording import check

# Praise is read in what sells, by the names that these texts have in a listing.
READ_AS = {"about": "description", "about_en": "summary_en", "name": "title", "person": "other_names"}
CLAIMS = (claims.STARS, claims.ORIGIN_NAME)


class WordsStopped(Exception):
    """Words that may not stand there. `findings` name them and say what to write instead."""

    def __init__(self, findings: list[Finding]):
        self.findings = findings
        super().__init__(", ".join(one.words for one in findings))


def check_words(seller, **texts: str) -> list[Finding]:
    """What is to be pointed out, by the name of the text. Raises WordsStopped.

    Stars and names of origin may be told of when a product of the seller has the paper today.
    """
    findings = check({READ_AS.get(name, name): text for name, text in texts.items()})
    asked_as = {READ_AS.get(name, name): name for name in texts}
    found = [replace(one, field=asked_as[one.field]) for one in findings]
    if any(one.kind in CLAIMS for one in found):
        rights = _rights_of(seller)
        found = [one for one in found if one.kind not in CLAIMS or not _is_backed(one, texts[one.field], rights)]
    if stopping := [one for one in found if one.stops]:
        raise WordsStopped(stopping)
    return found


def _rights_of(seller) -> claims.Rights:
    """Of all the seller's products together. Three queries."""
    today, goods = timezone.localdate(), products_of_partner(seller.partner_id)
    stars = Certificate.objects.valid_on(today).filter(product__in=goods).values_list("stars", flat=True)
    rights = Paper.objects.valid_on(today).filter(product__in=goods, kind=Paper.Kind.GI_RIGHT)
    held = rights.values_list("indication_id", flat=True)
    return claims.rights_of(None, today)._replace(stars=frozenset(stars), held=frozenset(held))


def _is_backed(one: Finding, text: str, rights: claims.Rights) -> bool:
    text = tidy(text)
    left = claims.found_in(one.field, text, tokens_of(text), rights)
    return (one.kind, one.start, one.end) not in {(claim.kind, claim.start, claim.end) for claim in left}
