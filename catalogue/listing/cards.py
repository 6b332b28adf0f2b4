"""The one product card of the whole site, as ready texts: the template only places them."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from catalogue.facts.models import Unit
from catalogue.pictures.renditions import Picture, picture
from marketplace.languages import prefix_of
from marketplace.money import format_dong

MOST_REMEMBERED = 4096


class Card(NamedTuple):
    url: str
    title: str
    picture: Picture
    price_text: str
    unit_price_text: str
    place_text: str
    seller_name: str
    stars: int
    stars_label: str
    season_text: str
    state_text: str


def card(listing, words=None) -> Card:
    words = words or Words()
    stars = shown_stars(listing, words.day)
    title = words.title(listing)
    return Card(
        url=f"{words.prefix}/shop/{listing.slug}_{listing.pk}/",
        title=title,
        picture=picture(listing.picture, words.alt(listing, title)),
        price_text=(words.from_price if listing.has_packs else "%s") % format_dong(listing.price),
        unit_price_text=words.unit_price(listing),
        place_text=f"{listing.commune_name}, {listing.province_name}",
        seller_name=listing.seller_name,
        stars=stars,
        stars_label=words.stars[stars],
        season_text=words.in_season if listing.months & words.month_bit and listing.months != 0b111111111111 else "",
        state_text="" if listing.is_available else words.sold_out,
    )


class Row(NamedTuple):
    """The columns of a listing that a card shows."""

    pk: int
    slug: str
    title: str
    title_en: str
    picture: str
    price: int
    has_packs: bool
    unit: str
    unit_price: int
    is_available: bool
    seller_name: str
    commune_name: str
    province_name: str
    stars: int
    stars_from: date | None
    stars_until: date | None
    months: int


def cards(listings) -> list[Card]:
    """Cards of a queryset, which reads just the columns of a card, or of listings that are loaded already."""
    if isinstance(listings, QuerySet):
        rows = listings.values_list(*Row._fields)
    else:
        rows = [tuple(getattr(listing, name) for name in Row._fields) for listing in listings]
    day, language = timezone.localdate(), translation.get_language()
    return [_remembered(row, day, language) for row in rows]


@lru_cache(MOST_REMEMBERED)
def _remembered(row: tuple, day: date, language: str) -> Card:
    """A card follows from these alone, so that one of an unchanged listing is put together once a day and process."""
    return card(Row._make(row), _words(day, language))


@lru_cache(4)
def _words(day: date, language: str) -> "Words":
    return Words()


def shown_stars(listing, day) -> int:
    """The stars to show: only while the certificate is valid."""
    return listing.stars if listing.stars and listing.stars_from <= day <= listing.stars_until else 0


class Words:
    """The words of a page's cards in its language, looked up once for all cards."""

    def __init__(self):
        self.day = timezone.localdate()
        self.month_bit = 1 << (self.day.month - 1)
        self.language = translation.get_language()
        self.is_english = self.language == "en"
        self.prefix = prefix_of(self.language)
        self.from_price = _("from %s")
        self.in_season = _("In season")
        self.sold_out = _("Sold out for now")
        self.illustration = _("%(title)s (illustration)")
        self.per = {Unit.GRAM: _("%s/kg"), Unit.MILLILITRE: _("%s/litre"), Unit.PIECE: _("%s/piece")}
        self.stars = {0: "", **{n: _("OCOP %(stars)s stars") % {"stars": n} for n in (3, 4, 5)}}

    def other_language(self, *, is_own: bool) -> str:
        """The language of a text of the seller's, for a reader of another; "" where it is the reader's own."""
        return "" if is_own or self.language == settings.LANGUAGE_CODE else settings.LANGUAGE_CODE

    def title(self, listing) -> str:
        return (self.is_english and listing.title_en) or listing.title

    def alt(self, listing, title: str) -> str:
        return self.illustration % {"title": title} if listing.picture.startswith("illustrations/") else title

    def unit_price(self, listing) -> str:
        return self.per[listing.unit] % format_dong(listing.unit_price) if listing.unit_price else ""
