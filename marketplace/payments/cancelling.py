"""What was ordered will not be sent: the buyer changed their mind, or the producer cannot deliver (payments.md R12)."""

from collections.abc import Callable, Collection

from marketplace.fulfilment import cancelling as fulfilment
from marketplace.fulfilment.missing_parts import was_lessened
from marketplace.fulfilment.models import Parcel, Temperature
from marketplace.fulfilment.moving import WrongState
from marketplace.fulfilment.order_status import follow

from .applying import apply
from .locking import Locked, lock_stock, locked_order, locked_parcel
from .models import Payment, Refund
from .patience import outside_transactions
from .providers import Cancelled, ProviderState, provider
from .refunding.owing import owe_back
from .refunding.sending import send_soon
from .refunding.whole_parcels import give_back_rest, paid_in_advance, void_cash
from .syncing import sync_and_apply
from .telling import tell_of_cancelling, tell_of_money_back, tell_of_undelivered

S = Parcel.State
CANCELLABLE_BY_BUYER = {S.AWAITING_PAYMENT, S.NEW}
# Who gets less than they ordered may refuse the rest until it is handed over.
CANCELLABLE_WHEN_LESS = {S.ACCEPTED, S.PACKED}
CANCELLABLE_BY_SELLER = {S.NEW, S.ACCEPTED, S.PACKED}


class PaidMeanwhile(Exception):
    """The money came before the attempt to pay could be closed: the order stands."""


def may_cancel(parcel: Parcel, numbers: Collection[str] | None = None) -> bool:
    """Whether the buyer may still change their mind. `numbers` of the order's parcels save the query.

    Of a visit only before it is paid: until when a paid one may be cancelled was promised when it was booked, and
    marketplace.visits, which keeps the promise, hands its rule to `cancel_by_buyer`.
    """
    if parcel.temperature == Temperature.SERVICE:
        return parcel.state == S.AWAITING_PAYMENT
    if parcel.state in CANCELLABLE_BY_BUYER:
        return True
    return parcel.state in CANCELLABLE_WHEN_LESS and was_lessened(parcel, numbers)


def cancel_by_buyer(
    *, parcel: Parcel, by: str, note: str = "", is_allowed: Callable[[Parcel], bool] = may_cancel
) -> Parcel:
    """Before the producer has begun, who is told; until it is handed over, when the producer sends less. An order that
    waits for payment is cancelled whole; a paid parcel's money goes back at once, with its delivery fee; a promise of
    cash is void.

    `is_allowed` is asked under the lock, of what is paid or promised. Raises WrongState where it says no: once the producer has accepted, PaidMeanwhile, ProviderUnavailable. No transaction may be open.
    """
    outside_transactions()
    current = Parcel.objects.get(pk=parcel.pk)
    if current.state == S.AWAITING_PAYMENT:
        cancel_unpaid(current.order_id, by=by, note=note)
        return Parcel.objects.get(pk=parcel.pk)
    return _cancel_ordered(parcel, is_allowed, Refund.Reason.CANCELLED, tell_of_cancelling, by=by, note=note)


def cannot_deliver(
    *, parcel: Parcel, by: str, note: str = "", from_states: Collection[str] = CANCELLABLE_BY_SELLER
) -> Parcel:
    """The producer or the staff give up a parcel, up to packed; other parcels are untouched. The buyer is told.

    `from_states`: where it may still be given up, for who was asked before it was accepted. Raises WrongState.
    No transaction may be open.
    """
    outside_transactions()
    reason, tell = Refund.Reason.NOT_DELIVERED, tell_of_undelivered
    return _cancel_ordered(parcel, lambda held: held.state in from_states, reason, tell, by=by, note=note)


def cancel_unpaid(order_id: int, *, by: str, note: str = "") -> None:
    """The provider closes the attempt first; then the goods go back. Raises PaidMeanwhile, WrongState, ProviderUnavailable."""
    outside_transactions()
    attempts = list(Payment.objects.filter(order_id=order_id, parcel=None, state__in=Payment.OPEN).order_by("pk"))
    for payment in attempts:
        if not isinstance(provider(payment.provider).cancel(payment), Cancelled):
            sync_and_apply(payment.pk)
            raise PaidMeanwhile(str(payment.uuid))
    with locked_order(order_id) as order:
        for payment in attempts:
            apply(payment, ProviderState("cancelled", payment.amount, payment.currency, received=payment.received))
        _end(order, by, note)


def _end(order, by: str, note: str) -> None:
    if order.payments.filter(parcel=None, state__in=Payment.OPEN).exists():
        raise PaidMeanwhile("another attempt to pay was begun")
    waiting = list(order.parcels.filter(state=S.AWAITING_PAYMENT).order_by("pk"))
    if not waiting and order.status == "confirmed":
        raise PaidMeanwhile(order.number)
    if not waiting:
        raise WrongState(order.parcels.order_by("pk").first(), S.CANCELLED)
    lock_stock(waiting)
    for parcel in waiting:
        fulfilment.cancel_parcel(parcel=parcel, by=by, note=note)
    follow(order)
    for payment in order.payments.filter(parcel=None, received__gt=0):
        reason = Refund.Reason.CANCELLED
        tell_of_money_back(owe_back(payment=payment, amount=payment.received, reason=reason, is_booked=False))


def _cancel_ordered(
    parcel: Parcel, is_allowed: Callable[[Parcel], bool], reason: str, tell, *, by: str, note: str
) -> Parcel:
    with locked_parcel(parcel) as held:
        if held.parcel.state == S.AWAITING_PAYMENT or not is_allowed(held.parcel):
            raise WrongState(held.parcel, S.CANCELLED)
        lock_stock([held.parcel])
        cancelled = fulfilment.cancel_parcel(parcel=held.parcel, by=by, note=note)
        refund = _undo_payment(held, cancelled, reason, by)
        follow(held.order)
        tell(cancelled)
    if refund:
        send_soon(refund)
    return cancelled


def _undo_payment(held: Locked, cancelled: Parcel, reason: str, by: str) -> Refund | None:
    """The promise of cash is void; what was paid in advance goes back, delivery and all."""
    if void_cash(held) or not paid_in_advance(held):
        return None
    return give_back_rest(cancelled, reason=reason, by=by, key="cancel")
