"""The states of a parcel and the one way to change them."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from marketplace.legal.parameters import parameter

from .models import Parcel, ParcelEvent, Temperature

S = Parcel.State
NEXT = {
    S.AWAITING_PAYMENT: {S.NEW, S.CANCELLED, S.EXPIRED},
    # Late money wins: what ran out may come back, when the goods are still there.
    S.EXPIRED: {S.NEW},
    S.NEW: {S.ACCEPTED, S.CANCELLED},
    S.ACCEPTED: {S.PACKED, S.CANCELLED},
    S.PACKED: {S.HANDED_OVER, S.DELIVERED, S.CANCELLED},
    S.HANDED_OVER: {S.IN_TRANSIT, S.OUT_FOR_DELIVERY, S.DELIVERED, S.DELIVERY_FAILED, S.RETURNING, S.LOST, S.DAMAGED},
    S.IN_TRANSIT: {S.OUT_FOR_DELIVERY, S.DELIVERED, S.DELIVERY_FAILED, S.RETURNING, S.LOST, S.DAMAGED},
    S.OUT_FOR_DELIVERY: {S.DELIVERED, S.DELIVERY_FAILED, S.RETURNING, S.LOST, S.DAMAGED},
    S.DELIVERY_FAILED: {S.OUT_FOR_DELIVERY, S.RETURNING, S.LOST, S.DAMAGED},
    S.DELIVERED: {S.COMPLETED},
    S.RETURNING: {S.RETURNED, S.LOST, S.DAMAGED},
}
# Nobody packs or carries a visit: whoever came has had it.
NEXT_OF_VISITS = NEXT | {S.ACCEPTED: {S.DELIVERED, S.CANCELLED}}


class WrongState(Exception):
    """A parcel in this state cannot go into that one."""

    def __init__(self, parcel: Parcel, to: str):
        self.parcel, self.to = parcel, to
        super().__init__(f"{parcel.number}: {parcel.state} -> {to}")


def next_of(parcel: Parcel) -> set[str]:
    """The states that this parcel may go into."""
    ways = NEXT_OF_VISITS if parcel.temperature == Temperature.SERVICE else NEXT
    return ways.get(parcel.state, set())


def locked(parcel_id: int) -> Parcel:
    """The parcel with its row locked; call inside a transaction."""
    return Parcel.objects.select_for_update().get(pk=parcel_id)


def return_window(parcel: Parcel) -> timedelta:
    """How long a buyer may ask to send it back: house rule, shorter for what spoils (payments.md 2.3) or is over."""
    spoils = parcel.temperature in {Temperature.CHILLED, Temperature.FROZEN, Temperature.LIVE, Temperature.SERVICE}
    code = "returns.window_hours_perishable" if spoils else "returns.window_hours"
    return timedelta(hours=parameter(code, timezone.localdate()))


@transaction.atomic
def move(*, parcel: Parcel, to: str, by: str = "", note: str = "") -> Parcel:
    """Change the state under a lock and note it. Raises WrongState when the way does not lead there."""
    current = locked(parcel.pk)
    if to not in next_of(current):
        raise WrongState(current, to)
    current.state = to
    if to == S.DELIVERED:
        current.delivered_at = timezone.now()
        current.return_until = current.delivered_at + return_window(current)
    current.save(update_fields=["state", "delivered_at", "return_until"])
    ParcelEvent.objects.create(parcel=current, state=to, by=by[:120], note=note[:255])
    return current
