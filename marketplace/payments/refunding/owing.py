"""Money that came and is not needed goes back without anybody asking for it."""

from django.utils import timezone

from ..booking import book_owed_back
from ..models import Payment, Refund
from ..providers import provider


def owe_back(*, payment: Payment, amount: int, reason: str, is_booked: bool, note: str = "") -> Refund:
    """An approved refund of money that no sale uses. Call under the lock of the order; the same money is owed once.

    `is_booked`: the ledger holds it in refund_due already; else it is taken from buyer_funds now.
    """
    refund, is_new = Refund.objects.get_or_create(
        key=f"{reason}:{payment.uuid}:{payment.received}",
        defaults={
            "order": payment.order,
            "payment": payment,
            "amount": amount,
            "reason": reason,
            "note": note[:300],
            "channel": channel_of(payment),
            "state": Refund.State.APPROVED,
            "created_by": "shop",
            "approved_at": timezone.now(),
        },
    )
    if is_new and not is_booked:
        book_owed_back(refund)
    return refund


def channel_of(payment: Payment) -> str:
    """The way it was paid where that can give back; else a transfer to the account that the buyer names."""
    if provider(payment.provider).supports.partial_refund:
        return Refund.Channel.PROVIDER
    return Refund.Channel.TRANSFER
