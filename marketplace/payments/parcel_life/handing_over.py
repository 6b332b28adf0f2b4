"""The parcel leaves the producer: who carries it, and the goods are off the shelf."""

import re

from django.utils.translation import gettext_lazy as _

from marketplace.folding import clean, folded
from marketplace.fulfilment.models import Parcel
from marketplace.fulfilment.moving import move
from marketplace.fulfilment.order_status import follow

from ..locking import locked_parcel
from .shelving import take_from_shelf

S = Parcel.State


class UnknownCarrier(ValueError):
    """A carrier is named by a short code: letters, digits and -."""


def hand_over(*, parcel: Parcel, carrier: str, tracking_no: str = "", by: str, note: str = "") -> Parcel:
    """With a carrier from now on, or on the producer's own way (carrier "seller"). The goods leave the stock, once.

    Raises WrongState, UnknownCarrier.
    """
    code = carrier_code(carrier)
    with locked_parcel(parcel) as held:
        if held.parcel.state == S.HANDED_OVER:
            return held.parcel
        current = move(parcel=held.parcel, to=S.HANDED_OVER, by=by, note=note)
        current.carrier, current.tracking_no = code, clean(tracking_no)[:60]
        current.save(update_fields=["carrier", "tracking_no"])
        take_from_shelf(current)
        follow(held.order)
        return current


def carrier_code(text: str) -> str:
    """ "Viettel Post" -> "viettel-post". Raises UnknownCarrier."""
    code = re.sub(r"[^a-z0-9]+", "-", folded(text)).strip("-")
    if not 2 <= len(code) <= 20:
        raise UnknownCarrier(_("Choose the carrier."))
    return code
