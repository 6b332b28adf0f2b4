"""Gives a transfer to orders: the rows that count as received, and what follows from them by payments.applying."""

import logging

from django.db import OperationalError, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from oscar.core.loading import get_model

from marketplace.money import format_dong

from ..applying import apply
from ..attending import close_attention
from ..models import Attention, BankReceipt, Payment, ReceiptAllocation
from ..patience import be_patient, outside_transactions
from ..providers import Cancelled, ProviderState, ProviderUnavailable, UnknownProvider, provider
from ..syncing import sync_and_apply
from ..telling import tell_of_missing
from ..vietqr.transfer_content import content
from .judging import TRANSFER, open_amount, takes_transfers
from .permitting import MATCH, require

logger = logging.getLogger(__name__)
S = BankReceipt.State


class NotWaiting(Exception):
    """This transfer has an owner, went back, or was never confirmed."""


class CashOrder(Exception):
    """The order is paid in cash, so no transfer can pay for it."""


class TooMuch(Exception):
    """Some of it would have to go back to the buyer; the text says to staff what to do instead."""


def allocate_by_hand(*, receipt: BankReceipt, order, by) -> BankReceipt:
    """All of it for this order, by somebody who may, when that order needs all of it.

    Nothing of it may become a refund: one person would have sent the shop's money to a buyer of their choice. What is
    too much goes back by two persons (returning.return_receipt).
    Raises PermissionDenied, NotWaiting, CashOrder, TooMuch, OperationalError. No transaction may be open.
    """
    require(by, MATCH)
    outside_transactions()
    with transaction.atomic():
        be_patient()
        orders = locked_orders(pk=order.pk)
        current = locked_receipt(receipt)
        if not takes_transfers(orders[0]):
            raise CashOrder(order.number)
        _allocate_needed(current, orders[0], by)
        close_flags(current, by=by, note=order.number)
    close_other_attempts(orders)
    return current


def _allocate_needed(receipt: BankReceipt, order, by) -> None:
    """Whether goods of an expired order are still there is known only by trying. Raises TooMuch; then roll back."""
    missing, before = open_amount(order), _given_back(order)
    allocate(receipt, [(order, receipt.amount)], by=str(by))
    if _given_back(order) == before:
        return
    if missing:
        words = _("This order waits for only %(amount)s. Choose another order, or send the transfer back.")
        raise TooMuch(words % {"amount": format_dong(missing)})
    raise TooMuch(
        _("This order does not need all of it: it is paid, ended or too late. Choose another, or send it back.")
    )


def _given_back(order) -> int:
    return order.refunds.aggregate(total=Sum("amount", default=0))["total"]


def locked_orders(**which) -> list:
    """Orders, then their payments, each in key order. Call before the receipt is locked."""
    orders = list(get_model("order", "Order").objects.select_for_update().filter(**which).order_by("pk"))
    payments = Payment.objects.select_for_update().filter(order__in=[order.pk for order in orders])
    list(payments.order_by("pk").values_list("pk", flat=True))
    return orders


def locked_receipt(receipt: BankReceipt, *, state: str = S.UNMATCHED) -> BankReceipt:
    """Raises NotWaiting when it is in another state than this."""
    current = BankReceipt.objects.select_for_update().get(pk=receipt.pk)
    if current.state != state:
        raise NotWaiting(f"{current.pk}: {current.state}")
    return current


def allocate(receipt: BankReceipt, shares, *, by: str) -> None:
    """`shares`: pairs of order and dong that sum to the transfer. Call under the locks of orders and receipt."""
    if sum(amount for _order, amount in shares) != receipt.amount:
        raise AssertionError(f"receipt {receipt.pk} is not given away whole")
    receipt.state, receipt.judged_at = S.MATCHED, timezone.now()
    receipt.save(update_fields=["state", "judged_at"])
    for order, amount in shares:
        payment = _attempt_of(order)
        ReceiptAllocation.objects.create(receipt=receipt, payment=payment, amount=amount, by=by[:120])
        after = apply(payment, provider(TRANSFER).sync(payment)).order
        if missing := open_amount(after):
            payment.refresh_from_db(fields=["state"])
            key = f"{receipt.pk}:{order.pk}"
            tell_of_missing(after, received=amount, missing=missing, has_code=payment.is_open, key=key)


def _attempt_of(order) -> Payment:
    """The attempt by transfer: the open one, else the last. One is written for money that nobody had announced."""
    ours = order.payments.filter(parcel=None, provider=TRANSFER)
    found = ours.filter(state__in=Payment.OPEN).first() or ours.last()
    if found:
        return found
    has_open = order.payments.filter(parcel=None, state__in=Payment.OPEN).exists()
    may_stay_open = order.status == "pending_payment" and not has_open
    return Payment.objects.create(
        order=order,
        provider=TRANSFER,
        amount=order.bill.total,
        provider_ref=content(order.number),
        state=Payment.State.PENDING if may_stay_open else Payment.State.CANCELLED,
    )


def close_other_attempts(orders) -> None:
    """An order that a transfer has paid shall not be paid by card too. What cannot be closed now ends by itself (R8)."""
    left = Payment.objects.filter(order__in=[order.pk for order in orders], parcel=None, state__in=Payment.OPEN)
    for payment in left.exclude(order__status="pending_payment").order_by("pk"):
        try:
            if isinstance(provider(payment.provider).cancel(payment), Cancelled):
                state = ProviderState("cancelled", payment.amount, payment.currency, received=payment.received)
                apply(payment, state)
            else:
                sync_and_apply(payment.pk)
        except (ProviderUnavailable, UnknownProvider, OperationalError):
            logger.warning("payment %s could not be closed", payment.uuid, exc_info=True)


def about(receipt: BankReceipt) -> str:
    """What flags about this transfer are called."""
    return f"receipt:{receipt.pk}"


def close_flags(receipt: BankReceipt, *, by, note: str) -> None:
    for flag in Attention.objects.filter(about=about(receipt), closed_at=None):
        close_attention(attention=flag, by=by, note=note)
