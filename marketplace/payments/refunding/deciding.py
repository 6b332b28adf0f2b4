"""A refund is approved or rejected. Approval moves the money to what is owed to the buyer; the buyer waits for nothing else."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from marketplace.ledger.purses import lock_purse
from marketplace.sales.reversing import reverse

from ..booking import book_owed_back
from ..locking import locked_parcel
from ..models import Refund
from ..telling import tell_of_money_back
from .drafting import MoreThanReceived, NotRefundable, left_of
from .portions import amounts_of, refunded_units

PERMISSION = "payments.approve_refund"
S = Refund.State


class AlreadyDecided(NotRefundable):
    """Somebody rejected it before, or approved what is to be rejected."""


def approve(*, refund: Refund, by) -> Refund:
    """Any one person who may; approving twice changes nothing. Raises PermissionDenied, AlreadyDecided, MoreThanReceived."""
    _require(by)
    return approve_by_shop(refund=refund, by=by)


def approve_by_shop(*, refund: Refund, by=None) -> Refund:
    """Where a rule has decided: a cancelled or lost parcel. Raises AlreadyDecided, MoreThanReceived.

    The amount is worked out anew: another refund of the same line may have been decided in between, and a dong that
    the rounding gives to one unit is given once. A sale that was recognised is taken back, part by part.
    """
    with locked_parcel(refund.parcel) as held:
        current = Refund.objects.select_for_update().get(pk=refund.pk)
        if current.state in Refund.COUNTED:
            return current
        if current.state == S.REJECTED:
            raise AlreadyDecided(str(current.uuid))
        current.order, current.parcel = held.order, held.parcel
        units = _weigh(current)
        payment = next(payment for payment in held.payments if payment.pk == current.payment_id)
        if current.amount > left_of(payment):
            raise MoreThanReceived(f"{current.amount} of {left_of(payment)}")
        current.state, current.approved_at, current.approved_by = S.APPROVED, timezone.now(), by
        current.save()
        _book(current, units)
        tell_of_money_back(current)
        return current


def reject(*, refund: Refund, by, note: str = "") -> Refund:
    """Raises PermissionDenied, AlreadyDecided."""
    _require(by)
    with locked_parcel(refund.parcel):
        current = Refund.objects.select_for_update().get(pk=refund.pk)
        if current.state == S.REJECTED:
            return current
        if current.state != S.DRAFT:
            raise AlreadyDecided(str(current.uuid))
        current.state, current.approved_by, current.approved_at = S.REJECTED, by, timezone.now()
        current.note = (note or current.note)[:300]
        current.save()
        return current


def _require(by) -> None:
    if not (by and by.has_perm(PERMISSION)):
        raise PermissionDenied(PERMISSION)


def _weigh(refund: Refund) -> dict[int, int]:
    """Sets the amounts as they are now; parcel line -> units."""
    lines = list(refund.lines.order_by("pk"))
    units = {line.parcel_line_id: line.quantity for line in lines}
    amounts = amounts_of(refund.parcel, units, done=refunded_units(refund.parcel))
    for line in lines:
        if line.amount != amounts[line.parcel_line_id]:
            line.amount = amounts[line.parcel_line_id]
            line.save(update_fields=["amount"])
    refund.amount = sum(amounts.values()) + refund.fee_amount
    return units


def _book(refund: Refund, units: dict[int, int]) -> None:
    """Before recognition the buyer's money is still whole; after it every share gives back its part."""
    if not refund.parcel.sale_entries.assessed().exists():
        book_owed_back(refund)
        return
    lock_purse(refund.parcel.seller_id)
    entries = reverse(parcel=refund.parcel, units=units, fee=bool(refund.fee_amount), key=str(refund.uuid))
    taken_back = sum(entry.buyer_part for entry in entries)
    if taken_back != refund.amount:
        raise AssertionError(f"refund {refund.uuid}: {refund.amount} owed, {taken_back} taken back")
