"""The time to send goods back is over: parcels are completed and their money goes free."""

import logging
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.fulfilment.models import Parcel
from marketplace.fulfilment.moving import locked, move
from marketplace.fulfilment.order_status import follow

from .releasing import release

logger = logging.getLogger(__name__)


def complete_due(*, now=None, has_open_return: Callable[[Parcel], bool] = lambda parcel: False) -> int:
    """Complete every delivered parcel whose `return_until` has passed; how many. Each in a transaction of its own.

    `has_open_return` is asked under the lock of the order, which whoever opens a return must take too. Money of prepaid
    parcels goes free at once, that of cash when it is remitted. A parcel that fails is logged and left for the next run.
    """
    now = now or timezone.now()
    due = Parcel.objects.filter(state=Parcel.State.DELIVERED, return_until__lte=now).order_by("pk")
    completed = 0
    for parcel_id, order_id in list(due.values_list("pk", "order_id")):
        try:
            completed += _complete(parcel_id, order_id, now, has_open_return)
        except Exception:
            logger.exception("parcel %s could not be completed", parcel_id)
    return completed


@transaction.atomic
def _complete(parcel_id: int, order_id: int, now, has_open_return) -> bool:
    order = get_model("order", "Order").objects.select_for_update().get(pk=order_id)
    parcel = locked(parcel_id)
    is_due = parcel.state == Parcel.State.DELIVERED and parcel.return_until and parcel.return_until <= now
    if not is_due or has_open_return(parcel):
        return False
    completed = move(parcel=parcel, to=Parcel.State.COMPLETED)
    follow(order)
    release(parcel=completed, at=now)
    return True
