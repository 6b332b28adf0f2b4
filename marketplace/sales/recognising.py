"""A parcel arrived: its sale is recognised, once, with commission and tax (T-03, payments.md 2.4)."""

from django.db import transaction
from django.utils import timezone

from marketplace.charges.charging import rules_on
from marketplace.fulfilment.models import Parcel
from marketplace.fulfilment.moving import locked
from marketplace.ledger import accounts
from marketplace.ledger.models import PostingKind

from .entries import fee_sold, line_sold
from .legs import of_sale
from .models import SaleEntry
from .terms import terms_of
from .writing import write

ARRIVED = {Parcel.State.DELIVERED, Parcel.State.COMPLETED}


class NotDelivered(Exception):
    """A sale is recognised when its parcel has arrived, not before."""


@transaction.atomic
def recognise(
    *, parcel: Parcel, returned: dict[int, int] | None = None, fee_returned: bool = False, at=None
) -> list[SaleEntry]:
    """Post the sale of a parcel that arrived; asked again, the same entries. Locks the parcel.

    `returned`: parcel line id -> units that were refunded before; `fee_returned`: the delivery fee was. An empty list
    when nothing is left to recognise. Raises NotDelivered, NotAPart, MissingSellerKind, MissingRule.
    """
    current = locked(parcel.pk)
    if found := list(current.sale_entries.assessed()):
        return found
    if current.state not in ARRIVED:
        raise NotDelivered(current.number)
    entries = _entries(current, returned or {}, fee_returned, at or timezone.now())
    legs = of_sale(entries, buyer=accounts.buyer_funds(current.order), seller=accounts.seller_pending(current.seller))
    return write(entries, key=f"sale:{current.pk}", kind=PostingKind.RECOGNITION, legs=legs)


def _entries(parcel: Parcel, returned: dict[int, int], fee_returned: bool, at) -> list[SaleEntry]:
    rules = rules_on(timezone.localdate(at))
    entries = [
        line_sold(parcel, terms, returned=returned.get(terms.parcel_line_id, 0), rules=rules, at=at)
        for terms in terms_of(parcel)
    ]
    if parcel.fee and not fee_returned:
        entries.append(fee_sold(parcel, rules=rules, at=at))
    return [entry for entry in entries if entry.quantity]
