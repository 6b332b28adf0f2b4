"""A parcel that will not be sent: its goods go back on the shelf exactly once."""

from django.db import transaction

from .models import Parcel
from .moving import move


@transaction.atomic
def cancel_parcel(*, parcel: Parcel, by: str, note: str = "") -> Parcel:
    """Raises WrongState when it is on its way or cancelled already, so that stock cannot come back twice."""
    cancelled = move(parcel=parcel, to=Parcel.State.CANCELLED, by=by, note=note)
    for content in cancelled.lines.select_related("line__stockrecord__product").order_by("line__stockrecord_id"):
        if content.line.stockrecord_id:
            content.line.cancel_allocation(content.quantity)
    return cancelled
