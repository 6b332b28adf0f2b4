"""An order that is not paid in time: its goods go back on sale, and what came of its money goes back to the buyer."""

from marketplace.fulfilment.holding import expire_parcels
from marketplace.fulfilment.order_status import follow

from .attending import call_for_attention
from .models import Attention, Refund
from .refunding.owing import owe_back
from .telling import tell_of_expiry


def lapse(order, *, flag: str = Attention.Reason.UNDERPAID) -> list[Refund]:
    """The refunds of all that came, which must be booked; staff hear of each by `flag`. Call under the lock of the order."""
    expire_parcels(order)
    follow(order)
    refunds = [
        owe_back(payment=payment, amount=payment.received, reason=Refund.Reason.LATE, is_booked=False)
        for payment in order.payments.filter(parcel=None, received__gt=0).order_by("pk")
    ]
    for refund in refunds:
        call_for_attention(reason=flag, about=str(refund.uuid), order=order, text=f"{refund.amount} ₫")
    tell_of_expiry(order)
    return refunds
