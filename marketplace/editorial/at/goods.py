"""Goods as rows from which one goes straight into the basket."""

from typing import NamedTuple

from django.urls import reverse

from catalogue.listing.cards import Card, card
from catalogue.listing.models import Listing

MOST = 24
STANDALONE = "standalone"


class Row(NamedTuple):
    """`basket_url`: where a form puts one of it into the basket; "" where packs or days are to be chosen first, or it is sold out."""

    card: Card
    basket_url: str


def rows(listings) -> list[Row]:
    """One query."""
    return [_row(listing) for listing in listings.select_related("product")[:MOST]]


def _row(listing: Listing) -> Row:
    is_direct = listing.is_available and listing.product.structure == STANDALONE
    return Row(card(listing), reverse("basket:add", args=[listing.pk]) if is_direct else "")
