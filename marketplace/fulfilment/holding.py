"""Goods held for an order that is not paid yet: given back when time runs out, taken again when the money comes late.

A visit that is paid is certain: its places were counted when it was booked, so nobody is asked whether they can.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from oscar.core.loading import get_class, get_model

from .models import Parcel, ParcelEvent, ParcelLine, Temperature
from .moving import move
from .planning import slot_of

S = Parcel.State
# So long a buyer needs to pay at leisure: a transfer too, which some banks carry slowly.
ENOUGH_TO_PAY = timedelta(hours=2)


def expire_parcels(order) -> list[Parcel]:
    """What waited for payment waits no more; its goods go back on the shelf, once. Call under the lock of the order."""
    waiting = list(order.parcels.select_for_update().filter(state=S.AWAITING_PAYMENT).order_by("pk"))
    expired = [move(parcel=parcel, to=S.EXPIRED) for parcel in waiting]
    for content in _contents(expired):
        content.line.cancel_allocation(content.quantity)
    return expired


def revive_parcels(order) -> bool:
    """Take the goods of expired parcels again, all or none. False when something is gone, or the booking of a slot closed.

    Call under the lock of the order.
    """
    parcels = list(order.parcels.select_for_update().filter(state=S.EXPIRED).order_by("pk"))
    contents = _contents(parcels)
    if any(_is_closed(content) for content in contents):
        return False
    try:
        with transaction.atomic():
            for content in contents:
                _take_again(content)
    except get_class("partner.models", "OutOfStock"):
        return False
    for parcel in parcels:
        revived = move(parcel=parcel, to=S.NEW)
        if parcel.temperature == Temperature.SERVICE:
            move(parcel=revived, to=S.ACCEPTED)
    return bool(parcels)


def _is_closed(content: ParcelLine) -> bool:
    slot = slot_of(content.line.stockrecord.product)
    return slot is not None and not slot.is_open(timezone.now())


def first_visit(order) -> datetime | None:
    """When the earliest visit of an order begins that waits for its payment; None without one."""
    slot = _first_slot(order)
    return slot and slot.starts_at


def last_moment_to_pay(order) -> datetime | None:
    """Places are kept until booking closes or, when that leaves no time to pay, until the visit begins. None for goods."""
    slot = _first_slot(order)
    if slot is None:
        return None
    return slot.closes_at if slot.closes_at >= timezone.now() + ENOUGH_TO_PAY else slot.starts_at


def has_begun(order) -> bool:
    """Whether a visit that waits for its payment has begun already: it cannot be sold any more."""
    begins = first_visit(order)
    return begins is not None and begins <= timezone.now()


def _first_slot(order):
    waiting = ParcelLine.objects.filter(
        parcel__order=order, parcel__state=S.AWAITING_PAYMENT, parcel__temperature=Temperature.SERVICE
    )
    slots = waiting.exclude(line__product__slot=None).select_related("line__product__slot")
    content = slots.order_by("line__product__slot__starts_at", "pk").first()
    return content and content.line.product.slot


def confirm_parcels(order, *, parcel_id: int | None = None) -> list[Parcel]:
    """What waited for payment is ordered now. Call under the lock of the order."""
    waiting = order.parcels.select_for_update().filter(state=S.AWAITING_PAYMENT)
    if parcel_id:
        waiting = waiting.filter(pk=parcel_id)
    parcels = list(waiting.order_by("pk"))
    Parcel.objects.filter(pk__in=[parcel.pk for parcel in parcels]).update(state=S.NEW)
    ParcelEvent.objects.bulk_create(ParcelEvent(parcel=parcel, state=S.NEW) for parcel in parcels)
    _accept_visits([parcel for parcel in parcels if parcel.temperature == Temperature.SERVICE])
    return parcels


def _accept_visits(parcels: list[Parcel]) -> None:
    if parcels:
        Parcel.objects.filter(pk__in=[parcel.pk for parcel in parcels]).update(state=S.ACCEPTED)
        ParcelEvent.objects.bulk_create(ParcelEvent(parcel=parcel, state=S.ACCEPTED) for parcel in parcels)


def _contents(parcels):
    """In key order of the stock, as everywhere: two orders never wait for each other."""
    contents = ParcelLine.objects.filter(parcel__in=parcels).select_related(
        "line__stockrecord__product__facts", "line__stockrecord__product__slot"
    )
    return [content for content in contents.order_by("line__stockrecord_id", "pk") if content.line.stockrecord_id]


def _take_again(content: ParcelLine) -> None:
    content.line.stockrecord.allocate(content.quantity)
    if content.line.can_track_allocations:
        lines = get_model("order", "Line").objects.filter(pk=content.line_id)
        lines.update(num_allocated=F("num_allocated") + content.quantity, allocation_cancelled=False)
