"""What providers told us: kept once each without personal data, and followed as a hint to ask them (payments.md 1.5)."""

import logging
from datetime import timedelta

from django.db import OperationalError
from django.db.models import F
from django.utils import timezone

from .following import follow_hint
from .models import ProviderEvent
from .patience import outside_transactions
from .providers import ProviderUnavailable, UnknownProvider

logger = logging.getLogger(__name__)
# What may come right by itself: the provider is away, a row is locked, a way of paying is switched off for a moment.
FOR_LATER = (ProviderUnavailable, OperationalError, UnknownProvider)
# The webhook has had its chance by then; it may still be at work before.
LEFT_BEHIND = timedelta(minutes=1)
GIVEN_UP = timedelta(days=7)
# All of an event's object that is kept: ids, amounts, states. No name, no address, no card.
KEPT = (
    "id", "object", "amount", "amount_total", "amount_received", "amount_refunded", "currency", "status",
    "payment_status", "payment_intent", "charge", "reason", "failure_reason", "created",
)  # fmt: skip
OUR_NAMES = ("payment", "refund", "parcel")
LONGEST = 120


def store(event: dict) -> ProviderEvent:
    """The row of a Stripe event, made once however often it comes. `event` has been proven to be Stripe's."""
    subject = event["data"]["object"]
    return ProviderEvent.objects.get_or_create(
        provider="stripe",
        event_id=event["id"],
        defaults={
            "type": event["type"],
            "object_id": subject["id"],
            "body": {"livemode": event["livemode"], "object": without_persons(subject)},
        },
    )[0]


def without_persons(subject: dict) -> dict:
    """payments.md I25."""
    kept = {name: subject[name] for name in KEPT if _is_plain(subject.get(name))}
    metadata = subject.get("metadata")
    named = metadata if isinstance(metadata, dict) else {}
    return kept | {"metadata": {name: named[name] for name in OUR_NAMES if _is_plain(named.get(name))}}


def process(event: ProviderEvent) -> None:
    """Follow a hint that has not been followed. Raises what it met, and then the event waits for the next try.

    No transaction may be open.
    """
    outside_transactions()
    if event.processed_at:
        return
    row = ProviderEvent.objects.filter(pk=event.pk)
    try:
        outcome = follow_hint(event)
    except Exception as error:
        row.update(tries=F("tries") + 1, error=type(error).__name__)
        raise
    if outcome:
        logger.warning("event %s (%s): %s", event.event_id, event.type, outcome)
    row.update(processed_at=timezone.now(), error=outcome, tries=F("tries") + 1)


def process_waiting(*, now=None) -> int:
    """Follow what was left behind by a crash or a failure. How many were; one failing stops no other."""
    now = now or timezone.now()
    waiting = ProviderEvent.objects.filter(
        provider="stripe", processed_at=None, received_at__lt=now - LEFT_BEHIND, received_at__gt=now - GIVEN_UP
    )
    followed = 0
    for event in list(waiting.order_by("pk")):
        try:
            process(event)
            followed += 1
        except FOR_LATER as error:
            logger.warning("event %s waits: %s", event.event_id, type(error).__name__)
        except Exception:
            logger.exception("event %s", event.event_id)
    return followed


def _is_plain(value) -> bool:
    return (isinstance(value, str) and len(value) <= LONGEST) or isinstance(value, int | bool)
