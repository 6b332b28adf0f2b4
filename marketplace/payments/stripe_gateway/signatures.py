"""Is a message really Stripe's, and fresh? Looked at on the raw bytes, before anything in them is read (payments.md 1.5)."""

import json
import time

import stripe
from django.conf import settings

TOLERANCE_SECONDS = 300


class BadNotification(ValueError):
    """Unsigned, signed by somebody else, stale, or no event. The text says which and quotes nothing."""


def signed_event(body: bytes, signature: str) -> dict:
    """Any of the secrets counts, while one is being replaced. Raises BadNotification."""
    if not any(_is_signed(body, signature, secret) for secret in settings.STRIPE_WEBHOOK_SECRETS):
        raise BadNotification("signature or its time is wrong")
    try:
        event = json.loads(body)
    except (ValueError, RecursionError):
        raise BadNotification("no JSON") from None
    if not _is_event(event):
        raise BadNotification("no event")
    return event


def _is_signed(body: bytes, signature: str, secret: str) -> bool:
    try:
        stripe.WebhookSignature.verify_header(body, signature, secret, tolerance=TOLERANCE_SECONDS)
        return _time_of(signature) <= time.time() + TOLERANCE_SECONDS
    except (stripe.SignatureVerificationError, ValueError, TypeError, OverflowError):
        return False


def _time_of(signature: str) -> int:
    return next(int(part[2:]) for part in signature.split(",") if part.startswith("t="))


def _is_event(event) -> bool:
    """The few fields that we read, each of the right kind."""
    if not isinstance(event, dict) or event.get("object") != "event":
        return False
    data = event.get("data")
    subject = data.get("object") if isinstance(data, dict) else None
    texts = [event.get("id"), event.get("type"), subject.get("id") if isinstance(subject, dict) else None]
    return all(isinstance(text, str) and 0 < len(text) <= 80 for text in texts) and isinstance(
        event.get("livemode"), bool
    )
