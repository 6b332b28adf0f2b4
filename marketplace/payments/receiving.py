"""Money has come: what it means depends on where its order stands. Late money wins, and none is ever lost (payments.md 2.8)."""

from marketplace.fulfilment.holding import has_begun, revive_parcels
from marketplace.fulfilment.order_status import follow

from .attending import call_for_attention
from .billing import bill_of, received_for
from .booking import book_capture
from .confirming import confirm, paid
from .lapsing import lapse
from .mirroring import mirror_capture
from .models import Attention, Payment, Refund
from .refunding.owing import owe_back
from .telling import tell_of_money_back

Flag, Why = Attention.Reason, Refund.Reason


def receive(payment: Payment, *, arrived: int) -> None:
    """Book `arrived` dong and go on with the order. Call under the lock of the order, `payment.received` being the new sum."""
    mirror_capture(payment, arrived)
    if payment.parcel_id:
        book_capture(payment, arrived=arrived, excess=0)
        return
    total, received = bill_of(payment.order).total, received_for(payment.order)
    if payment.order.status == "pending_payment":
        _for_a_waiting_order(payment, arrived, total, received)
    elif payment.order.status == "expired":
        _for_an_expired_order(payment, arrived, total, received)
    else:
        _too_much(payment, arrived)


def _for_a_waiting_order(payment: Payment, arrived: int, total: int, received: int) -> None:
    late = received >= total and has_begun(payment.order)
    excess = 0 if late else min(arrived, max(0, received - total))
    book_capture(payment, arrived=arrived, excess=excess)
    if received < total:
        return
    if late:
        _for_a_begun_visit(payment)
        return
    confirm(payment.order)
    paid(payment.order)
    if excess:
        _give_back(payment, excess, Why.EXCESS, Flag.OVERPAID, is_booked=True)


def _for_a_begun_visit(payment: Payment) -> None:
    """It cannot be sold any more, and an order is paid whole or not at all: as if it had expired the moment before."""
    for refund in lapse(payment.order, flag=Flag.LATE_PAYMENT):
        tell_of_money_back(refund)


def _for_an_expired_order(payment: Payment, arrived: int, total: int, received: int) -> None:
    """R11: the goods are taken again when they are still there, else the money goes back."""
    excess = min(arrived, max(0, received - total))
    if received >= total and _is_still_owed(payment) and revive_parcels(payment.order):
        book_capture(payment, arrived=arrived, excess=excess)
        follow(payment.order)
        paid(payment.order)
        if excess:
            _give_back(payment, excess, Why.EXCESS, Flag.OVERPAID, is_booked=True)
        return
    book_capture(payment, arrived=arrived, excess=arrived)
    _give_back(payment, arrived, Why.LATE, Flag.LATE_PAYMENT, is_booked=True)


def _is_still_owed(payment: Payment) -> bool:
    """Money of this order that was given back already cannot pay for it too."""
    return not payment.order.refunds.exclude(state=Refund.State.REJECTED).exists()


def _too_much(payment: Payment, arrived: int) -> None:
    """The order is paid, or cancelled: nothing of this money is needed."""
    book_capture(payment, arrived=arrived, excess=arrived)
    if payment.order.status == "cancelled":
        _give_back(payment, arrived, Why.LATE, Flag.LATE_PAYMENT, is_booked=True)
    else:
        _give_back(payment, arrived, Why.EXCESS, Flag.DOUBLE_PAYMENT, is_booked=True)


def _give_back(payment: Payment, amount: int, reason: str, flag: str, *, is_booked: bool) -> None:
    refund = owe_back(payment=payment, amount=amount, reason=reason, is_booked=is_booked)
    call_for_attention(reason=flag, about=str(refund.uuid), order=payment.order, text=f"{amount} ₫")
    tell_of_money_back(refund)
