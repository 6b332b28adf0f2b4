"""The table of rates as one value, and what it says of one parcel. No queries but the two of `current_rates`."""

from typing import NamedTuple

from .models import DeliveryRate, RemoteSurcharge, Zone


class Rates(NamedTuple):
    by_zone: dict[str, DeliveryRate]
    remote: RemoteSurcharge | None


def current_rates() -> Rates:
    """Two queries."""
    return Rates(DeliveryRate.objects.in_bulk(), RemoteSurcharge.objects.first())


def zone_of(seller_commune, buyer_commune) -> Zone:
    """Both communes with their provinces loaded."""
    if seller_commune.code == buyer_commune.code:
        return Zone.COMMUNE
    if seller_commune.province_id == buyer_commune.province_id:
        return Zone.PROVINCE
    if seller_commune.province.region == buyer_commune.province.region:
        return Zone.REGION
    return Zone.NATIONAL


def chargeable_weight_g(weight_g: int, volume_cm3: int, divisor: int) -> int:
    """The heavier of what the scales and what the box say; `divisor` in cubic centimetres per kilogram."""
    return max(weight_g, -(-volume_cm3 * 1000 // divisor))


def steps_price(rate: DeliveryRate, weight_g: int) -> int:
    """Dong for what goes over the first block, every step begun counted whole."""
    if not rate.step_g or rate.first_block_g is None:
        return 0
    over = max(0, weight_g - rate.first_block_g)
    return -(-over // rate.step_g) * rate.step_price


def price_of(rate: DeliveryRate, weight_g: int, remote: RemoteSurcharge | None = None) -> int:
    """Dong for one parcel of this chargeable weight; `remote` when it goes to an island or a special zone."""
    return rate.first_price + steps_price(rate, weight_g) + remote_price(rate, weight_g, remote)


def remote_price(rate: DeliveryRate, weight_g: int, remote: RemoteSurcharge | None) -> int:
    """The surcharge alone: a fixed part and a share of the steps, rounded half up."""
    if remote is None:
        return 0
    return remote.first_price + (steps_price(rate, weight_g) * remote.step_percent + 50) // 100
