"""The buyer changes their mind before the producer has begun."""

from django.db import transaction
from oscar.core.loading import get_model

from marketplace.fulfilment import cancelling as fulfilment
from marketplace.fulfilment.models import Parcel
from marketplace.fulfilment.moving import WrongState
from marketplace.fulfilment.order_status import follow

from .applying import apply
from .models import Payment
from .providers import ProviderState

CANCELLABLE_BY_BUYER = {Parcel.State.AWAITING_PAYMENT, Parcel.State.NEW}


@transaction.atomic
def cancel_by_buyer(*, parcel: Parcel, by: str, note: str = "") -> Parcel:
    """Stock comes back, the promise of cash is void. Raises WrongState once the producer has accepted.

    Locks in the order of the house: order, payments, parcel, stock.
    """
    order = get_model("order", "Order").objects.select_for_update().get(pk=parcel.order_id)
    payments = list(Payment.objects.select_for_update().filter(parcel=parcel).order_by("pk"))
    current = Parcel.objects.select_for_update().get(pk=parcel.pk)
    if current.state not in CANCELLABLE_BY_BUYER:
        raise WrongState(current, Parcel.State.CANCELLED)
    cancelled = fulfilment.cancel_parcel(parcel=current, by=by, note=note)
    for payment in payments:
        apply(payment, ProviderState("cancelled", payment.amount, payment.currency))
    follow(order)
    return cancelled
