"""Writes sale entries with the posting that moves their money."""

from marketplace.ledger.posting import NothingToPost, post

from .models import SaleEntry


def write(entries: list[SaleEntry], *, key: str, kind: str, legs: list) -> list[SaleEntry]:
    """The posting, then its entries, all of one parcel and one moment. Nothing when no money moves."""
    if not entries:
        return []
    parcel, at = entries[0].parcel, entries[0].occurred_at
    about = {"order": parcel.order, "seller": parcel.seller, "parcel_number": parcel.number}
    try:
        posting = post(key=key, kind=kind, legs=legs, occurred_at=at, **about)
    except NothingToPost:
        return []
    for entry in entries:
        entry.posting = posting
    return SaleEntry.objects.bulk_create(entries)
