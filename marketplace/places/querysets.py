"""Which places and former names: chainable, and the same on SQLite and PostgreSQL."""

from functools import reduce
from operator import or_

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from marketplace.folding import folded

from .wording import Reading


def _has_words(words: tuple[str, ...]) -> Q:
    """Every word begins a word of the search text; a number has to be the whole word (1 is not 10)."""
    wanted = Q()
    for word in words:
        wanted &= Q(search_text__contains=f" {word} " if word.isdigit() else f" {word}")
    return wanted


def _nearness(readings: list[Reading]) -> Case:
    """A coarse order, so that a bounded number of rows holds the best ones: whole name, start of name, phrase, rest."""
    phrases = {" ".join(words) for reading in readings for words in (reading.words, reading.bare)}
    whole = [Q(search_text__startswith=f" {p} /") | Q(search_text__contains=f" / {p} ") for p in phrases]
    start = [Q(search_text__startswith=f" {p}") for p in phrases]
    phrase = [Q(search_text__contains=f" {p}") for p in phrases]
    return Case(
        *(When(reduce(or_, ways), then=Value(rank)) for rank, ways in enumerate((whole, start, phrase))),
        default=Value(3),
        output_field=IntegerField(),
    )


class _NamedQuerySet(QuerySet):
    """What communes and former names share: they are found by `search_text`."""

    province_path = "province"

    def nearest(self, readings: list[Reading], *, provinces: tuple[str, ...], limit: int):
        """At most `limit` rows that hold every word of a reading, nearest first, the given provinces before others."""
        preferred = Q(**{f"{self.province_path}__in": provinces})
        return (
            self.filter(reduce(or_, (_has_words(reading.bare) for reading in readings)))
            .annotate(nearness=_nearness(readings))
            .annotate(elsewhere=Case(When(preferred, then=Value(0)), default=Value(1), output_field=IntegerField()))
            .order_by("nearness", "elsewhere", "pk")[:limit]
        )


class CommuneQuerySet(_NamedQuerySet):
    def with_province(self):
        return self.select_related("province")

    def in_provinces(self, codes):
        return self.filter(province__in=list(codes))

    def named(self, commune_name: str, province_name: str):
        """By full name ("Xã Mỹ Đức") and the name of the present or a former province, also typed without marks."""
        name = folded(commune_name)
        spelled = Q(search_text__contains=f"/ {name} /") | Q(search_text__contains=f"/ {name} =")
        return self.filter(spelled, search_text__contains=f" {folded(province_name)} /")


class FormerNameQuerySet(_NamedQuerySet):
    province_path = "commune__province"

    def with_commune(self):
        return self.select_related("commune__province")

    def of_districts(self):
        return self.filter(level=self.model.Level.DISTRICT)
