"""Sales of known amounts on known days, recognised and taken back by the shop's own functions."""

import itertools
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from oscar.core.loading import get_model

from marketplace.fulfilment.models import Parcel, ParcelLine
from marketplace.sales.models import LineTerms
from marketplace.sales.recognising import recognise
from marketplace.sales.reversing import reverse
from tests import stall

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = datetime(2026, 11, 5).date()
_numbers = itertools.count(70_001)


def at(text: str) -> datetime:
    """ "2026-11-05" is noon of that day in Vietnam; an hour can be given as "2026-11-05 23:59"."""
    day, _space, hour = text.partition(" ")
    return datetime.fromisoformat(f"{day} {hour or '12:00'}").replace(tzinfo=VIETNAM)


def parcel(seller, *, price=100_000, quantity=5, treatment="goods", title="Mật ong rừng tràm", fee=0, **more) -> Parcel:
    """A parcel that has arrived, of so many units of one thing."""
    number, total = next(_numbers), price * quantity
    order = get_model("order", "Order").objects.create(
        number=str(number), currency="VND", total_incl_tax=Decimal(total + fee), total_excl_tax=Decimal(total + fee)
    )
    line = order.lines.create(
        partner=seller.partner,
        title=title,
        quantity=quantity,
        num_allocated=0,
        line_price_incl_tax=Decimal(total),
        line_price_excl_tax=Decimal(total),
        line_price_before_discounts_incl_tax=Decimal(total),
        line_price_before_discounts_excl_tax=Decimal(total),
        unit_price_incl_tax=Decimal(price),
        unit_price_excl_tax=Decimal(price),
    )
    made = Parcel.objects.create(
        order=order,
        seller=seller,
        number=f"{number}-1",
        state=Parcel.State.DELIVERED,
        zone="province",
        weight_g=1000,
        goods_total=total,
        fee=fee,
        to_commune=stall.commune(),
        recipient_name="Nguyễn Văn Mẫu",
        recipient_phone="+84912345678",
        ship_on=DAY,
        arrive_from=DAY,
        arrive_by=DAY,
        delivered_at=at("2026-11-05"),
        **more,
    )
    piece = ParcelLine.objects.create(parcel=made, line=line, quantity=quantity, goods_total=total)
    LineTerms.objects.create(parcel_line=piece, list_total=total, treatment=treatment)
    return made


def sold(seller, on: str, **more) -> Parcel:
    made = parcel(seller, **more)
    recognise(parcel=made, at=at(on))
    return made


def taken_back(sale: Parcel, on: str, units=1, **more) -> None:
    piece = sale.lines.get()
    key = f"{sale.pk}:{next(_numbers)}"
    reverse(parcel=sale, units={piece.pk: units} if units else {}, key=key, at=at(on), **more)
