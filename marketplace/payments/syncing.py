"""Asks providers how payments stand, and applies the answer: by return, by message and by clock the same way (payments.md I14)."""

import logging
from collections import Counter
from datetime import timedelta

from django.db import OperationalError
from django.db.models import F
from django.utils import timezone

from .applying import apply
from .models import Payment
from .patience import outside_transactions
from .providers import ProviderUnavailable, provider

logger = logging.getLogger(__name__)
WAITING = timedelta(minutes=10)
TRIES_IN_A_RUN = 3
# After this an attempt is closed for good at every provider.
FORGOTTEN = timedelta(days=7)


def sync_and_apply(payment_id: int) -> Payment:
    """Raises ProviderUnavailable; then nothing was changed. No transaction may be open."""
    outside_transactions()
    payment = Payment.objects.select_related("order").get(pk=payment_id)
    state = provider(payment.provider).sync(payment)
    Payment.objects.filter(pk=payment_id).update(asked_at=timezone.now())
    return apply(payment, state)


def ask_pending(*, now=None) -> int:
    """Ask about every prepaid attempt that has been open for a while (R6). How many were asked; one failing stops no other."""
    now = now or timezone.now()
    waiting = Payment.objects.filter(
        parcel=None, state__in=Payment.OPEN, created_at__lt=now - WAITING, created_at__gt=now - FORGOTTEN
    )
    asked, silence = 0, Silence()
    longest_unasked = F("asked_at").asc(nulls_first=True)
    for pk, code in list(waiting.order_by(longest_unasked, "pk").values_list("pk", "provider")):
        if silence.of(code):
            continue
        try:
            sync_and_apply(pk)
            asked += 1
        except ProviderUnavailable:
            silence.note(code)
            logger.warning("payment %s could not be asked about", pk, exc_info=True)
        except OperationalError:
            logger.warning("payment %s is locked", pk, exc_info=True)
        except Exception:
            logger.exception("payment %s", pk)
    return asked


class Silence:
    """Which providers did not answer in this run: after a few tries the others are not kept waiting for them."""

    def __init__(self):
        self.tries = Counter()

    def note(self, code: str) -> None:
        self.tries[code] += 1

    def of(self, code: str) -> bool:
        return self.tries[code] >= TRIES_IN_A_RUN
