"""An order is certain: its parcels are ordered, its producers are told, once."""

from django.utils import timezone

from marketplace.fulfilment.holding import confirm_parcels
from marketplace.fulfilment.order_status import follow

from .billing import bill_of
from .telling import tell_of_payment, tell_sellers


def confirm(order, *, parcel_id: int | None = None) -> None:
    """Parcels that waited for this payment are ordered now; the order follows. Call under the lock of the order."""
    confirm_parcels(order, parcel_id=parcel_id)
    follow(order)


def paid(order) -> None:
    """The whole bill is paid: note when, tell the buyer and the producers. The outbox keeps each message once."""
    bill = bill_of(order)
    if bill.paid_at is None:
        bill.paid_at = timezone.now()
        bill.save(update_fields=["paid_at"])
    tell_of_payment(order)
    tell_sellers(order)
