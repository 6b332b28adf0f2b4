"""Locks a seller's money: payouts and refunds take the purse before they read balances (race R20)."""

from collections.abc import Iterable

from .models import SellerPurse


def lock_purse(seller_id: int) -> SellerPurse:
    """Held until the transaction ends. Lock order: orders, payments, parcels, stock, then purses, then postings."""
    return lock_purses([seller_id])[0]


def lock_purses(seller_ids: Iterable[int]) -> list[SellerPurse]:
    """Several purses, always in the order of sellers, so that two batches cannot wait for each other."""
    wanted = sorted(set(seller_ids))
    found = _locked(wanted)
    if len(found) < len(wanted):
        SellerPurse.objects.bulk_create((SellerPurse(seller_id=key) for key in wanted), ignore_conflicts=True)
        found = _locked(wanted)
    return found


def _locked(seller_ids: list[int]) -> list[SellerPurse]:
    return list(SellerPurse.objects.select_for_update().filter(seller_id__in=seller_ids).order_by("seller_id"))
