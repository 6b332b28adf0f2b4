"""A parcel is over and its money is here: the seller's part becomes free to be paid out, once."""

from django.db import transaction
from django.utils import timezone

from marketplace.fulfilment.models import Parcel
from marketplace.fulfilment.moving import locked
from marketplace.ledger import accounts
from marketplace.ledger.balances import balances_of_seller
from marketplace.ledger.models import PostingKind
from marketplace.ledger.posting import NothingToPost, post
from marketplace.ledger.purses import lock_purse

from .models import ParcelRelease

CASH = "cod"
CASH_IS_OVER = ("remitted", "void")


def is_cash_outstanding(parcel: Parcel) -> bool:
    """Paid at the door, and the carrier has not handed it on."""
    return parcel.payments.filter(provider=CASH).exclude(state__in=CASH_IS_OVER).exists()


@transaction.atomic
def release(*, parcel: Parcel, at=None) -> ParcelRelease | None:
    """Free the seller's money of a completed parcel; what the seller owes is taken off first. Locks parcel and purse.

    None while it is not due: not completed, never recognised, or cash not remitted yet. Call it after each of these
    events; it acts once and then returns the same release.
    """
    current = locked(parcel.pk)
    if found := ParcelRelease.objects.filter(parcel=current).first():
        return found
    entries = current.sale_entries.all()
    if current.state != Parcel.State.COMPLETED or not entries.exists() or is_cash_outstanding(current):
        return None
    lock_purse(current.seller_id)
    at = at or timezone.now()
    amount = entries.net()["seller_net"]
    return ParcelRelease.objects.create(
        parcel=current,
        seller_id=current.seller_id,
        amount=amount,
        released_at=at,
        posting=_posted(current, amount, at),
    )


def _posted(parcel: Parcel, amount: int, at):
    owed = min(max(0, amount), balances_of_seller(parcel.seller).seller_due)
    legs = [
        (accounts.seller_pending(parcel.seller), amount),
        (accounts.seller_due(parcel.seller), -owed),
        (accounts.seller_available(parcel.seller), owed - amount),
    ]
    try:
        return post(
            key=f"release:{parcel.pk}",
            kind=PostingKind.RELEASE,
            legs=legs,
            order=parcel.order,
            seller=parcel.seller,
            parcel_number=parcel.number,
            occurred_at=at,
        )
    except NothingToPost:
        return None
