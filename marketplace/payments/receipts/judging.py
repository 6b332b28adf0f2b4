"""What a transfer is for: the table of payments.md 4.6. Sums must be equal to the dong; nothing is guessed."""

from dataclasses import dataclass
from typing import Any

from marketplace.money import format_dong

from ..billing import bill_of, received_for
from ..models import Attention, BankReceipt, Payment

Flag = Attention.Reason
TRANSFER = "vietqr"
LONGEST_TEXT = 200


@dataclass(frozen=True)
class Verdict:
    """Either shares, pairs of order and dong that sum to the transfer; or why a person must look, about which order."""

    shares: tuple[tuple[Any, int], ...] = ()
    flag: str = ""
    order: Any = None
    text: str = ""


def judge(receipt: BankReceipt, *, orders: list, codes: list[str]) -> Verdict:
    """`codes` stand in the content, `orders` are those of them that exist. Call under their locks."""
    if len(orders) == len(codes) == 1:
        return _for_one(receipt, orders[0])
    wanted = [open_amount(order) for order in orders]
    if orders and all(wanted) and sum(wanted) == receipt.amount:
        return Verdict(tuple(zip(orders, wanted, strict=True)))
    return Verdict(flag=Flag.UNMATCHED, text=_text(receipt))


def open_amount(order) -> int:
    """Dong that an order waits for; 0 when it waits for none."""
    bill = bill_of(order)
    if order.status != "pending_payment" or not bill.is_prepaid:
        return 0
    return max(0, bill.total - received_for(order))


def takes_transfers(order) -> bool:
    """Cash orders wait for no transfer, whatever their content says."""
    return bill_of(order).is_prepaid


def _for_one(receipt: BankReceipt, order) -> Verdict:
    """An order that ended takes late money (R11); a paid one only for an attempt that was never paid (R8)."""
    if not takes_transfers(order):
        return Verdict(flag=Flag.UNMATCHED, order=order, text=_text(receipt))
    if order.status in ("pending_payment", "expired", "cancelled") or _has_unpaid_attempt(order):
        return Verdict(((order, receipt.amount),))
    return Verdict(flag=Flag.DOUBLE_PAYMENT, order=order, text=_text(receipt))


def _has_unpaid_attempt(order) -> bool:
    attempts = order.payments.filter(parcel=None, provider=TRANSFER)
    return attempts.exists() and not attempts.filter(state=Payment.State.CAPTURED).exists()


def _text(receipt: BankReceipt) -> str:
    return f"{format_dong(receipt.amount)} · {receipt.content[:LONGEST_TEXT]}"
