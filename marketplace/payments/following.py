"""Follows the hint of a Stripe event: asks Stripe about what it names, and applies the answer."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings

from .attending import call_for_attention
from .disputing import note_dispute
from .models import Attention, Payment, ProviderEvent, Refund
from .refunding.outside import note_external
from .refunding.settling import settle_refund
from .stripe_gateway.calling import Refused
from .stripe_gateway.disputes import dispute_at_stripe
from .stripe_gateway.refunds import RefundAtStripe, refund_at_stripe, refunds_of
from .stripe_gateway.sessions import metadata_of_intent
from .syncing import sync_and_apply

OTHER_ENVIRONMENT = "of another environment"
UNKNOWN = "about nothing of ours"


def follow_hint(event: ProviderEvent) -> str:
    """Empty, or why nothing was to be done. Raises ProviderUnavailable, UnknownProvider, OperationalError."""
    if event.body["livemode"] != settings.STRIPE_SECRET_KEY.startswith(("sk_live_", "rk_live_")):
        return OTHER_ENVIRONMENT
    follow = _way_of(event.type)
    if follow is None:
        return ""
    try:
        return follow(event.body["object"])
    except Refused as error:
        # Such as an object of another account that uses the same address for its messages.
        return f"{UNKNOWN}: {error.code}"[:300]


def payment_named_by(subject: dict) -> Payment | None:
    """By the name that we gave it, by its session, by its payment intent."""
    ours = Payment.objects.filter(provider="stripe").select_related("order")
    if uuid := as_uuid(subject["metadata"].get("payment")):
        return ours.filter(uuid=uuid).first()
    if subject["id"].startswith("cs_"):
        return ours.filter(provider_ref=subject["id"]).first()
    return payment_of_intent(subject["id"] if subject["id"].startswith("pi_") else subject.get("payment_intent"))


def payment_of_intent(intent_ref: str | None) -> Payment | None:
    """With its money applied: what happens to money is told after it came, but may be heard before."""
    if not intent_ref:
        return None
    ours = Payment.objects.filter(provider="stripe").select_related("order")
    known = ours.filter(charge_ref=intent_ref).first()
    if known is not None:
        return known
    uuid = as_uuid(metadata_of_intent(intent_ref).get("payment"))
    named = ours.filter(uuid=uuid).first() if uuid else None
    return sync_and_apply(named.pk) if named else None


def as_uuid(text) -> UUID | None:
    try:
        return UUID(text)
    except (ValueError, TypeError, AttributeError):
        return None


def on_refund_event(refund_ref: str) -> str:
    """A refund changed at Stripe, whoever made it."""
    return _settle(refund_at_stripe(refund_ref))


def _settle(found: RefundAtStripe) -> str:
    """Ours goes on; one that was made by hand becomes a record that a person must look at (payments.md 1.8)."""
    refund = Refund.objects.filter(provider_ref=found.ref).first()
    if refund is None and (uuid := as_uuid(found.refund_uuid)):
        refund = Refund.objects.filter(uuid=uuid).first()
    if refund is not None:
        settle_refund(refund=refund, state=found.state)
        return ""
    payment = payment_of_intent(found.intent_ref)
    if payment is None:
        return UNKNOWN
    if found.state.status != "failed" and found.currency == payment.currency:
        note_external(payment=payment, amount=found.state.amount, provider_ref=found.ref)
    return ""


def _payment(subject: dict) -> str:
    payment = payment_named_by(subject)
    if payment is None:
        return UNKNOWN
    sync_and_apply(payment.pk)
    return ""


def _refund(subject: dict) -> str:
    return on_refund_event(subject["id"])


def _refunds_of_charge(subject: dict) -> str:
    payment = payment_named_by(subject)
    if payment is None or not payment.charge_ref:
        return UNKNOWN
    return " ".join(filter(None, [_settle(found) for found in refunds_of(payment.charge_ref)]))


def _dispute(subject: dict) -> str:
    dispute = dispute_at_stripe(subject["id"])
    payment = payment_of_intent(dispute.intent_ref)
    if payment is None:
        return UNKNOWN
    note_dispute(payment=payment, dispute=dispute)
    return ""


def _fraud_warning(subject: dict) -> str:
    """The card's bank says that its holder did not pay. A person cancels or refunds what has not left yet."""
    payment = payment_named_by(subject)
    if payment is None:
        return UNKNOWN
    call_for_attention(
        reason=Attention.Reason.RISK, about=subject["id"], order=payment.order, text="early fraud warning"
    )
    return ""


# By the beginning of the event's type; the first that fits.
WAYS: tuple[tuple[str, Callable[[dict], str]], ...] = (
    ("checkout.session.", _payment),
    ("payment_intent.", _payment),
    ("charge.dispute.", _dispute),
    ("charge.refunded", _refunds_of_charge),
    ("charge.refund.", _refund),
    ("charge.", _payment),
    ("refund.", _refund),
    ("radar.early_fraud_warning.", _fraud_warning),
)


def _way_of(event_type: str) -> Callable[[dict], str] | None:
    return next((follow for beginning, follow in WAYS if event_type.startswith(beginning)), None)
