"""Orders that were not paid in time: the provider closes the attempt first, only then the goods go back (payments.md 2.6, I22)."""

import logging

from django.db import OperationalError, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from oscar.core.loading import get_model

from .applying import apply
from .billing import GRACE
from .lapsing import lapse
from .models import Bill, Payment
from .patience import be_patient, outside_transactions
from .providers import Cancelled, ProviderState, ProviderUnavailable, provider
from .syncing import Silence, sync_and_apply

logger = logging.getLogger(__name__)


def expire_due(*, now=None) -> int:
    """Expire all orders whose time and grace are over. How many were; what cannot be asked about waits for the next run."""
    now = now or timezone.now()
    due = Bill.objects.filter(pay_by__lt=now - GRACE, order__status="pending_payment")
    asked_by = Payment.objects.filter(order=OuterRef("order"), parcel=None, state__in=Payment.OPEN).values("provider")
    expired, silence = 0, Silence()
    rows = due.annotate(code=Subquery(asked_by[:1])).order_by("pk").values_list("order_id", "code")
    for order_id, code in list(rows):
        if silence.of(code):
            continue
        try:
            expired += expire(order_id)
        except ProviderUnavailable:
            silence.note(code)
            logger.warning("order %s could not be expired yet", order_id, exc_info=True)
        except OperationalError:
            logger.warning("order %s is locked", order_id, exc_info=True)
        except Exception:
            logger.exception("order %s", order_id)
    return expired


def expire(order_id: int) -> bool:
    """False when the money had come after all. Raises ProviderUnavailable; then the goods stay held."""
    outside_transactions()
    attempts = Payment.objects.filter(order_id=order_id, parcel=None, state__in=Payment.OPEN).order_by("pk")
    for payment in attempts:
        if not isinstance(provider(payment.provider).cancel(payment), Cancelled):
            sync_and_apply(payment.pk)
            return False
    return _end(order_id, [payment.pk for payment in attempts])


@transaction.atomic
def _end(order_id: int, closed: list[int]) -> bool:
    be_patient()
    order = get_model("order", "Order").objects.select_for_update().get(pk=order_id)
    if order.status != "pending_payment":
        return False
    for payment in Payment.objects.select_for_update().filter(pk__in=closed).order_by("pk"):
        apply(payment, ProviderState("expired", payment.amount, payment.currency, received=payment.received))
    if open_again(order):
        return False
    lapse(order)
    return True


def open_again(order) -> bool:
    """Another attempt was begun between asking and ending."""
    return order.payments.filter(parcel=None, state__in=Payment.OPEN).exists()
