"""In which present commune an award's product is made: as the data say, or as the old names allow only one answer."""

from collections import defaultdict

from marketplace.places.models import FormerName

from .awards import Award


def communes_of(awards) -> dict[str, str]:
    """Digest of the award -> code of its commune; awards whose old place became several communes are left out.

    A producer that is placed by one award is placed by it for the others too.
    """
    places = _communes_by_former_place({award.old_province for award in awards})
    found = {award.digest: code for award in awards if (code := award.commune_code or _only(places, award))}
    of_producer = defaultdict(set)
    for award in awards:
        if award.producer and award.digest in found:
            of_producer[award.producer, award.province_code].add(found[award.digest])
    for award in awards:
        codes = of_producer.get((award.producer, award.province_code), ())
        if award.digest not in found and len(codes) == 1:
            found[award.digest] = next(iter(codes))
    return found


def _communes_by_former_place(old_provinces) -> dict[tuple, set[str]]:
    places = defaultdict(set)
    for former in FormerName.objects.filter(former_province__in=old_provinces):
        district = former.name if former.level == FormerName.Level.DISTRICT else former.former_district
        commune = "" if former.level == FormerName.Level.DISTRICT else former.name
        places[commune, district, former.former_province].add(former.commune_id)
    return places


def _only(places, award: Award) -> str:
    codes = places.get((award.old_commune, award.old_district, award.old_province), ())
    return next(iter(codes)) if len(codes) == 1 else ""
