"""A parcel that nobody took goes back to its producer: the promise of cash is void, goods that keep go on the shelf."""

from django.utils.translation import gettext as _

from marketplace.fulfilment.models import Parcel
from marketplace.fulfilment.moving import move
from marketplace.fulfilment.order_status import follow

from ..cod_refusals import count_refusal
from ..locking import Locked, locked_parcel
from ..models import Refund
from ..refunding.whole_parcels import draft_rest, paid_in_advance, void_cash
from .shelving import put_back

S = Parcel.State


def bring_back(*, parcel: Parcel, by: str, note: str = "") -> Parcel:
    """On its way back: refused, or never found at home. With cash it counts as a refusal. Raises WrongState."""
    with locked_parcel(parcel) as held:
        if held.parcel.state == S.RETURNING:
            return held.parcel
        current = move(parcel=held.parcel, to=S.RETURNING, by=by, note=note)
        if held.cash is not None:
            count_refusal(current)
        follow(held.order)
        return current


def come_back(*, parcel: Parcel, by: str, note: str = "") -> Parcel:
    """With the producer again. What was paid in advance is drafted as a refund, without delivery: staff decide.

    Raises WrongState.
    """
    with locked_parcel(parcel) as held:
        if held.parcel.state == S.RETURNED:
            return held.parcel
        current = move(parcel=held.parcel, to=S.RETURNED, by=by, note=note)
        put_back(current)
        _settle(held, current, by)
        follow(held.order)
        return current


def _settle(held: Locked, current: Parcel, by: str) -> None:
    if void_cash(held) or not paid_in_advance(held):
        return
    note = _("The parcel came back undelivered.")
    draft_rest(current, reason=Refund.Reason.RETURNED, by=by, key="came-back", with_fee=False, note=note)
