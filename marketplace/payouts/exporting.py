"""Gives an approved batch to the bank: the file is stored first, then the money is booked as on its way, once."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from marketplace.ledger import accounts
from marketplace.ledger.models import PostingKind
from marketplace.ledger.posting import post
from marketplace.payments.patience import outside_transactions
from marketplace.payments.refunding.transferring import sent_by_transfer

from .formats import BankFormat, bank_format
from .keeping import store
from .leaving_out import LeftOut
from .models import Payout, TransferBatch, TransferLine
from .permitting import MAKE, require
from .rechecking import WrongState, locked, recheck

S = TransferBatch.State
ROUNDS = 5


class NothingLeft(WrongState):
    """Nothing in the batch holds any more; it is rejected. `left_out` says what and why."""

    def __init__(self, left_out: list[LeftOut]):
        self.left_out = left_out
        super().__init__(f"{len(left_out)} left out")


@dataclass
class Export:
    """The batch as the bank has it, and what was left out of it on the way."""

    batch: TransferBatch
    left_out: list[LeftOut] = field(default_factory=list)


def export_batch(*, batch: TransferBatch, by, now=None) -> Export:
    """Store the file and book every line, once; asked again, the same file. No transaction may be open.

    Everything is looked at once more under the purses: when a line must go, the file is made anew without it.
    Raises PermissionDenied, WrongState when it is not approved, NothingLeft.
    """
    require(by, MAKE)
    outside_transactions()
    export = Export(batch)
    for _round in range(ROUNDS):
        batch.refresh_from_db()
        if batch.state in (S.EXPORTED, S.DONE):
            return export
        if batch.state != S.APPROVED:
            raise NothingLeft(export.left_out) if export.left_out else WrongState(f"{batch.number}: {batch.state}")
        shape = bank_format(batch.format)
        lines = _lines(batch)
        stored = store(batch, _content(batch, lines, shape), shape.kind)
        export.left_out += _leave(batch, [line.pk for line in lines], stored, by, now or timezone.now())
    raise WrongState(f"{batch.number} changes all the time")


def _content(batch: TransferBatch, lines: list[TransferLine], shape: BankFormat) -> bytes:
    return shape.write(lines, day=timezone.localdate(batch.approved_at))


def _lines(batch: TransferBatch) -> list[TransferLine]:
    return list(batch.lines.standing().select_related("payout__seller", "refund").order_by("seq"))


@transaction.atomic
def _leave(batch: TransferBatch, written: list[int], stored: tuple[str, str], by, now) -> list[LeftOut]:
    """Books the batch when the file holds just its lines; else what was left out, for a new file."""
    current = locked(batch, S.APPROVED, S.EXPORTED, S.DONE, S.REJECTED)
    if current.state != S.APPROVED:
        return []
    left_out = recheck(current, now=now)
    lines = _lines(current)
    if left_out or [line.pk for line in lines] != written:
        return left_out
    for line in lines:
        if line.refund_id:
            sent_by_transfer(line.refund, line.reference)
    _book(lines, by, now)
    current.state, current.exported_at, (current.file, current.sha256) = S.EXPORTED, now, stored
    current.save(update_fields=["state", "exported_at", "file", "sha256"])
    return []


def _book(lines: list[TransferLine], by, now) -> None:
    for payout in {line.payout for line in lines if line.payout_id}:
        post(
            key=f"payout:{payout.pk}:exported",
            kind=PostingKind.PAYOUT_EXPORTED,
            legs=[
                (accounts.seller_available(payout.seller), payout.amount),
                (accounts.payout_transit(), -payout.amount),
            ],
            seller=payout.seller,
            occurred_at=now,
            by=str(by.pk),
        )
    Payout.objects.filter(pk__in={line.payout_id for line in lines if line.payout_id}).update(
        state=Payout.State.EXPORTED
    )
