"""The numbers of the home page in one query: products by commune and by set, and what is ripe this month."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import CharField, Count, F, Value
from django.db.models.functions import Cast

from catalogue.listing.models import Listing
from catalogue.seasons.models import ALL_YEAR, Produce


class Tally(NamedTuple):
    key: str
    name: str
    detail: str
    number: int


def tallies(kinds, day) -> dict[str, list[Tally]]:
    """kind (communes, sets, season) -> tallies, most first. One query, or none when nothing is asked."""
    parts = [PARTS[kind](day) for kind in kinds if kind in PARTS]
    found = defaultdict(list)
    for kind, *rest in parts[0].union(*parts[1:], all=True) if parts else ():
        found[kind].append(Tally(*rest))
    for rows in found.values():
        rows.sort(key=lambda tally: (-tally.number, tally.name))
    return found


def _communes(day):
    return _row("communes", F("commune_code"), F("commune_name"), F("province_name"), _on_sale())


def _sets(day):
    return _row("sets", F("set_code"), Value(""), Value(""), _on_sale())


def _ripe(day):
    """Each produce once, however many provinces grow it; what is ripe all year is no news."""
    bit = 1 << (day.month - 1)
    ripe = Produce.objects.annotate(bit=F("months").bitand(bit)).filter(bit__gt=0).exclude(months=ALL_YEAR)
    return _row("season", F("name"), F("name"), F("name_en"), ripe)


def _on_sale():
    return Listing.objects.on_sale().order_by()


def _row(kind, key, name, detail, rows):
    columns = {"kind": Value(kind), "key": key, "name": name, "detail": detail}
    # Other names than the models' own columns, then renamed: Django refuses an annotation named as a field.
    named = {f"row_{column}": Cast(expression, CharField()) for column, expression in columns.items()}
    return rows.order_by().annotate(**named).values(*named).annotate(number=Count("pk")).values_list(*named, "number")


PARTS = {"communes": _communes, "sets": _sets, "season": _ripe}
