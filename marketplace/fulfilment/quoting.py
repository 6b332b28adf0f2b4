"""How a group of goods can reach a buyer, when and for how much."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from marketplace.money import format_dong

from .models import FeeGoesTo, Temperature, Zone
from .rates import Rates, price_of, remote_price, zone_of
from .splitting import Box, Group, TooHeavy, boxed

PICKUP, DELIVERY, VISIT = "pickup", "delivery", "visit"
ZONE_RANK = {Zone.PICKUP: 0, Zone.COMMUNE: 1, Zone.PROVINCE: 2, Zone.REGION: 3, Zone.NATIONAL: 4}
# Couriers take frozen and live goods only where the way is short; chilled goods must be there in two days.
SHORT_WAY = {Temperature.FROZEN, Temperature.LIVE}
CHILLED_DAYS = 2


@dataclass(frozen=True)
class QuotedBox:
    box: Box
    weight_g: int
    fee: int


@dataclass(frozen=True)
class Offer:
    """One way for one group. Fees in dong."""

    way: str
    zone: str
    boxes: tuple[QuotedBox, ...]
    ship_on: date
    arrive_from: date
    arrive_by: date
    cod_allowed: bool
    is_free_by_value: bool = False
    fee_goes_to: str = FeeGoesTo.SHOP

    @property
    def fee(self) -> int:
        return sum(box.fee for box in self.boxes)

    @property
    def is_pickup(self) -> bool:
        return self.way in (PICKUP, VISIT)

    @property
    def is_visit(self) -> bool:
        return self.way == VISIT

    @property
    def fee_text(self) -> str:
        """The fee in words, as the shopper reads it."""
        if self.is_pickup:
            return _("no delivery fee")
        if self.fee == 0:
            return _("free delivery")
        return _("delivery %(fee)s") % {"fee": format_dong(self.fee)}


def ship_day(seller, today: date) -> date:
    """From tomorrow the seller has the promised days to get ready; calendar days."""
    return today + timedelta(days=1 + seller.handling_days)


def offers_for(group: Group, commune, rates: Rates, today: date) -> list[Offer]:
    """Delivery first, as that is the default, then pick-up. `commune` with its province; empty when nothing is possible."""
    if group.is_visit:
        return [visit_offer(group, today)]
    delivery = _delivery(group, commune, rates, today)
    offers = [delivery] if delivery else []
    near = commune.province_id == group.seller.commune.province_id
    if group.seller.has_pickup and (near or not offers):
        offers.append(_pickup(group, rates, today))
    return offers


def _pickup(group: Group, rates: Rates, today: date) -> Offer:
    ready_on = ship_day(group.seller, today)
    rate = rates.by_zone.get(Zone.PICKUP)
    (box,) = boxed(group, max_weight_g=None, divisor=1)
    quoted = QuotedBox(box, box.weight_g, rate.first_price if rate else 0)
    return Offer(
        PICKUP,
        Zone.PICKUP,
        (quoted,),
        ready_on,
        ready_on,
        ready_on,
        cod_allowed=rate.cod_allowed if rate else True,
        fee_goes_to=rate.fee_goes_to if rate else FeeGoesTo.SHOP,
    )


def visit_offer(group: Group, today: date) -> Offer:
    """Nothing is sent and nothing is paid at a door: the buyer comes on the day of the slot, from anywhere."""
    day = group.items[0].visit_on or ship_day(group.seller, today)
    (box,) = boxed(group, max_weight_g=None, divisor=1)
    return Offer(VISIT, Zone.PICKUP, (QuotedBox(box, 0, 0),), day, day, day, cod_allowed=False)


def _delivery(group: Group, commune, rates: Rates, today: date) -> Offer | None:
    zone = zone_of(group.seller.commune, commune)
    rate = rates.by_zone.get(zone)
    if rate is None or ZONE_RANK[zone] > group.seller.reach:
        return None
    remote = rates.remote if commune.is_remote and zone != Zone.COMMUNE else None
    days_max = rate.days_max + (remote.days_max if remote else 0)
    if not _travels(group, zone, days_max):
        return None
    try:
        boxes = boxed(group, max_weight_g=rate.max_weight_g, divisor=rate.volumetric_divisor)
    except TooHeavy:
        return None
    is_free = rate.free_from is not None and group.goods_total >= rate.free_from
    ship_on = ship_day(group.seller, today)
    return Offer(
        way=DELIVERY,
        zone=zone,
        boxes=tuple(_quoted(box, rate, remote, is_free) for box in boxes),
        ship_on=ship_on,
        arrive_from=ship_on + timedelta(days=rate.days_min + (remote.days_min if remote else 0)),
        arrive_by=ship_on + timedelta(days=days_max),
        cod_allowed=rate.cod_allowed and (remote is None or remote.cod_allowed),
        is_free_by_value=is_free,
        fee_goes_to=rate.fee_goes_to,
    )


def _quoted(box: Box, rate, remote, is_free: bool) -> QuotedBox:
    """Free delivery spares the zone's price; the way to an island is still paid."""
    weight = box.chargeable_g(rate.volumetric_divisor)
    fee = remote_price(rate, weight, remote) if is_free else price_of(rate, weight, remote)
    return QuotedBox(box, weight, fee)


def _travels(group: Group, zone: str, days_max: int) -> bool:
    if group.temperature in SHORT_WAY and zone not in {Zone.COMMUNE, Zone.PROVINCE}:
        return False
    if group.temperature == Temperature.CHILLED and days_max > CHILLED_DAYS:
        return False
    return group.max_transit_days is None or days_max <= group.max_transit_days
