"""Producers as ready cards."""

from typing import NamedTuple

from django.utils.translation import ngettext

from catalogue.pictures.renditions import Picture, picture


class SellerCard(NamedTuple):
    url: str
    name: str
    place_text: str
    kind_text: str
    picture: Picture
    count_text: str


def seller_cards(sellers) -> list[SellerCard]:
    """Cards of sellers that were fetched with_place() and with_listing_counts(); no query of their own."""
    return [
        SellerCard(
            url=seller.get_absolute_url(),
            name=seller.name,
            place_text=seller.place_text,
            kind_text=seller.get_kind_display(),
            picture=picture(seller.picture.name or seller.shown_picture or "", seller.name),
            count_text=ngettext("%(n)s product", "%(n)s products", seller.listing_count) % {"n": seller.listing_count},
        )
        for seller in sellers
    ]
