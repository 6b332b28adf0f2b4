"""Sends approved refunds back the way they were paid. That one leaves is written down before it does (R18)."""

import logging
from datetime import timedelta

from django.db import OperationalError
from django.utils import timezone

from ..locking import locked_order
from ..models import Refund
from ..patience import outside_transactions
from ..providers import ProviderUnavailable, provider
from .settling import settle_refund

logger = logging.getLogger(__name__)
S = Refund.State
SENDABLE = (S.APPROVED, S.SENT, S.FAILED)
QUIET = timedelta(minutes=15)


def send_due(now=None) -> int:
    """Send what is approved, and ask again about what left more than 15 minutes ago. How many were asked about. A job."""
    now = now or timezone.now()
    due = Refund.objects.to_be_sent() | Refund.objects.under_way().filter(sent_at__lt=now - QUIET)
    asked = 0
    for refund in due.order_by("pk"):
        try:
            asked += send(refund) is not None
        except (ProviderUnavailable, OperationalError):
            logger.warning("refund %s could not be sent yet", refund.uuid, exc_info=True)
        except Exception:
            logger.exception("refund %s", refund.uuid)
    return asked


def send(refund: Refund) -> Refund | None:
    """Send one, or ask how it stands; None when there is nothing to send. No transaction may be open.

    One that stood still is sent only by a person, who knows by now that it is not paid otherwise.
    The provider gives the same refund once, however often it is asked. Raises ProviderUnavailable; the next run asks again.
    """
    outside_transactions()
    leaving = _note_leaving(refund)
    if leaving is None:
        return None
    state = provider(leaving.payment.provider).refund(leaving)
    return settle_refund(refund=leaving, state=state)


def send_soon(refund: Refund) -> None:
    """Send now if the provider answers; else the job does. For whoever has just approved it and holds no lock."""
    try:
        send(refund)
    except (ProviderUnavailable, OperationalError):
        logger.warning("refund %s is left to the job", refund.uuid, exc_info=True)


def _note_leaving(refund: Refund) -> Refund | None:
    with locked_order(refund.order_id):
        current = Refund.objects.select_for_update(of=("self",)).select_related("payment").get(pk=refund.pk)
        if current.channel != Refund.Channel.PROVIDER or current.state not in SENDABLE:
            return None
        if current.state != S.SENT:
            current.state, current.sent_at = S.SENT, timezone.now()
            current.save(update_fields=["state", "sent_at"])
        return current
