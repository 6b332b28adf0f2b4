"""What a product page may promise before there is a basket: the day it leaves, the day it arrives, the fee."""

from datetime import date
from types import SimpleNamespace

from django.utils.translation import gettext as _

from .quoting import offers_for, ship_day
from .rates import current_rates
from .splitting import Item, grouped


def ship_day_text(seller, today: date) -> str:
    return _("Ready to be sent on %(day)s.") % {"day": ship_day(seller, today).strftime("%d/%m")}


def promise_for_one(page, commune, today: date) -> str | None:
    """One sentence for one piece of the chosen pack, or None when nobody brings it there."""
    facts, pack = page.facts, page.chosen
    if pack is None:
        return None
    item = Item(
        line=SimpleNamespace(pk=0),
        seller=page.seller,
        storage=facts.storage if facts else "",
        quantity=1,
        goods_total=pack.price,
        weight_g=facts.gross_weight_g if facts else 500,
        volume_cm3=facts.volume_cm3 if facts else 0,
        max_transit_days=facts.max_transit_days if facts else None,
    )
    (group,) = grouped([item])
    offers = offers_for(group, commune, current_rates(), today)
    if not offers:
        return None
    offer = offers[0]
    days = {
        "ship": offer.ship_on.strftime("%d/%m"),
        "first": offer.arrive_from.strftime("%d/%m"),
        "last": offer.arrive_by.strftime("%d/%m"),
    }
    if offer.is_pickup:
        return _("Pick it up at the producer's from %(ship)s; it is not sent to your ward.") % days
    return _("Leaves on %(ship)s, reaches %(ward)s between %(first)s and %(last)s; %(fee)s.") % {
        **days, "ward": commune.name, "fee": offer.fee_text,
    }  # fmt: skip
