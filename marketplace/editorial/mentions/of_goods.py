"""What is told of a product, a producer or a commune: their stories and their places."""

from typing import NamedTuple

from django.core.cache import cache
from django.utils import timezone, translation
from oscar.core.loading import get_model

from catalogue.listing.faceting import EPOCH_KEY
from catalogue.listing.models import Listing
from sellers.models import Seller

from ..models import PlacePage, StoryPage
from ..page_cards import PageCard, page_cards
from .references import Nearness, as_texts, pages_naming, to, to_commune
from .telling import told

MOST = 3
KEPT_SECONDS = 60


class About(NamedTuple):
    stories: list[PageCard]
    places: list[PageCard]

    @property
    def all(self) -> list[PageCard]:
        return [*self.stories, *self.places]

    def __bool__(self):
        return bool(self.stories or self.places)


def stories_about(product) -> list[PageCard]:
    """Stories that name this product or its producer, else those of its commune. One query when there is none, else two."""
    return _about(_links_of_product(product)).stories


def places_about(product) -> list[PageCard]:
    """Places that name this product or its producer, or lie in its commune. Queries as above."""
    return _about(_links_of_product(product)).places


def stories_of_seller(seller) -> list[PageCard]:
    """Stories that name this producer or a product of theirs, else those of their commune. Queries as above."""
    return _about(_links_of_seller(seller)).stories


def places_of_seller(seller) -> list[PageCard]:
    """Places that name this producer or a product of theirs, or lie in their commune. Queries as above."""
    return _about(_links_of_seller(seller)).places


def stories_of_commune(code: str) -> list[PageCard]:
    """Stories that play in this commune. Queries as above."""
    return _about({Nearness.COMMUNE: to_commune(code)}).stories


def about_product(product) -> About:
    """Stories and places at once, two queries at most; none for a minute after, unless a page or a listing changed."""
    return _kept(f"product.{product.pk}", lambda: _about(_links_of_product(product)))


def about_seller(seller) -> About:
    """The same for a producer."""
    return _kept(f"seller.{seller.pk}", lambda: _about(_links_of_seller(seller)))


def _about(links) -> About:
    kinds = (StoryPage, PlacePage)
    found = told(pages_naming(links, kinds), kinds)
    stories = found[StoryPage]
    # Beside a story of the thing itself, others of the same commune would only seem to be about it.
    stories = [page for page in stories if page.nearness > Nearness.COMMUNE] or stories
    return About(page_cards(stories[:MOST]), page_cards(found[PlacePage][:MOST]))


def _links_of_product(product) -> dict:
    listing = getattr(product, "listing", None)
    links = {Nearness.ITSELF: to(get_model("catalogue", "Product"), [product.pk])}
    if listing is not None:
        maker = Seller.objects.filter(partner=listing.partner_id)
        links[Nearness.PRODUCER] = to(Seller, as_texts(maker))
        links[Nearness.COMMUNE] = to_commune(listing.commune_code)
    return links


def _links_of_seller(seller) -> dict:
    goods = Listing.objects.on_sale().filter(partner=seller.partner_id)
    return {
        Nearness.ITSELF: to(Seller, [seller.pk]),
        Nearness.PRODUCER: to(get_model("catalogue", "Product"), as_texts(goods)),
        Nearness.COMMUNE: to_commune(seller.commune_id),
    }


def _kept(name: str, find) -> About:
    # The epoch changes with every listing and every published page; a minute bounds what a late index of references leaves.
    key = f"about.{cache.get(EPOCH_KEY, 0)}.{timezone.localdate()}.{translation.get_language()}.{name}"
    return cache.get_or_set(key, find, KEPT_SECONDS)
