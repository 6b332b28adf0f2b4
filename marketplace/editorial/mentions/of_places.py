"""What belongs to a place: what is made and grown there, who may be visited, and which pages lead there."""

from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from oscar.core.loading import get_model
from wagtail.models import Page

from catalogue.listing.cards import Card, cards
from catalogue.listing.models import Listing
from sellers.models import Seller
from sellers.shelves import SellerCard, seller_cards

from ..models import EventPage, PlacePage, RoutePage, StoryPage
from ..page_cards import PageCard, page_cards
from .references import Nearness, as_texts, of_pages, pages_naming, to, to_commune
from .telling import told

MOST_PRODUCTS = 8
MOST_EXPERIENCES = 4
MOST_SELLERS = 6
MOST_PAGES = 3
KINDS = (StoryPage, RoutePage, EventPage, PlacePage)


class PlaceGraph(NamedTuple):
    """What the page's own blocks show already is left out. `commune`: the code whose goods these are, "" for none."""

    products: list[Card]
    experiences: list[Card]
    sellers: list[SellerCard]
    stories: list[PageCard]
    routes: list[PageCard]
    events: list[PageCard]
    places: list[PageCard]
    commune: str

    def __bool__(self):
        return any(self[:-1])


def graph_of_place(page: PlacePage) -> PlaceGraph:
    """Six queries at most, however much there is."""
    named = _named_by(page)
    goods = Listing.objects.on_sale().filter(commune_code=page.commune_id or "").exclude(pk__in=named.products)
    found = told(pages_naming(_links_to(page), KINDS), KINDS)
    near = [place for place in found[PlacePage] if place.translation_key != page.translation_key]
    return PlaceGraph(
        products=cards(goods.filter(product__experience=None).by_rank()[:MOST_PRODUCTS]),
        experiences=cards(goods.filter(product__experience__isnull=False).by_rank()[:MOST_EXPERIENCES]),
        sellers=seller_cards(_hosts(page, named)[:MOST_SELLERS]),
        stories=page_cards(found[StoryPage][:MOST_PAGES]),
        routes=page_cards(found[RoutePage][:MOST_PAGES]),
        events=page_cards(found[EventPage][:MOST_PAGES]),
        places=page_cards(near[:MOST_PAGES]),
        commune=page.commune_id or "",
    )


def tasted_at(page: PlacePage):
    """Listings of what can be tasted at a place: what its page names, then the rest of its commune. One query of its own."""
    named = _named_by(page)
    rows = Listing.objects.on_sale().filter(Q(pk__in=named.products) | Q(commune_code=page.commune_id or ""))
    first = Case(When(pk__in=named.products, then=Value(0)), default=Value(1))
    return rows.order_by(first, "-rank_score", "pk")


class Named(NamedTuple):
    products: list[int]
    sellers: list[int]


def _named_by(page) -> Named:
    """Products and producers that the page or a translation of it names in its blocks. One query."""
    models = ContentType.objects.get_for_models(get_model("catalogue", "Product"), Seller)
    types = {content_type.pk: model for model, content_type in models.items()}
    pair = Page.objects.live().filter(translation_key=page.translation_key)
    links = of_pages().filter(object_id__in=as_texts(pair), to_content_type__in=types)
    found = {model: [] for model in models}
    for kind, key in links.values_list("to_content_type", "to_object_id").distinct():
        found[types[kind]].append(int(key))
    return Named(*found.values())


def _links_to(page) -> dict:
    pair = Page.objects.filter(translation_key=page.translation_key)
    links = {Nearness.ITSELF: to(Page, as_texts(pair))}
    if page.commune_id:
        links[Nearness.COMMUNE] = to_commune(page.commune_id)
    return links


def _hosts(page, named: Named):
    """Open producers who let buyers come: those of the commune, and who makes what the page names."""
    makers = Listing.objects.filter(pk__in=named.products).values("partner")
    return visitable(Seller.objects.filter(Q(commune=page.commune_id) | Q(partner__in=makers))).exclude(
        pk__in=named.sellers
    )


def visitable(sellers):
    """Of these producers, those who are open and have pick-up or an experience, and something on sale."""
    listed = Listing.objects.on_sale().filter(partner=OuterRef("partner"))
    hosts = listed.filter(product__experience__isnull=False)
    rows = sellers.open().filter(Exists(listed)).filter(Q(has_pickup=True) | Q(Exists(hosts)))
    return rows.with_place().with_listing_counts().order_by("-listing_count", "name", "pk")
