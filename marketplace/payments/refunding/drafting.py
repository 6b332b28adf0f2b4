"""Writes down a refund of one parcel: which units, whether delivery too, why. Nothing moves before it is approved."""

import hashlib

from django.utils.translation import gettext_lazy as _

from marketplace.fulfilment.models import Parcel

from ..locking import Locked, locked_parcel
from ..models import Payment, Refund, RefundLine
from .owing import channel_of
from .portions import amounts_of, refunded_fee, refunded_units, units_left

S = Parcel.State
# Cancelled before anybody carried it: then delivery was never done.
NEVER_LEFT = {S.NEW, S.ACCEPTED, S.PACKED, S.CANCELLED}


class NotRefundable(Exception):
    """Nothing was written; the text says why."""


class NothingToRefund(NotRefundable):
    """No units, no fee, or what was chosen cost nothing."""


class MoreThanSold(NotRefundable):
    """More units than are left, or the delivery fee a second time."""


class MoreThanReceived(NotRefundable):
    """The payment does not hold that much any more (payments.md I5)."""


def draft_refund(
    *, parcel: Parcel, units: dict[int, int], with_fee: bool, reason: str, by: str, note: str = "", key: str = ""
) -> Refund:
    """A draft over the exact part of what the buyer paid; the same wish twice is one draft (R17).

    `units`: parcel line id -> how many. The fee goes along with the last unit of a parcel that never left, else only
    when chosen. `key` names the wish where the caller knows it ("cancel:<parcel>"). Raises a NotRefundable.
    """
    units = {pk: int(k) for pk, k in units.items() if k}
    with locked_parcel(parcel) as held:
        wish = _key(held.parcel, units, with_fee, key)
        if found := Refund.objects.filter(key=wish).first():
            return found
        return _written(held, units, with_fee, key=wish, reason=reason, created_by=by[:120], note=note[:300])


def _key(parcel: Parcel, units: dict[int, int], with_fee: bool, given: str) -> str:
    """Until a wish is decided, the same one is that wish; afterwards it is a new one."""
    if given:
        return f"{given}:{parcel.pk}"[:120]
    chosen = ",".join(f"{pk}x{k}" for pk, k in sorted(units.items()))
    digest = hashlib.blake2b(f"{chosen} {with_fee}".encode(), digest_size=12).hexdigest()
    stem = f"parcel:{parcel.pk}:{digest}"
    decided = Refund.objects.filter(key__startswith=f"{stem}#").exclude(state=Refund.State.DRAFT).count()
    return f"{stem}#{decided}"


def _written(held: Locked, units, with_fee, **about) -> Refund:
    parcel = held.parcel
    _check_units(parcel, units)
    amounts = amounts_of(parcel, units, done=refunded_units(parcel, with_drafts=True))
    fee = _fee(parcel, units, with_fee)
    amount = sum(amounts.values()) + fee
    if not amount:
        raise NothingToRefund(_("Nothing was paid for this."))
    payment = payment_for(held, amount)
    refund = Refund.objects.create(
        order=held.order,
        parcel=parcel,
        payment=payment,
        amount=amount,
        fee_amount=fee,
        channel=channel_of(payment),
        **about,
    )
    RefundLine.objects.bulk_create(
        RefundLine(refund=refund, parcel_line_id=pk, quantity=k, amount=amounts[pk]) for pk, k in units.items()
    )
    return refund


def _check_units(parcel: Parcel, units: dict[int, int]) -> None:
    left = units_left(parcel)
    if any(k < 0 or k > left.get(pk, 0) for pk, k in units.items()):
        raise MoreThanSold(_("More is chosen than is left of this parcel."))


def _fee(parcel: Parcel, units: dict[int, int], with_fee: bool) -> int:
    gone = refunded_fee(parcel, with_drafts=True)
    if with_fee and gone:
        raise MoreThanSold(_("The delivery fee goes back already."))
    is_last = parcel.state in NEVER_LEFT and units == units_left(parcel)
    return parcel.fee if not gone and (with_fee or is_last) else 0


def payment_for(held: Locked, amount: int) -> Payment:
    """The payment that this parcel was paid with and that still holds so much. Raises MoreThanReceived."""
    own = [payment for payment in held.payments if payment.parcel_id == held.parcel.pk]
    for payment in own or [payment for payment in held.payments if payment.parcel_id is None]:
        if left_of(payment, with_drafts=True) >= amount:
            return payment
    raise MoreThanReceived(_("The buyer has not paid that much, or it goes back already."))


def left_of(payment: Payment, *, with_drafts: bool = False) -> int:
    """Dong that came by this payment and do not go back."""
    refunds = payment.refunds.standing() if with_drafts else payment.refunds.counted()
    return payment.received - refunds.total()
