"""The ledger's side of a payment: which account the money came to, and whom it is held for (payments.md 2.4)."""

from django.db.models import Sum

from marketplace.ledger import accounts
from marketplace.ledger.models import Entry
from marketplace.ledger.posting import post

from .models import Payment, Refund
from .providers import provider


def book_capture(payment: Payment, *, arrived: int, excess: int) -> None:
    """Money came: all of it is held for the buyer, the excess to go back."""
    order = payment.order
    post(
        key=f"capture:{payment.uuid}:{payment.received}",
        kind="cod_collected" if payment.parcel_id else "capture",
        legs=[
            (provider(payment.provider).funds(payment), arrived),
            (accounts.buyer_funds(order), -(arrived - excess)),
            (accounts.refund_due(order), -excess),
        ],
        order=order,
        parcel_number=payment.parcel.number if payment.parcel_id else "",
    )


def book_mismatch(payment: Payment, *, amount: int) -> None:
    """Money that cannot be this payment's: held, with nobody's name on it. `amount` is all that came so far, in dong."""
    booked = Entry.objects.filter(posting__key__startswith=f"mismatch:{payment.uuid}:", amount__gt=0)
    new = amount - (booked.aggregate(sum=Sum("amount"))["sum"] or 0)
    if new <= 0:
        return
    post(
        key=f"mismatch:{payment.uuid}:{amount}",
        kind="transfer_unmatched",
        legs=[(provider(payment.provider).funds(payment), new), (accounts.unallocated(), -new)],
        order=payment.order,
    )


def book_owed_back(refund: Refund) -> None:
    """Money of an order that will not be used for it."""
    post(
        key=f"refund:{refund.uuid}:approved",
        kind="refund_approved",
        legs=[(accounts.buyer_funds(refund.order), refund.amount), (accounts.refund_due(refund.order), -refund.amount)],
        order=refund.order,
    )
