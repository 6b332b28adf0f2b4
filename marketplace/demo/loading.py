"""Fills an empty shop with the demo: published awards with their producers, invented goods, sample people, and pages."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db import transaction

from catalogue.listing.models import Listing
from catalogue.listing.refreshing import refresh
from marketplace.places.models import Commune

from .accounts import make_people
from .awards import Award, awards
from .certifying import certify
from .goods import Goods, demo_goods, goods_of_award
from .locating import communes_of
from .opening import open_sellers
from .pages import steps as page_steps
from .selling import load_selling
from .stocking import product_ids, stock
from .visiting import open_visits, visit_goods


class NoReferenceData(Exception):
    """The demo stands on the reference data, which is not there."""


class Outcome(NamedTuple):
    counts: dict[str, Counter]
    left_out: dict[str, list[Award]]  # reason -> awards

    @property
    def changed(self) -> int:
        return sum(counted["created"] + counted["updated"] for counted in self.counts.values())


def load_demo(
    *,
    with_people: bool,
    with_pages: bool = True,
    update: bool = False,
    progress: Callable[[Iterable], Iterable] = iter,
) -> Outcome:
    """Adds what is missing and leaves what is there, so that nobody's edits are lost; `update` brings the demo's own
    texts of goods and shops up to date, never pages. Raises NoReferenceData. `progress` wraps the steps (tqdm fits).
    """
    places = Commune.objects.select_related("province").in_bulk()
    if not places:
        raise NoReferenceData("Run load_reference_data first.")
    communes = communes_of(awards())
    on_sale = [award for award in awards() if award.producer and award.digest in communes]
    goods = [goods_of_award(award, places[communes[award.digest]]) for award in on_sale]
    goods += demo_goods() + visit_goods()
    counts = {}
    for step in progress(_steps(goods, on_sale, communes, with_people, with_pages, update)):
        with transaction.atomic():
            counts |= step()
    return Outcome(counts, left_out(on_sale))


def _steps(
    goods: list[Goods],
    on_sale: list[Award],
    communes: dict[str, str],
    with_people: bool,
    with_pages: bool,
    update: bool,
) -> list:
    return [
        lambda: {"sellers": open_sellers(on_sale, communes, update=update)},
        lambda: stock(goods, update=update),
        lambda: certify(goods, communes, update=update),
        lambda: {"people": make_people()} if with_people else {},
        lambda: load_selling() if with_people else {},
        open_visits,
        lambda: {"listings": _refresh(goods)},
        *(page_steps() if with_pages else ()),
    ]


def _refresh(goods: list[Goods]) -> Counter:
    """Bulk writes send no signals, so the listings are computed here."""
    before = Listing.objects.count()
    refresh(product_ids(goods))
    return Counter(created=Listing.objects.count() - before, updated=0, unchanged=before)


def left_out(on_sale: list[Award]) -> dict[str, list[Award]]:
    """Which awards lack something of a product with a certificate, by the reason."""
    sold = {award.digest for award in on_sale}
    recognised = [award for award in awards() if award.evidence in ("A", "B")]
    return {
        "not on sale: no producer is published": [a for a in awards() if not a.producer],
        "not on sale: the old place became several communes": [
            a for a in awards() if a.producer and a.digest not in sold
        ],
        "no certificate: only proposed, or only named among typical products": [
            a for a in awards() if a.evidence in ("C", "D")
        ],
        "no certificate: no stars are published": [a for a in recognised if not a.stars],
        "no certificate: no date is published": [a for a in recognised if a.stars and a.issued_on is None],
    }
