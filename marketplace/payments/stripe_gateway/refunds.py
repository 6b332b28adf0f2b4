"""Refunds at Stripe: sent once each, found again when the answer was lost (payments.md 1.8)."""

from dataclasses import dataclass

from ..models import Refund
from ..providers import ProviderRefundState, ProviderUnavailable
from .calling import KeyReused, Refused, ask
from .sessions import session_of

STATUS = {
    "pending": "sent",
    "requires_action": "sent",
    "succeeded": "succeeded",
    "failed": "failed",
    "canceled": "failed",
}
REASONS = {
    Refund.Reason.EXCESS: "duplicate",
    Refund.Reason.CANCELLED: "requested_by_customer",
    Refund.Reason.RETURNED: "requested_by_customer",
    Refund.Reason.COMPLAINT: "requested_by_customer",
}
# The buyer has it, or their bank took it: sent by another way, it would be paid twice.
GONE_ALREADY = {"charge_already_refunded", "charge_disputed"}


@dataclass(frozen=True)
class RefundAtStripe:
    """`refund_uuid` is empty when it was not made by us."""

    ref: str
    intent_ref: str
    currency: str
    refund_uuid: str
    state: ProviderRefundState


def send(refund: Refund) -> ProviderRefundState:
    """Sends it, or says how it stands; "sent" with an error is one that no way may be tried for (see settling).

    Raises ProviderUnavailable.
    """
    others = []
    try:
        if refund.provider_ref:
            return refund_at_stripe(refund.provider_ref).state
        intent = _intent_of(refund)
        others = refunds_of(intent)
        for known in others:
            if known.refund_uuid == str(refund.uuid):
                return known.state
        return _read(_create(refund, intent)).state
    except KeyReused:
        raise ProviderUnavailable("Stripe: another refund has this key") from None
    except Refused as error:
        if error.code == "resource_missing":
            # The key in use is of another account, say: that proves nothing about this refund.
            raise ProviderUnavailable(f"Stripe: {error}") from None
        is_gone = error.code in GONE_ALREADY or not _is_left(refund, others)
        return ProviderRefundState("sent" if is_gone else "failed", refund.amount, error=error.code)


def refund_at_stripe(ref: str) -> RefundAtStripe:
    """Raises Refused: no such refund."""
    return _read(ask(lambda v1: v1.refunds.retrieve(ref)))


def refunds_of(intent_ref: str) -> list[RefundAtStripe]:
    """All of a payment, by whomever they were made."""
    listed = ask(lambda v1: v1.refunds.list({"payment_intent": intent_ref, "limit": 100}))
    return [_read(found) for found in listed["data"]]


def _intent_of(refund: Refund) -> str:
    payment = refund.payment
    if payment.charge_ref:
        return payment.charge_ref
    session = session_of(payment) or {}
    intent = session.get("payment_intent") or {}
    if not intent.get("id"):
        raise Refused("charge_not_captured")
    return intent["id"]


def _is_left(refund: Refund, others: list[RefundAtStripe]) -> bool:
    """Whether the payment still holds so much; Stripe has no code for a part that is too large."""
    gone = sum(other.state.amount for other in others if other.state.status != "failed")
    return not gone or gone + refund.amount <= refund.payment.received


def _create(refund: Refund, intent: str) -> dict:
    about = {"refund": str(refund.uuid), "payment": str(refund.payment.uuid)}
    if refund.parcel_id:
        about["parcel"] = refund.parcel.number
    params = {"payment_intent": intent, "amount": refund.amount, "metadata": about}
    if reason := REASONS.get(refund.reason):
        params["reason"] = reason
    return ask(lambda v1: v1.refunds.create(params, {"idempotency_key": f"rf:{refund.uuid}"}))


def _read(found: dict) -> RefundAtStripe:
    status = STATUS.get(found["status"], "sent")
    return RefundAtStripe(
        ref=found["id"],
        intent_ref=found["payment_intent"] or "",
        currency=found["currency"].upper(),
        refund_uuid=(found["metadata"] or {}).get("refund", ""),
        state=ProviderRefundState(
            status=status,
            amount=found["amount"],
            provider_ref=found["id"],
            error=(found.get("failure_reason") or "") if status == "failed" else "",
        ),
    )
