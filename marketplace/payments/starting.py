"""Begins an attempt at the provider, after the order stands (payments.md 2.6)."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.fulfilment.holding import ENOUGH_TO_PAY, first_visit, has_begun

from .applying import apply
from .billing import bill_of, extend, may_try_again, received_for
from .models import Payment
from .patience import be_patient, outside_transactions
from .providers import (
    INSTRUCTIONS,
    AttemptSpoilt,
    Cancelled,
    Done,
    Instructions,
    Provider,
    ProviderState,
    Redirect,
    offered,
    provider,
)
from .syncing import sync_and_apply


class NotPayable(Exception):
    """Nothing is to be paid for this order in advance: it is paid, over, or cash is promised."""


class NoMoreTries(NotPayable):
    """The order has had its attempts; the goods cannot be held for ever."""


def open_attempt(order) -> Payment | None:
    """The attempt by which this order may be paid now."""
    return order.payments.filter(parcel=None, state__in=Payment.OPEN).first()


def begin(payment: Payment) -> Redirect | Instructions | Done:
    """Open the attempt at its provider, or find it open. Pressed twice, one session (R5).

    Raises NotPayable, ProviderUnavailable. No transaction may be open.
    """
    outside_transactions()
    payment.refresh_from_db()
    if not payment.is_open or has_begun(payment.order):
        raise NotPayable(str(payment.uuid))
    way = provider(payment.provider)
    try:
        answer = way.start(payment)
    except AttemptSpoilt:
        apply(payment, ProviderState("failed", payment.amount, payment.currency, received=payment.received))
        raise
    if not _note_begun(payment, answer):
        # It was ended while we spoke to the provider: nobody shall pay by what was just opened.
        payment.provider_ref = getattr(answer, "provider_ref", "") or payment.provider_ref
        way.cancel(payment)
        raise NotPayable(str(payment.uuid))
    return answer


@transaction.atomic
def _note_begun(payment: Payment, answer) -> bool:
    """False when the payment is no longer open."""
    be_patient()
    get_model("order", "Order").objects.select_for_update().get(pk=payment.order_id)
    current = Payment.objects.select_for_update().get(pk=payment.pk)
    if not current.is_open or isinstance(answer, Done):
        return current.is_open
    current.url = getattr(answer, "url", "") or current.url
    current.provider_ref = answer.provider_ref or current.provider_ref
    current.expires_at = answer.expires_at or current.expires_at
    if current.state == Payment.State.CREATED:
        current.state, current.changed_at = Payment.State.PENDING, timezone.now()
    current.save(update_fields=["url", "provider_ref", "expires_at", "state", "changed_at"])
    extend(bill_of(current.order), current.expires_at)
    return True


def attempt_by(order, *, code: str) -> Payment:
    """The attempt to pay by this provider: the open one, or a new one after the old was closed at its provider (R8).

    Raises NotPayable, NoMoreTries, UnknownProvider, ProviderUnavailable. No transaction may be open.
    """
    outside_transactions()
    chosen = offered(code)
    before = open_attempt(order)
    if before and before.provider == code:
        return before
    # Asked before the open attempt is closed, so that nobody loses the one way that is left.
    _check_payable(order, chosen)
    if before:
        _close(before)
    return _new_attempt(order, chosen)


def _check_payable(order, chosen: Provider) -> None:
    """Only ways that are paid in advance, for what is still owed, within the tries. Raises NotPayable, NoMoreTries."""
    bill = bill_of(order)
    if chosen.pay_within is None or chosen.one_payment_per_parcel:
        raise NotPayable(f"{chosen.code} is not paid in advance")
    if order.status != "pending_payment" or not bill.is_prepaid or received_for(order):
        raise NotPayable(order.number)
    if not chosen.min_amount <= bill.total <= chosen.max_amount:
        raise NotPayable(f"{bill.total} cannot be paid by {chosen.code}")
    if chosen.kind == INSTRUCTIONS and (begins := first_visit(order)) and begins < timezone.now() + ENOUGH_TO_PAY:
        raise NotPayable(f"the visit begins too soon for {chosen.code}")
    if not may_try_again(bill, order.payments.filter(parcel=None).count(), order.date_placed):
        raise NoMoreTries(order.number)


def _close(payment: Payment) -> None:
    if payment.received:
        raise NotPayable("part of the money has come by another way")
    if isinstance(provider(payment.provider).cancel(payment), Cancelled):
        apply(payment, ProviderState("cancelled", payment.amount, payment.currency))
    else:
        sync_and_apply(payment.pk)


@transaction.atomic
def _new_attempt(order, chosen: Provider) -> Payment:
    be_patient()
    order = get_model("order", "Order").objects.select_for_update().get(pk=order.pk)
    _check_payable(order, chosen)
    try:
        with transaction.atomic():
            return Payment.objects.create(order=order, provider=chosen.code, amount=bill_of(order).total)
    except IntegrityError:
        # Two tabs: the other one opened its attempt a moment before.
        return order.payments.get(parcel=None, state__in=Payment.OPEN)
