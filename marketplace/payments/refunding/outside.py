"""Refunds made at the provider without us: a fact to record. Which parcel it is for, only a person can say."""

from django.utils import timezone

from marketplace.ledger import accounts
from marketplace.ledger.models import PostingKind
from marketplace.ledger.posting import post

from ..attending import call_for_attention
from ..locking import locked_order
from ..mirroring import mirror_refund
from ..models import Attention, Payment, Refund
from ..providers import provider
from .bearing import bear, came_in


def note_external(*, payment: Payment, amount: int, provider_ref: str, note: str = "") -> Refund:
    """Record money that the provider gave back; told again, the same row. Money with nobody's name on it
    pays for it, then the shop, until staff have decided; more than ever came in calls a person once more.

    Call it for a refund at the provider that names none of ours.
    """
    with locked_order(payment.order_id) as order:
        payment = Payment.objects.get(pk=payment.pk)
        payment.order = order
        refund, is_new = Refund.objects.get_or_create(
            key=f"external:{payment.provider}:{provider_ref}"[:120],
            defaults={
                "order": order,
                "payment": payment,
                "amount": amount,
                "reason": Refund.Reason.EXTERNAL,
                "channel": Refund.Channel.PROVIDER,
                "state": Refund.State.SUCCEEDED,
                "provider_ref": provider_ref[:120],
                "note": note[:300],
                "created_by": payment.provider,
                "done_at": timezone.now(),
            },
        )
        if is_new:
            _book(refund, provider(payment.provider).funds(payment))
        return refund


def _book(refund: Refund, funds) -> None:
    bear(refund)
    post(
        key=f"refund:{refund.uuid}:succeeded",
        kind=PostingKind.REFUND_SUCCEEDED,
        legs=[(accounts.refund_due(refund.order), refund.amount), (funds, -refund.amount)],
        order=refund.order,
    )
    mirror_refund(refund)
    _call(refund, Attention.Reason.EXTERNAL_REFUND, f"{refund.amount} ₫ {refund.provider_ref}")
    back, came = refund.payment.refunds.counted().total(), came_in(refund.payment)
    if back > came:
        _call(refund, Attention.Reason.DOUBLE_PAYMENT, f"{back} ₫ > {came} ₫ {refund.provider_ref}")


def _call(refund: Refund, reason: str, text: str) -> None:
    call_for_attention(reason=reason, about=str(refund.uuid), order=refund.order, text=text)
