"""The days and slots of an experience that can be booked."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import F
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from marketplace.money import format_dong

from .models import Slot
from .wording import day_text, hours_text


@dataclass(frozen=True)
class SlotView:
    """`product_id` is what goes in the basket; `left`: places that can be booked now."""

    product_id: int
    text: str
    price_text: str
    left: int
    is_open: bool
    price: int


@dataclass(frozen=True)
class Day:
    day: date
    text: str
    slots: list[SlotView]


def days_open(product, *, now: datetime) -> list[Day]:
    """In time order; slots without places are in it, not open. One query."""
    stock = "product__stockrecords__"
    left = Greatest(Coalesce(F(f"{stock}num_in_stock"), 0) - Coalesce(F(f"{stock}num_allocated"), 0), 0)
    slots = Slot.objects.open_at(now).filter(experience=product.pk, product__is_public=True)
    slots = slots.annotate(left=left, price=F(f"{stock}price")).exclude(price=None).in_time_order()
    return [
        Day(day, day_text(day), [_view(slot) for slot in of_day])
        for day, of_day in groupby(slots, key=lambda slot: timezone.localdate(slot.starts_at))
    ]


def _view(slot: Slot) -> SlotView:
    price = int(slot.price)
    return SlotView(slot.pk, hours_text(slot), format_dong(price), slot.left, slot.left > 0, price)
