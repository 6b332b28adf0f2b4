"""For which orders a transfer without a readable code may be: staff look and decide, nothing is given by itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from marketplace.folding import folded
from marketplace.fulfilment.order_codes import LENGTH

from ..billing import received_for
from ..models import BankReceipt, Bill

BEFORE, AFTER = timedelta(days=14), timedelta(days=1)
MOST_LOOKED_AT, MOST_SHOWN = 500, 5
MOST_WRONG_LETTERS = 2


@dataclass(frozen=True)
class Suggestion:
    """An order with what speaks for it. `missing` in dong: what it waits for, or waited for before it expired."""

    order: Any
    missing: int
    placed_at: datetime
    same_amount: bool
    same_name: bool
    similar_code: bool

    @property
    def weight(self) -> int:
        return 2 * self.same_amount + 2 * self.similar_code + self.same_name


def suggestions(receipt: BankReceipt) -> list[Suggestion]:
    """At most five, the likeliest first: the exact sum, nearly the code, the payer's name; placed up to 14 days before."""
    bills = Bill.objects.filter(
        pay_by__isnull=False,
        order__status__in=("pending_payment", "expired"),
        order__date_placed__range=(receipt.at - BEFORE, receipt.at + AFTER),
    ).select_related("order")
    newest = bills.order_by("-order__date_placed")[:MOST_LOOKED_AT]
    found = [_looked_at(receipt, bill) for bill in newest]
    likely = [each for each in found if each.same_amount or each.similar_code]
    return sorted(likely, key=lambda each: (-each.weight, abs(receipt.at - each.placed_at)))[:MOST_SHOWN]


def _looked_at(receipt: BankReceipt, bill: Bill) -> Suggestion:
    missing = max(0, bill.total - received_for(bill.order))
    return Suggestion(
        order=bill.order,
        missing=missing,
        placed_at=bill.order.date_placed,
        same_amount=missing == receipt.amount,
        same_name=_names(receipt, bill.order),
        similar_code=_is_nearly_in(receipt.content, bill.order.number),
    )


def _names(receipt: BankReceipt, order) -> bool:
    """The recipient's whole name stands in the payer's name or in the content, marks and capitals aside."""
    told = f" {folded(receipt.counter_name)} {folded(receipt.content)} "
    names = order.parcels.values_list("recipient_name", flat=True)
    return any(f" {folded(name)} " in told for name in names if folded(name))


def _is_nearly_in(text: str, code: str) -> bool:
    letters = "".join(c for c in folded(text).upper() if c.isalnum())
    windows = (letters[at : at + LENGTH] for at in range(max(0, len(letters) - LENGTH + 1)))
    return len(code) == LENGTH and any(
        sum(one != other for one, other in zip(window, code, strict=True)) <= MOST_WRONG_LETTERS for window in windows
    )
