"""A parcel that will never arrive: lost or damaged on the way. The buyer gets everything back; the rest is with the carrier."""

from marketplace.fulfilment.models import Parcel
from marketplace.fulfilment.moving import move
from marketplace.fulfilment.order_status import follow

from ..attending import call_for_attention
from ..locking import locked_parcel
from ..models import Attention, Refund
from ..refunding.whole_parcels import give_back_rest, paid_in_advance, void_cash

S = Parcel.State


def lose(*, parcel: Parcel, by: str, note: str = "") -> Parcel:
    """Raises WrongState. What was paid in advance is refunded by itself; a job sends it."""
    return _end(parcel, S.LOST, by, note)


def damage(*, parcel: Parcel, by: str, note: str = "") -> Parcel:
    """As lose: nothing of it can be given to the buyer."""
    return _end(parcel, S.DAMAGED, by, note)


def _end(parcel: Parcel, to: str, by: str, note: str) -> Parcel:
    with locked_parcel(parcel) as held:
        if held.parcel.state == to:
            return held.parcel
        current = move(parcel=held.parcel, to=to, by=by, note=note)
        if not void_cash(held) and paid_in_advance(held):
            give_back_rest(current, reason=Refund.Reason.LOST, by=by, key="lost")
        call_for_attention(
            reason=Attention.Reason.LOST, about=current.number, order=held.order, text=note or current.carrier
        )
        follow(held.order)
        return current
