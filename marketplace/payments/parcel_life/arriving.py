"""The parcel arrives: cash is collected and the sale is recognised, in one transaction, once (payments.md 5.1)."""

from marketplace.fulfilment.models import Parcel
from marketplace.fulfilment.moving import move
from marketplace.fulfilment.order_status import follow

from ..applying import apply, hand_on
from ..locking import Locked, locked_parcel
from ..models import Payment
from ..providers import ProviderState, provider
from .recognition import recognise_sale
from .shelving import take_from_shelf

S = Parcel.State
ARRIVED = {S.DELIVERED, S.COMPLETED}


def deliver(*, parcel: Parcel, by: str, note: str = "", at=None) -> Parcel:
    """With the buyer, or picked up, or the guest of a visit is there. Told twice, it happens once. Raises WrongState.

    The places of a visit stay taken: its slot is over, and the stock record goes on saying how many it had.

    A seller without a kind or a sale without a tax rule stops no delivery: staff are called and a job tries again.
    """
    with locked_parcel(parcel) as held:
        if held.parcel.state in ARRIVED:
            return held.parcel
        never_left = held.parcel.state == S.PACKED
        current = move(parcel=held.parcel, to=S.DELIVERED, by=by, note=note)
        if never_left:
            take_from_shelf(current)
        _collect(held)
        recognise_sale(current)
        follow(held.order)
        return current


def _collect(held: Locked) -> None:
    """Cash that the producer took is theirs to account for at once; a carrier's comes with their statement."""
    if held.cash is None:
        return
    payment = apply(held.cash, ProviderState("captured", held.cash.amount, held.cash.currency))
    if payment.state == Payment.State.COLLECTED and provider(payment.provider).funds(payment).seller_id:
        hand_on(payment)
