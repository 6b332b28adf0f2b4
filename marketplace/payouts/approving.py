"""The second person: looks at a batch and approves or rejects it (I27)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from .leaving_out import LeftOut
from .models import Payout, TransferBatch
from .permitting import APPROVE, MAKE, require
from .rechecking import locked, recheck

S = TransferBatch.State


class OwnBatch(PermissionDenied):
    """Whoever made a batch does not approve it."""


@transaction.atomic
def approve_batch(*, batch: TransferBatch, by, now=None) -> list[LeftOut]:
    """What was left out because it no longer holds; when nothing is left the batch is rejected instead.

    Raises PermissionDenied, OwnBatch, WrongState.
    """
    require(by, APPROVE)
    current = locked(batch, S.DRAFT)
    if current.created_by_id == by.pk:
        raise OwnBatch(APPROVE)
    now = now or timezone.now()
    left_out = recheck(current, now=now)
    if current.state == S.DRAFT:
        current.state, current.approved_by, current.approved_at = S.APPROVED, by, now
        current.save(update_fields=["state", "approved_by", "approved_at"])
        payouts = Payout.objects.filter(lines__batch=current, state=Payout.State.DRAFT).values("pk")
        Payout.objects.filter(pk__in=payouts).update(state=Payout.State.APPROVED)
    batch.refresh_from_db()
    return left_out


@transaction.atomic
def reject_batch(*, batch: TransferBatch, by) -> TransferBatch:
    """By the second person, or by whoever made it; not once the bank has it. The money stays where it is.

    Raises PermissionDenied, WrongState.
    """
    current = locked(batch, S.DRAFT, S.APPROVED, S.REJECTED)
    require(by, MAKE if current.created_by_id == by.pk else APPROVE)
    if current.state != S.REJECTED:
        payouts = Payout.objects.filter(lines__batch=current, state__in=(S.DRAFT, S.APPROVED)).values("pk")
        Payout.objects.filter(pk__in=payouts).update(state=Payout.State.REJECTED)
        current.state = S.REJECTED
        current.save(update_fields=["state"])
    batch.refresh_from_db()
    return current
