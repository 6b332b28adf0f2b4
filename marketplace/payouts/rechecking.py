"""Looks at a batch once more before it is approved and before it leaves: what no longer holds is left out."""

from django.db.models import Prefetch
from oscar.core.loading import get_model

from marketplace.ledger.purses import lock_purses
from marketplace.payments.models import Payment, Refund
from marketplace.payments.patience import be_patient
from marketplace.payments.vietqr.banks import UnknownBank, bank

from .leaving_out import LeftOut, leave_out
from .models import Payout, TransferBatch, TransferLine
from .netting import net_debt
from .readiness import Why, account_of, obstacle
from .statement import NotTied, statement_of_payout

PATIENCE = "10s"


class WrongState(Exception):
    """The batch is not where this can be done with it: somebody was quicker."""


def locked(batch: TransferBatch, *states: str) -> TransferBatch:
    """The batch as it is now. Raises WrongState."""
    be_patient(PATIENCE)
    current = TransferBatch.objects.select_for_update().get(pk=batch.pk)
    if current.state not in states:
        raise WrongState(f"{current.number}: {current.state}")
    return current


def recheck(batch: TransferBatch, *, now) -> list[LeftOut]:
    """Leave out what no longer holds; whose and why. Call under the batch; takes its orders, then its purses."""
    lines = list(batch.lines.standing().select_related("refund", "payout"))
    lock_orders([line.refund.order_id for line in lines if line.refund_id])
    payouts = _payouts(lines)
    lock_purses([payout.seller_id for payout in payouts])
    left = [_refund_left(line) for line in lines if line.refund_id] + [_payout_left(one, now) for one in payouts]
    left = [one for one in left if one]
    if left:
        leave_out(batch, left)
    return left


def lock_orders(order_ids) -> None:
    """With their payments, in the order of keys, before any purse (the house's order of locks)."""
    orders = get_model("order", "Order").objects.select_for_update().filter(pk__in=order_ids)
    list(orders.order_by("pk").values_list("pk", flat=True))
    payments = Payment.objects.select_for_update().filter(order_id__in=order_ids)
    list(payments.order_by("pk").values_list("pk", flat=True))


def _payouts(lines: list[TransferLine]) -> list[Payout]:
    of_batch = Prefetch("lines", TransferLine.objects.standing())
    found = Payout.objects.filter(pk__in={line.payout_id for line in lines if line.payout_id})
    return list(found.select_related("seller", "account").prefetch_related(of_batch).order_by("seller_id"))


def _refund_left(line: TransferLine) -> LeftOut | None:
    refund = Refund.objects.waiting_for_transfer().filter(pk=line.refund_id).first()
    planned = (line.bin, line.account_no, line.holder, line.amount)
    is_same = refund and (refund.account_bin, refund.account_no, refund.account_holder, refund.amount) == planned
    if is_same and _is_known(line.bin):
        return None
    return LeftOut(line.amount, Why.REFUND_CHANGED, refund=line.refund)


def _payout_left(payout: Payout, now) -> LeftOut | None:
    why = _why(payout, now)
    return LeftOut(payout.amount, why, seller=payout.seller) if why else None


def _why(payout: Payout, now) -> Why | None:
    account, available = account_of(payout.seller), net_debt(payout.seller)
    if why := obstacle(payout.seller, account, now):
        return why
    if account != payout.account or any(not _is_to(line, account) for line in payout.lines.all()):
        return Why.OTHER_ACCOUNT
    if not _is_known(account.bin):
        return Why.NO_ACCOUNT
    if available < payout.amount:
        return Why.LESS
    return None if _is_tied(payout) else Why.NOT_TIED


def _is_to(line: TransferLine, account) -> bool:
    return (line.bin, line.account_no, line.holder) == (account.bin, account.number, account.holder)


def _is_known(bin: str) -> bool:
    try:
        return bool(bank(bin))
    except UnknownBank:
        return False


def _is_tied(payout: Payout) -> bool:
    try:
        statement_of_payout(payout)
    except NotTied:
        return False
    return sum(line.amount for line in payout.lines.all()) == payout.amount
