"""Goods come back after their sale was recognised: every part of it goes back the way it came (payments.md 2.5, T-06)."""

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from marketplace.fulfilment.models import Parcel
from marketplace.fulfilment.moving import locked
from marketplace.ledger import accounts
from marketplace.ledger.balances import balances_of_seller
from marketplace.ledger.models import PostingKind
from marketplace.ledger.purses import lock_purse

from .entries import fee_back, line_back
from .legs import of_return
from .models import ParcelRelease, SaleEntry
from .terms import terms_of
from .writing import write


class NotRecognised(LookupError):
    """There is no sale to take back: before recognition a refund comes out of the buyer's money."""


@transaction.atomic
def reverse(*, parcel: Parcel, units: dict[int, int], fee: bool = False, key: str, at=None) -> list[SaleEntry]:
    """Take back units of a recognised parcel, and its delivery fee with `fee`; the same key again gives the same entries.

    The buyer's part becomes refund_due of the order and the shop's discount comes back. The seller's part comes out of
    what is not free yet, else out of what is to be paid out, and the rest is owed. Locks the parcel and the purse.
    `units`: parcel line id -> how many. Raises NotRecognised, NotAPart when more comes back than was sold.
    """
    current = locked(parcel.pk)
    if found := list(current.sale_entries.filter(posting__key=_key(key))):
        return found
    lock_purse(current.seller_id)
    entries = _entries(current, units, fee, at or timezone.now())
    is_released = ParcelRelease.objects.filter(parcel=current).exists()
    for entry in entries:
        entry.after_release = is_released
    available = balances_of_seller(current.seller).seller_available if is_released else None
    legs = of_return(entries, buyer=accounts.refund_due(current.order), seller=current.seller, available=available)
    return write(entries, key=_key(key), kind=PostingKind.REFUND_APPROVED, legs=legs)


def _key(key: str) -> str:
    return f"sale-back:{key}"


def _entries(parcel: Parcel, units: dict[int, int], fee: bool, at) -> list[SaleEntry]:
    sales = parcel.sale_entries.assessed().select_related("tax_rule", "commission_rule")
    sold = {entry.parcel_line_id: entry for entry in sales}
    wanted = {line_id: k for line_id, k in units.items() if k}
    if not (wanted or fee) or not {*wanted, *([None] if fee else [])} <= sold.keys():
        raise NotRecognised(parcel.number)
    terms = {each.parcel_line_id: each for each in terms_of(parcel)}
    back = _back(parcel)
    entries = [
        line_back(parcel, terms[line_id], sold[line_id], back=back.get(line_id, 0), k=k, at=at)
        for line_id, k in wanted.items()
    ]
    if fee:
        entries.append(fee_back(parcel, sold[None], back=back.get(None, 0), at=at))
    return entries


def _back(parcel: Parcel) -> dict[int | None, int]:
    """Parcel line (None: the fee) -> units that came back already."""
    rows = parcel.sale_entries.reversed().order_by()
    return dict(rows.values_list("parcel_line_id").annotate(units=Sum("quantity")))
