"""Goods held for an order that is not paid yet: given back when time runs out, taken again when the money comes late."""

from django.db import transaction
from django.db.models import F
from oscar.core.loading import get_class, get_model

from .models import Parcel, ParcelEvent, ParcelLine
from .moving import move

S = Parcel.State


def expire_parcels(order) -> list[Parcel]:
    """What waited for payment waits no more; its goods go back on the shelf, once. Call under the lock of the order."""
    waiting = list(order.parcels.select_for_update().filter(state=S.AWAITING_PAYMENT).order_by("pk"))
    expired = [move(parcel=parcel, to=S.EXPIRED) for parcel in waiting]
    for content in _contents(expired):
        content.line.cancel_allocation(content.quantity)
    return expired


def revive_parcels(order) -> bool:
    """Take the goods of expired parcels again, all or none. False when something is gone. Call under the lock of the order."""
    parcels = list(order.parcels.select_for_update().filter(state=S.EXPIRED).order_by("pk"))
    try:
        with transaction.atomic():
            for content in _contents(parcels):
                _take_again(content)
    except get_class("partner.models", "OutOfStock"):
        return False
    for parcel in parcels:
        move(parcel=parcel, to=S.NEW)
    return bool(parcels)


def confirm_parcels(order, *, parcel_id: int | None = None) -> list[Parcel]:
    """What waited for payment is ordered now. Call under the lock of the order."""
    waiting = order.parcels.select_for_update().filter(state=S.AWAITING_PAYMENT)
    if parcel_id:
        waiting = waiting.filter(pk=parcel_id)
    parcels = list(waiting.order_by("pk"))
    Parcel.objects.filter(pk__in=[parcel.pk for parcel in parcels]).update(state=S.NEW)
    ParcelEvent.objects.bulk_create(ParcelEvent(parcel=parcel, state=S.NEW) for parcel in parcels)
    return parcels


def _contents(parcels):
    """In key order of the stock, as everywhere: two orders never wait for each other."""
    contents = ParcelLine.objects.filter(parcel__in=parcels).select_related("line__stockrecord__product")
    return [content for content in contents.order_by("line__stockrecord_id", "pk") if content.line.stockrecord_id]


def _take_again(content: ParcelLine) -> None:
    content.line.stockrecord.allocate(content.quantity)
    if content.line.can_track_allocations:
        lines = get_model("order", "Line").objects.filter(pk=content.line_id)
        lines.update(num_allocated=F("num_allocated") + content.quantity, allocation_cancelled=False)
