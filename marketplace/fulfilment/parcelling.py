"""Writes the parcels of an order, as they were planned."""

from marketplace.money import split

from .models import Parcel, ParcelEvent, ParcelLine
from .planning import Plan


def create_parcels(*, order, plan: Plan, order_lines: dict[int, object], name: str, phone: str) -> list[Parcel]:
    """One parcel per box, numbered <order>-1, -2 …; `order_lines`: basket line id -> order line. Call inside a transaction."""
    parcels, contents = [], []
    for planned in plan.groups:
        shares = shares_of(planned)
        for quoted in planned.chosen.boxes:
            parcel = _parcel(order, plan, planned, quoted, number=len(parcels) + 1, name=name, phone=phone)
            for item, quantity in quoted.box.contents:
                goods = shares[item.key].pop(0)
                parcel.goods_total += goods
                contents.append(
                    ParcelLine(parcel=parcel, line=order_lines[item.key], quantity=quantity, goods_total=goods)
                )
            parcels.append(parcel)
    Parcel.objects.bulk_create(parcels)
    ParcelLine.objects.bulk_create(contents)
    ParcelEvent.objects.bulk_create(ParcelEvent(parcel=parcel, state=parcel.state) for parcel in parcels)
    return parcels


def shares_of(planned) -> dict[int, list[int]]:
    """Each item's money, shared among the boxes that hold some of it."""
    pieces = {item.key: [] for item in planned.items}
    for quoted in planned.chosen.boxes:
        for item, quantity in quoted.box.contents:
            pieces[item.key].append(quantity)
    return {item.key: split(item.goods_total, pieces[item.key]) for item in planned.items}


def _parcel(order, plan, planned, quoted, *, number, name, phone) -> Parcel:
    offer = planned.chosen
    return Parcel(
        order=order,
        seller=planned.seller,
        number=f"{order.number}-{number}",
        zone=offer.zone,
        temperature=planned.group.temperature,
        weight_g=quoted.weight_g,
        goods_total=0,
        fee=quoted.fee,
        fee_goes_to=offer.fee_goes_to,
        to_commune=planned.seller.commune if offer.is_visit else plan.commune,
        recipient_name=name,
        recipient_phone=phone,
        ship_on=offer.ship_on,
        arrive_from=offer.arrive_from,
        arrive_by=offer.arrive_by,
    )
