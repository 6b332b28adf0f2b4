"""Books what the bank answered, transfer by transfer, by our reference; the same answer twice changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.folding import clean
from marketplace.ledger import accounts
from marketplace.ledger.models import PostingKind
from marketplace.ledger.posting import post
from marketplace.ledger.purses import lock_purse
from marketplace.payments.refunding.transferring import (
    AnotherTransfer,
    NotWaiting,
    transfer_bounced,
    transfer_succeeded,
)

from .models import Payout, TransferBatch, TransferLine
from .netting import net_debt
from .permitting import MAKE, require
from .reading_results import BadRow, Result, read_results
from .rechecking import WrongState, lock_orders, locked
from .telling import tell_of_bounced, tell_of_paid

S, L = TransferBatch.State, TransferLine.State


@dataclass
class Recorded:
    """How many transfers were newly booked, how many had been before, and (row, what is wrong) of the others."""

    paid: int = 0
    bounced: int = 0
    unchanged: int = 0
    faults: list[tuple[int, str]] = field(default_factory=list)


def record_results(
    *, batch: TransferBatch, by, rows: Iterable[Result] = (), data: bytes = b"", filename: str = "", now=None
) -> Recorded:
    """Book `rows`, or the answer in a CSV or XLSX file. Each row is a transaction of its own: good rows go in.

    Paid money leaves the collection account; money sent back, also after it was called paid, is the seller's again or
    owed to the buyer. Raises PermissionDenied, WrongState before the export, StatementError for the file as a whole.
    """
    require(by, MAKE)
    batch.refresh_from_db()
    if batch.state not in (S.EXPORTED, S.DONE):
        raise WrongState(f"{batch.number}: {batch.state}")
    recorded, rows = Recorded(), list(rows)
    if data:
        answer = read_results(data, filename)
        rows, recorded.faults = rows + answer.results, list(answer.faults)
    for row in rows:
        try:
            is_new = _record(batch, row, by, now or timezone.now())
        except (BadRow, AnotherTransfer, NotWaiting) as error:
            recorded.faults.append((row.row, _fault(error)))
            continue
        outcome = ("paid" if row.is_paid else "bounced") if is_new else "unchanged"
        setattr(recorded, outcome, getattr(recorded, outcome) + 1)
    recorded.faults.sort()
    batch.refresh_from_db()
    return recorded


def _fault(error: Exception) -> str:
    return str(error) if isinstance(error, BadRow) else _("This refund is not on its way by this transfer.")


@transaction.atomic
def _record(batch: TransferBatch, row: Result, by, now) -> bool:
    """Whether anything changed. Raises BadRow."""
    current = locked(batch, S.EXPORTED, S.DONE)
    line = current.lines.standing().select_related("payout__seller", "payout__account", "refund")
    line = line.filter(reference=clean(row.reference).upper()).first()
    wanted = L.PAID if row.is_paid else L.BOUNCED
    _check(line, row, wanted)
    if line.state == wanted:
        return False
    was, line.state, line.answered_at = line.state, wanted, now
    line.answer, line.bank_reference = clean(row.reason)[:300], clean(row.bank_reference)[:120]
    if line.refund_id:
        _follow_refund(line)
    else:
        _follow_payout(line, was_paid=was == L.PAID, by=by, now=now)
    if not current.lines.waiting().exists() and current.state != S.DONE:
        current.state = S.DONE
        current.save(update_fields=["state"])
    return True


def _check(line: TransferLine | None, row: Result, wanted: str) -> None:
    if line is None:
        raise BadRow(_("No transfer of this batch has the reference %(ref)s.") % {"ref": row.reference[:40]})
    if row.amount is not None and row.amount != line.amount:
        about = {"ref": line.reference, "told": row.amount, "ours": line.amount}
        raise BadRow(_("%(ref)s: the bank says %(told)d, we sent %(ours)d.") % about)
    if line.state == L.BOUNCED and wanted == L.PAID:
        raise BadRow(_("%(ref)s came back before: ask the bank before anything is changed.") % {"ref": line.reference})


def _follow_refund(line: TransferLine) -> None:
    lock_orders([line.refund.order_id])
    line.save(update_fields=["state", "answer", "answered_at", "bank_reference"])
    if line.state == L.PAID:
        transfer_succeeded(line.refund, line.reference)
        return
    line.refund.refresh_from_db()
    if line.refund.provider_ref != line.reference:
        raise AnotherTransfer(line.reference)
    transfer_bounced(line.refund, line.answer or _("The bank sent it back."))


def _follow_payout(line: TransferLine, *, was_paid: bool, by, now) -> None:
    payout = line.payout
    lock_purse(payout.seller_id)
    line.save(update_fields=["state", "answer", "answered_at", "bank_reference"])
    _book(line, was_paid=was_paid, by=by, now=now)
    if line.state == L.BOUNCED:
        net_debt(payout.seller, by=str(by.pk))
        tell_of_bounced(payout, amount=line.amount, reason=line.answer, reference=line.reference)
    _close(payout, now)


def _book(line: TransferLine, *, was_paid: bool, by, now) -> None:
    bank, transit = accounts.bank_collection(), accounts.payout_transit()
    if line.state == L.PAID:
        kind, legs = PostingKind.PAYOUT_PAID, [(transit, line.amount), (bank, -line.amount)]
    else:
        back = (accounts.seller_available(line.payout.seller), -line.amount)
        kind, legs = PostingKind.PAYOUT_BOUNCED, [(bank if was_paid else transit, line.amount), back]
    post(
        key=f"transfer:{line.reference}:{line.state}",
        kind=kind,
        legs=legs,
        seller=line.payout.seller,
        memo=line.answer,
        occurred_at=now,
        by=str(by.pk),
    )


def _close(payout: Payout, now) -> None:
    """Once every part is answered: paid if anything arrived, else it came back."""
    lines = list(payout.lines.standing())
    if any(line.state == L.WAITING for line in lines):
        return
    arrived = sum(line.amount for line in lines if line.state == L.PAID)
    is_first = payout.state == Payout.State.EXPORTED
    payout.state = Payout.State.PAID if arrived else Payout.State.BOUNCED
    payout.paid_at = (payout.paid_at or now) if arrived else None
    payout.save(update_fields=["state", "paid_at"])
    if arrived and is_first:
        tell_of_paid(payout, amount=arrived)
