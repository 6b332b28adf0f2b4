"""The status of an order follows from its parcels."""

from .models import Parcel

S = Parcel.State
OVER = {S.COMPLETED, S.CANCELLED, S.RETURNED, S.LOST, S.DAMAGED, S.EXPIRED}


def derive(states) -> str:
    """ "pending_payment", "confirmed", "completed", "expired" or "cancelled", from the states of an order's parcels."""
    states = set(states)
    if states <= {S.CANCELLED}:
        return "cancelled"
    if states <= {S.CANCELLED, S.EXPIRED}:
        return "expired"
    if S.AWAITING_PAYMENT in states:
        return "pending_payment"
    return "completed" if states <= OVER else "confirmed"


def follow(order) -> None:
    """Bring the order and its lines in line with the parcels, where Oscar's pipeline allows the step."""
    wanted = derive(order.parcels.values_list("state", flat=True))
    if wanted != order.status and wanted in order.available_statuses():
        order.set_status(wanted)
        order.lines.update(status=wanted)
