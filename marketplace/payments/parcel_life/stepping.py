"""The steps that only move a parcel on: accepted, packed, on its way, coming today, not delivered."""

from marketplace.fulfilment.models import Parcel
from marketplace.fulfilment.moving import move
from marketplace.fulfilment.order_status import follow

from ..locking import locked_parcel

S = Parcel.State


def accept(*, parcel: Parcel, by: str, note: str = "") -> Parcel:
    """Raises WrongState, as all steps do. A step that was taken already changes nothing."""
    return _step(parcel, S.ACCEPTED, by, note)


def pack(*, parcel: Parcel, by: str, note: str = "") -> Parcel:
    return _step(parcel, S.PACKED, by, note)


def in_transit(*, parcel: Parcel, by: str, note: str = "") -> Parcel:
    return _step(parcel, S.IN_TRANSIT, by, note)


def out_for_delivery(*, parcel: Parcel, by: str, note: str = "") -> Parcel:
    return _step(parcel, S.OUT_FOR_DELIVERY, by, note)


def fail_delivery(*, parcel: Parcel, by: str, note: str = "") -> Parcel:
    """Nobody was there, or it was not taken: another try, or the way back."""
    return _step(parcel, S.DELIVERY_FAILED, by, note)


def _step(parcel: Parcel, to: str, by: str, note: str) -> Parcel:
    with locked_parcel(parcel) as held:
        if held.parcel.state == to:
            return held.parcel
        current = move(parcel=held.parcel, to=to, by=by, note=note)
        follow(held.order)
        return current
