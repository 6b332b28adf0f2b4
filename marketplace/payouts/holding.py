"""A seller is not paid for now, and somebody says why: a dispute, a suspension, a question."""

from django.db import transaction
from django.utils import timezone

from marketplace.folding import clean
from marketplace.ledger.purses import lock_purse

from .models import PayoutHold
from .permitting import HOLD, require


class NoReason(ValueError):
    """The seller reads the reason on the money page, so there must be one."""


def hold(*, seller, reason: str, by=None) -> PayoutHold:
    """Stops every payout that has not left. `by` None is the shop itself. Raises PermissionDenied, NoReason."""
    if by is not None:
        require(by, HOLD)
    reason = clean(reason)[:300]
    if not reason:
        raise NoReason
    with transaction.atomic():
        lock_purse(seller.pk)  # an export that is running ends first, one that begins after sees the hold
        return PayoutHold.objects.create(seller=seller, reason=reason, placed_by=by)


def lift(*, hold: PayoutHold, by=None) -> PayoutHold:
    """A lifted hold stays as it was lifted. Raises PermissionDenied."""
    if by is not None:
        require(by, HOLD)
    PayoutHold.objects.filter(pk=hold.pk, lifted_at=None).update(lifted_at=timezone.now(), lifted_by=by)
    hold.refresh_from_db()
    return hold
