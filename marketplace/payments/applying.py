"""The only place that changes a payment: what a provider proves is applied under a lock, once."""

from django.db import transaction
from django.utils import timezone
from oscar.core.loading import get_model

from .attending import call_for_attention
from .booking import book_mismatch
from .confirming import confirm
from .gateway_facts import note_facts
from .models import Attention, Payment
from .patience import be_patient
from .providers import ProviderState
from .receiving import receive

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
# A final state never changes back; late money still wins over a failure (payments.md I12).
FINAL = {S.CAPTURED, S.COLLECTED, S.REMITTED}
ENDED = {S.FAILED, S.CANCELLED, S.EXPIRED, S.VOID}
RANK = {S.CREATED: 0, S.PENDING: 1, S.AUTHORISED: 2}
FACTS = ("provider_ref", "charge_ref", "fee", "risk")


@transaction.atomic
def apply(payment: Payment, state: ProviderState) -> Payment:
    """Bring a payment to what its provider proves and draw the consequences. Applying twice changes nothing.

    Locks the order, then its payments. Another amount, currency or payment than ours never confirms (payments.md R13):
    a person is called, and money that came is held apart.
    """
    be_patient()
    order = get_model("order", "Order").objects.select_for_update().get(pk=payment.order_id)
    attempts = Payment.objects.select_for_update().filter(order=order).order_by("pk")
    current = next(attempt for attempt in attempts if attempt.pk == payment.pk)
    current.order = order
    if not state.is_ours or (state.amount, state.currency) != (current.amount, current.currency):
        return _flag_mismatch(current, state)
    return _bring(current, state)


def _bring(current: Payment, state: ProviderState) -> Payment:
    wanted = (COD if current.provider == "cod" else PREPAID)[state.status]
    moves = _may_become(current.state, wanted)
    arrived = max(0, state.proven - current.received)
    if not moves and not arrived and not _knows_more(current, state):
        return current
    for name in FACTS:
        if (value := getattr(state, name)) not in (None, ""):
            setattr(current, name, value)
    if moves:
        current.state, current.changed_at = wanted, timezone.now()
    current.received += arrived
    current.save(update_fields=["state", "changed_at", "received", *FACTS])
    if arrived:
        receive(current, arrived=arrived)
    elif moves and wanted == S.PROMISED and current.parcel_id:
        confirm(current.order, parcel_id=current.parcel_id)
    note_facts(current)
    return current


def _may_become(before: str, after: str) -> bool:
    if before == after or before in FINAL:
        return False
    if after in FINAL:
        return True
    # A hint that comes late must not bring an attempt back to an earlier step.
    return before not in ENDED and RANK.get(after, 9) > RANK.get(before, -1)


def _knows_more(current: Payment, state: ProviderState) -> bool:
    return any(getattr(state, name) not in (None, "", getattr(current, name)) for name in FACTS)


def _flag_mismatch(current: Payment, state: ProviderState) -> Payment:
    call_for_attention(
        reason=Attention.Reason.AMOUNT_MISMATCH,
        about=str(current.uuid),
        order=current.order,
        text=f"{state.amount} {state.currency} ≠ {current.amount} {current.currency}",
    )
    if state.proven and state.currency == current.currency:
        book_mismatch(current, amount=state.proven)
    if state.proven and current.is_open:
        # The provider's page is used up, so the order must not wait for it: it may be paid anew, or expire.
        current.state, current.changed_at = S.FAILED, timezone.now()
        current.save(update_fields=["state", "changed_at"])
    return current


def promise_cash(order, parcels) -> list[Payment]:
    """One payment per parcel, promised at once; the order is confirmed. Call in the transaction that creates the order."""
    promised = [
        Payment(order=order, parcel=parcel, provider="cod", amount=parcel.buyer_pays, state=S.PROMISED)
        for parcel in parcels
    ]
    payments = Payment.objects.bulk_create(promised)
    confirm(order)
    return payments


def split_promise(payment: Payment, *, to) -> Payment:
    """A promise of cash for a parcel that was divided becomes two: of what it now costs, and of parcel `to`.

    Call under the lock of the order, before any cash came.
    """
    promised = Payment.objects.filter(pk=payment.pk, state=S.PROMISED)
    if not promised.update(amount=payment.amount - to.buyer_pays):
        raise AssertionError(f"payment {payment.uuid} is no promise any more")
    payment.refresh_from_db(fields=["amount"])
    return Payment.objects.create(
        order=payment.order, parcel=to, provider=payment.provider, amount=to.buyer_pays, state=S.PROMISED
    )


def hand_on(payment: Payment) -> bool:
    """Collected cash has reached the shop, or is owed by the producer who took it. False when it was handed on before.

    Call under the lock of the order.
    """
    collected = Payment.objects.filter(pk=payment.pk, state=S.COLLECTED)
    return bool(collected.update(state=S.REMITTED, changed_at=timezone.now()))
