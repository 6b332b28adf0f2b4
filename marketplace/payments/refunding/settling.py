"""How a refund ended, whoever says so: told twice it is booked once (payments.md 1.8, R18)."""

from django.utils import timezone

from marketplace.ledger import accounts
from marketplace.ledger.models import PostingKind
from marketplace.ledger.posting import post

from ..attending import call_for_attention
from ..locking import locked_order
from ..mirroring import mirror_refund
from ..models import Attention, Refund
from ..providers import ProviderRefundState, provider
from ..telling import tell_of_refund_failed
from .bearing import unbear

S = Refund.State


def settle_refund(*, refund: Refund, state: ProviderRefundState) -> Refund:
    """Apply what the provider says of a refund. A success can still turn into a failure, weeks later.

    Another amount than ours is not believed: a person is called. "sent" with an error is a refund that must not leave
    by any way, because the money is gone already.
    """
    with locked_order(refund.order_id) as order:
        current = _locked(refund, order)
        if state.amount != current.amount:
            _call(current, Attention.Reason.AMOUNT_MISMATCH, f"{state.amount} ≠ {current.amount}")
            return current
        _note_reference(current, state)
        _follow(current, state)
        return current


def _note_reference(refund: Refund, state: ProviderRefundState) -> None:
    """The bank's reference of a transfer is never overwritten by that of the try before it."""
    is_theirs = refund.channel == Refund.Channel.PROVIDER or (refund.state == S.MANUAL and state.status == "succeeded")
    if is_theirs and state.provider_ref and state.provider_ref != refund.provider_ref:
        refund.provider_ref = state.provider_ref[:120]
        refund.save(update_fields=["provider_ref"])


def _follow(refund: Refund, state: ProviderRefundState) -> None:
    """A provider's word counts while the refund is with it; once a transfer is on its way another success is one too many."""
    funds = provider(refund.payment.provider).funds(refund.payment)
    is_elsewhere = refund.channel == Refund.Channel.TRANSFER and refund.state != S.MANUAL
    if state.status == "succeeded" and is_elsewhere:
        _call(refund, Attention.Reason.DOUBLE_PAYMENT, f"{state.amount} ₫ {state.provider_ref}")
    elif state.status == "succeeded":
        arrive(refund, from_account=funds)
    elif state.status in ("failed", "manual") and refund.channel == Refund.Channel.PROVIDER:
        fail(refund, error=state.error, from_account=funds)
    elif state.status == "sent" and state.error:
        stand_still(refund, error=state.error)


def stand_still(refund: Refund, *, error: str) -> None:
    """It did not leave, and by transfer it might be paid twice: a person finds out, and may send it once more.

    Call under the lock of the order and the refund.
    """
    if refund.channel != Refund.Channel.PROVIDER or refund.state != S.SENT:
        return
    refund.state, refund.error = S.FAILED, error[:300]
    refund.save(update_fields=["state", "error"])
    _call(refund, Attention.Reason.REFUND_FAILED, error)


def arrive(refund: Refund, *, from_account) -> None:
    """It has left us for good: once. Call under the lock of the order and the refund."""
    if refund.state not in (S.APPROVED, S.SENT, S.MANUAL, S.FAILED):
        return
    post(
        key=f"refund:{refund.uuid}:succeeded{_round(refund)}",
        kind=PostingKind.REFUND_SUCCEEDED,
        legs=[(accounts.refund_due(refund.order), refund.amount), (from_account, -refund.amount)],
        order=refund.order,
        parcel_number=refund.parcel.number if refund.parcel_id else "",
    )
    refund.state, refund.done_at, refund.error = S.SUCCEEDED, timezone.now(), ""
    refund.save(update_fields=["state", "done_at", "error"])
    mirror_refund(refund)


def fail(refund: Refund, *, error: str, from_account) -> None:
    """It did not get through, or came back: from now on it goes by transfer, to an account that the buyer names.

    Call under the lock of the order and the refund.
    """
    if refund.state not in (S.SENT, S.SUCCEEDED):
        return
    if refund.state == S.SUCCEEDED:
        _take_back(refund, from_account)
    if refund.reason == Refund.Reason.EXTERNAL:
        _unbear(refund, error)
        return
    refund.state, refund.channel, refund.error = S.MANUAL, Refund.Channel.TRANSFER, error[:300]
    refund.account_bin = refund.account_no = refund.account_holder = ""
    refund.account_given_at = refund.done_at = None
    refund.save()
    _call(refund, Attention.Reason.REFUND_FAILED, error)
    tell_of_refund_failed(refund)


def _take_back(refund: Refund, from_account) -> None:
    """The bank gave it back to us: it is owed to the buyer again."""
    post(
        key=f"refund:{refund.uuid}:returned{_round(refund)}",
        kind=PostingKind.REFUND_RETURNED,
        legs=[(from_account, refund.amount), (accounts.refund_due(refund.order), -refund.amount)],
        order=refund.order,
        parcel_number=refund.parcel.number if refund.parcel_id else "",
    )


def _unbear(refund: Refund, error: str) -> None:
    """Nobody had asked us for it, so nothing is owed: the money lies where it lay."""
    unbear(refund)
    refund.state, refund.error = S.REJECTED, error[:300]
    refund.save(update_fields=["state", "error"])


def _round(refund: Refund) -> str:
    """Which try: a refund that came back is sent once more."""
    came_back = refund.order.postings.filter(key__startswith=f"refund:{refund.uuid}:returned").count()
    return f":{came_back}" if came_back else ""


def _locked(refund: Refund, order) -> Refund:
    current = Refund.objects.select_for_update(of=("self",)).select_related("payment", "parcel").get(pk=refund.pk)
    current.order = current.payment.order = order
    return current


def _call(refund: Refund, reason: str, text: str) -> None:
    call_for_attention(reason=reason, about=str(refund.uuid), order=refund.order, text=text)
