"""The only place that changes a payment: what a provider proves is applied under a lock, once."""

from django.db import transaction
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.fulfilment.models import Parcel, ParcelEvent
from marketplace.fulfilment.order_status import follow

from .models import Payment
from .providers import ProviderState

S = Payment.State
PREPAID = {
    "open": S.CREATED,
    "pending": S.PENDING,
    "authorised": S.AUTHORISED,
    "captured": S.CAPTURED,
    "failed": S.FAILED,
    "cancelled": S.CANCELLED,
    "expired": S.EXPIRED,
}
COD = {
    "open": S.PROMISED,
    "pending": S.PROMISED,
    "captured": S.COLLECTED,
    "failed": S.VOID,
    "cancelled": S.VOID,
    "expired": S.VOID,
}
# A final state never changes back; late money still wins over a failure.
FINAL = {S.CAPTURED, S.COLLECTED, S.REMITTED}
ENDED = {S.FAILED, S.CANCELLED, S.EXPIRED, S.VOID}


class AmountMismatch(Exception):
    """The provider speaks of another amount or currency than we do. Nothing was changed."""


@transaction.atomic
def apply(payment: Payment, state: ProviderState) -> Payment:
    """Bring a payment to what its provider proves and confirm the order when that suffices. Applying twice changes nothing.

    Locks the order, then the payment. Raises AmountMismatch.
    """
    order = get_model("order", "Order").objects.select_for_update().get(pk=payment.order_id)
    current = Payment.objects.select_for_update().get(pk=payment.pk)
    if (state.amount, state.currency) != (current.amount, current.currency):
        raise AmountMismatch(f"payment {current.pk}")
    wanted = (COD if current.provider == "cod" else PREPAID)[state.status]
    if not _may_become(current.state, wanted):
        return current
    current.state, current.changed_at = wanted, timezone.now()
    current.provider_ref = state.provider_ref or current.provider_ref
    current.save(update_fields=["state", "provider_ref", "changed_at"])
    if wanted in {S.CAPTURED, S.PROMISED}:
        confirm(order, parcel_id=current.parcel_id)
    return current


def _may_become(before: str, after: str) -> bool:
    if before == after or before in FINAL:
        return False
    return after in FINAL or before not in ENDED


def confirm(order, *, parcel_id: int | None = None) -> None:
    """Parcels that waited for this payment are ordered now; the order follows. Call under the lock of the order."""
    waiting = order.parcels.select_for_update().filter(state=Parcel.State.AWAITING_PAYMENT)
    if parcel_id:
        waiting = waiting.filter(pk=parcel_id)
    ids = list(waiting.values_list("pk", flat=True))
    Parcel.objects.filter(pk__in=ids).update(state=Parcel.State.NEW)
    ParcelEvent.objects.bulk_create(ParcelEvent(parcel_id=pk, state=Parcel.State.NEW) for pk in ids)
    follow(order)


def promise_cash(order, parcels: list[Parcel]) -> list[Payment]:
    """One payment per parcel, promised at once; the order is confirmed. Call in the transaction that creates the order."""
    promised = [
        Payment(order=order, parcel=parcel, provider="cod", amount=parcel.buyer_pays, state=S.PROMISED)
        for parcel in parcels
    ]
    payments = Payment.objects.bulk_create(promised)
    confirm(order)
    return payments
