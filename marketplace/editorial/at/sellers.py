"""What was tasted at a producer's."""

from typing import NamedTuple

from catalogue.listing.models import Listing
from sellers.models import Seller, State

from .goods import Row, rows


class UnknownSeller(Exception):
    """No producer has this address, or the shop was never open."""


class AtSeller(NamedTuple):
    """`is_shown`: whether the shop's page can be opened; if not, or while it sells nothing, the goods are those of its commune."""

    title: str
    where: str
    url: str
    is_shown: bool
    is_open: bool
    is_own: bool
    goods: list[Row]


def at_seller(slug: str) -> AtSeller:
    """At most four queries. Raises UnknownSeller."""
    seller = Seller.objects.with_place().filter(slug=slug).exclude(state=State.PREPARING).first()
    if seller is None:
        raise UnknownSeller
    is_shown = seller.state in (State.OPEN, State.PAUSED)
    own = rows(Listing.objects.on_sale().filter(partner=seller.partner_id).by_rank()) if is_shown else []
    near = Listing.objects.on_sale().filter(commune_code=seller.commune_id)
    return AtSeller(
        title=seller.name,
        where=seller.place_text,
        url=seller.get_absolute_url() if is_shown else "",
        is_shown=is_shown,
        is_open=seller.state == State.OPEN,
        is_own=bool(own),
        goods=own or rows(near.by_rank()),
    )
