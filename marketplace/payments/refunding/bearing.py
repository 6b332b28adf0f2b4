"""Whose money a refund was that nobody asked us for: first what lies with no name on it, then the shop's own."""

from django.db.models import Q, Sum

from marketplace.ledger import accounts
from marketplace.ledger.models import Entry, PostingKind, Purpose
from marketplace.ledger.posting import post

from ..models import Payment, Refund


def bear(refund: Refund) -> None:
    """Owe it to the buyer, out of this payment's own mismatched money and then as a loss. Call under the lock of the order."""
    nobodys = min(refund.amount, nobodys_of(refund.payment))
    _post(refund, "from-nobodys", PostingKind.TRANSFER_ALLOCATED, accounts.unallocated(), nobodys)
    _post(refund, "borne", PostingKind.LOSS, accounts.loss_other(), refund.amount - nobodys)


def unbear(refund: Refund) -> None:
    """It came back: each part lies where it lay. Call under the lock of the order, once the money is owed again."""
    nobodys = _sum(Q(posting__key=_key(refund, "from-nobodys")))
    _post(refund, "to-nobodys", PostingKind.TRANSFER_ALLOCATED, accounts.unallocated(), -nobodys)
    _post(refund, "not-borne", PostingKind.LOSS, accounts.loss_other(), nobodys - refund.amount)


def came_in(payment: Payment) -> int:
    """Dong that came by this payment, with what could not be its own."""
    return payment.received - _sum(_mismatch(payment))


def nobodys_of(payment: Payment) -> int:
    """Dong of this payment that are held with nobody's name on them and have not gone back."""
    outside = payment.refunds.filter(reason=Refund.Reason.EXTERNAL)
    moves = [_key(refund, part) for refund in outside for part in ("from-nobodys", "to-nobodys")]
    return max(0, -_sum(_mismatch(payment) | Q(posting__key__in=moves)))


def _mismatch(payment: Payment) -> Q:
    return Q(posting__key__startswith=f"mismatch:{payment.uuid}:")


def _sum(which: Q) -> int:
    """Debits less credits of the account that is nobody's."""
    entries = Entry.objects.filter(which, account__purpose=Purpose.UNALLOCATED)
    return entries.aggregate(sum=Sum("amount", default=0))["sum"]


def _post(refund: Refund, part: str, kind: str, account, amount: int) -> None:
    if amount:
        legs = [(account, amount), (accounts.refund_due(refund.order), -amount)]
        post(key=_key(refund, part), kind=kind, legs=legs, order=refund.order)


def _key(refund: Refund, part: str) -> str:
    return f"refund:{refund.uuid}:{part}"
