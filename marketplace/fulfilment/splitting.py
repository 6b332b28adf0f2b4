"""Which goods travel together: by producer and temperature, then by what one parcel may weigh; each visit by itself. Pure
functions.
"""

from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from catalogue.facts.models import Storage
from sellers.models import Seller

from .models import Temperature
from .rates import chargeable_weight_g


class TooHeavy(Exception):
    """One single piece is over the limit: no parcel can hold it."""


@dataclass(frozen=True)
class Item:
    """One line of a basket as parcels see it. Weights in grams per piece; `goods_total` in dong, discounts taken off."""

    line: Any
    seller: Seller
    storage: str
    quantity: int
    goods_total: int
    weight_g: int
    volume_cm3: int = 0
    max_transit_days: int | None = None
    is_alcohol: bool = False
    is_made_to_order: bool = False
    product_id: int = 0
    visit_on: date | None = None

    @property
    def key(self) -> int:
        return self.line.pk


@dataclass(frozen=True)
class Group:
    """What one producer sends at one temperature. The shopper chooses one way of delivery for it. Of visits, one slot."""

    seller: Seller
    temperature: str
    items: tuple[Item, ...]

    @property
    def key(self) -> str:
        key = f"{self.seller.pk}-{self.temperature}"
        return f"{key}-{self.items[0].product_id}" if self.is_visit else key

    @property
    def is_visit(self) -> bool:
        return self.temperature == Temperature.SERVICE

    @property
    def goods_total(self) -> int:
        return sum(item.goods_total for item in self.items)

    @property
    def max_transit_days(self) -> int | None:
        days = [item.max_transit_days for item in self.items if item.max_transit_days is not None]
        return min(days) if days else None


@dataclass
class Box:
    """One parcel to be: (item, quantity) pairs."""

    contents: list[tuple[Item, int]] = field(default_factory=list)
    weight_g: int = 0
    volume_cm3: int = 0

    def put(self, item: Item, quantity: int) -> None:
        self.contents.append((item, quantity))
        self.weight_g += item.weight_g * quantity
        self.volume_cm3 += item.volume_cm3 * quantity

    def chargeable_g(self, divisor: int) -> int:
        return chargeable_weight_g(self.weight_g, self.volume_cm3, divisor)

    def room_for(self, item: Item, *, max_weight_g: int, divisor: int) -> int:
        """How many more pieces fit."""
        rooms = []
        if item.weight_g:
            rooms.append((max_weight_g - self.weight_g) // item.weight_g)
        if item.volume_cm3:
            rooms.append((max_weight_g * divisor // 1000 - self.volume_cm3) // item.volume_cm3)
        return max(0, min(rooms)) if rooms else item.quantity


def grouped(items) -> list[Group]:
    """Groups by producer and temperature, visits by product too, in an order that does not depend on that of the basket."""

    def place(item):
        temperature = temperature_of(item.storage)
        apart = item.product_id if temperature == Temperature.SERVICE else 0
        return item.seller.name, item.seller.pk, temperature, apart

    ordered = sorted(items, key=lambda item: (place(item), item.key))
    return [Group(members[0].seller, where[2], tuple(members)) for where, members in _runs(ordered, place)]


def _runs(ordered, place):
    return [(where, list(members)) for where, members in groupby(ordered, key=place)]


def temperature_of(storage: str) -> str:
    known = {Storage.CHILLED, Storage.FROZEN, Storage.LIVE, Storage.SERVICE}
    return Temperature(storage) if storage in known else Temperature.AMBIENT


def boxed(group: Group, *, max_weight_g: int | None, divisor: int) -> list[Box]:
    """As few parcels as first-fit, heaviest piece first, gives. Raises TooHeavy."""
    if max_weight_g is None:
        box = Box()
        for item in group.items:
            box.put(item, item.quantity)
        return [box]
    boxes = []
    for item in sorted(
        group.items, key=lambda item: (-Box([], item.weight_g, item.volume_cm3).chargeable_g(divisor), item.key)
    ):
        _put_all(item, boxes, max_weight_g=max_weight_g, divisor=divisor)
    return boxes


def _put_all(item: Item, boxes: list[Box], **limits) -> None:
    left = item.quantity
    for box in boxes:
        if fits := min(left, box.room_for(item, **limits)):
            box.put(item, fits)
            left -= fits
    while left:
        box = Box()
        fits = min(left, box.room_for(item, **limits))
        if not fits:
            raise TooHeavy(item.key)
        box.put(item, fits)
        boxes.append(box)
        left -= fits
