"""Suggestions while a shopper types: products, producers, communes and product sets that begin so."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.product_sets import product_sets, set_name
from marketplace.folding import clean, folded

from .cards import Words
from .searching import matching, ordered


class Suggestion(NamedTuple):
    label: str
    detail: str
    url: str


def suggest(text: str, *, language: str) -> list[Suggestion]:
    """At most nine, in three queries. Nothing for fewer than two characters or for an essay."""
    text = clean(text[:400])
    if not 2 <= len(text) <= 100:
        return []
    return [*_sets(text, language), *_products(text), *_producers(text), *_communes(text)]


def _products(text: str) -> list[Suggestion]:
    words = Words()
    rows = ordered(text, matching(text))[:5]
    return [
        Suggestion(
            words.title(row), f"{row.seller_name} · {row.commune_name}", f"{words.prefix}/shop/{row.slug}_{row.pk}/"
        )
        for row in rows
    ]


def _sets(text: str, language: str) -> list[Suggestion]:
    wanted = " " + folded(text)
    found = [s for s in product_sets() if wanted in " " + folded(f"{s.name_vi} {s.name_en}")]
    return [Suggestion(set_name(s.code, language), _("Product set"), _browse(set=s.code)) for s in found[:2]]


def _producers(text: str) -> list[Suggestion]:
    """Producers whose own name carries the words, found through their listings."""
    rows = matching(text).values_list("seller_slug", "seller_name").annotate(n=Count("pk")).order_by("-n")[:40]
    words = folded(text).split()
    found = [row for row in rows if all(" " + word in " " + folded(row[1]) for word in words)]
    return [Suggestion(name, _("Producer"), reverse("sellers:seller", args=[slug])) for slug, name, _n in found[:2]]


def _communes(text: str) -> list[Suggestion]:
    rows = matching(text).values_list("commune_code", "commune_name").annotate(n=Count("pk")).order_by("-n")[:40]
    words = folded(text).split()
    found = [row for row in rows if all(" " + word in " " + folded(row[1]) for word in words)]
    return [Suggestion(name, _("Products from here"), _browse(commune=code)) for code, name, _n in found[:2]]


def _browse(**choice) -> str:
    return f"{reverse('catalogue:index')}?{urlencode(choice)}"
