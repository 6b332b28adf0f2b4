"""What a session, its payment intent and its charge prove together about a payment (payments.md 1.5)."""

from ..models import Payment
from ..providers import ProviderState


def state_of(payment: Payment, session: dict) -> ProviderState:
    """Money only when the session is paid and its intent succeeded; amount, currency and names of both count."""
    intent = session.get("payment_intent") or {}
    charge = intent.get("latest_charge") or {}
    status = _status(session, intent)
    is_captured = status == "captured"
    amount, currency = _claimed(payment, session, intent, is_captured)
    return ProviderState(
        status=status,
        amount=amount,
        currency=currency,
        provider_ref=session["id"],
        charge_ref=intent.get("id") or "",
        received=intent["amount_received"] if is_captured else 0,
        is_ours=_is_ours(payment, session, intent),
        fee=_fee(charge) if is_captured else None,
        risk=(charge.get("outcome") or {}).get("risk_level") if is_captured else None,
    )


def _status(session: dict, intent: dict) -> str:
    if session["payment_status"] == "paid" and intent.get("status") == "succeeded":
        return "captured"
    if session["status"] == "expired":
        return "expired"
    if session["status"] == "complete":
        return _status_of_complete(intent.get("status"))
    return "pending" if intent else "open"


def _status_of_complete(intent_status: str | None) -> str:
    """The buyer is done, the money is not here: on its way, or refused after all."""
    if intent_status == "requires_capture":
        return "authorised"
    return "failed" if intent_status in ("requires_payment_method", "canceled") else "pending"


def _claimed(payment: Payment, session: dict, intent: dict, is_captured: bool) -> tuple[int, str]:
    """What the objects say it is about; when one differs from the payment, that one."""
    claims = [(session["amount_total"], session["currency"].upper())]
    if intent:
        amount = intent["amount_received"] if is_captured else intent["amount"]
        claims.append((amount, intent["currency"].upper()))
    return next((claim for claim in claims if claim != (payment.amount, payment.currency)), claims[0])


def _is_ours(payment: Payment, session: dict, intent: dict) -> bool:
    wanted = str(payment.uuid)
    named = [thing.get("metadata") or {} for thing in (session, intent) if thing]
    return session["client_reference_id"] == payment.order.number and all(
        metadata.get("payment") == wanted for metadata in named
    )


def _fee(charge: dict) -> int | None:
    """In dong; None while Stripe has not said, or when it settles in another currency."""
    booked = charge.get("balance_transaction") or {}
    return booked["fee"] if booked.get("currency") == "vnd" else None
