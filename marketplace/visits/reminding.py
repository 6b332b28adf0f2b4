"""Guests are reminded on the day before; staff are called when nobody has said what became of a visit."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from marketplace.notify.waking import is_waking
from marketplace.payments.attending import call_for_attention, close_by_shop
from marketplace.payments.models import Attention
from marketplace.payments.telling import remind_visitor

from .calling_off import finish_calling_off
from .models import Visit

logger = logging.getLogger(__name__)
BEFORE = timedelta(hours=24)
SILENCE = timedelta(hours=48)


def remind_due(now: datetime | None = None) -> int:
    """How many guests were reminded, each once, by day, within 24 hours of the beginning. A job.

    Who booked within these hours has the voucher in a message that is just as fresh, and is marked only.
    """
    now = now or timezone.now()
    if not is_waking(now):
        return 0
    due = Visit.objects.booked().filter(
        reminded_at=None, slot__called_off_at=None, slot__starts_at__gt=now, slot__starts_at__lte=now + BEFORE
    )
    return sum(_remind(pk, now) for pk in due.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: int, now: datetime) -> bool:
    visit = Visit.objects.select_for_update(of=("self",)).with_slot().get(pk=pk)
    if visit.reminded_at or not Visit.objects.booked().filter(pk=pk).exists():
        return False
    visit.reminded_at = now
    visit.save(update_fields=["reminded_at"])
    is_fresh = visit.slot.starts_at - visit.parcel.created_at <= BEFORE
    if not is_fresh:
        remind_visitor(visit.parcel)
    return not is_fresh


def attend_due(now: datetime | None = None) -> int:
    """Staff are called 48 hours after the end of visits that nobody has noted; how many are. A job.

    Also finishes what was called off and could not be cancelled at once, and closes flags that are settled.
    """
    now = now or timezone.now()
    finish_calling_off()
    silent = Visit.objects.booked().filter(slot__ends_at__lte=now - SILENCE).with_slot()
    for visit in silent.order_by("pk"):
        call_for_attention(
            reason=Attention.Reason.VISIT_SILENT,
            about=visit.parcel.number,
            order=visit.parcel.order,
            text=str(visit.slot),
        )
    _close_settled()
    return silent.count()


def _close_settled() -> None:
    flags = Attention.objects.filter(reason=Attention.Reason.VISIT_SILENT, closed_at=None)
    abouts = set(flags.values_list("about", flat=True))
    waiting = {visit.parcel.number for visit in Visit.objects.booked().filter(parcel__number__in=abouts).with_slot()}
    for about in sorted(abouts - waiting):
        close_by_shop(reason=Attention.Reason.VISIT_SILENT, about=about, note="settled")
