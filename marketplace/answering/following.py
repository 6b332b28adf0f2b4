"""A parcel that was moved without its question: by the desk, by its buyer, or by a process that died after the move."""

from datetime import datetime, timedelta

from django.utils import timezone

from marketplace.fulfilment.missing_parts import was_lessened
from marketplace.fulfilment.models import Parcel, ParcelEvent

from .answering import note
from .models import OrderQuestion

S, Answer, Via = Parcel.State, OrderQuestion.Answer, OrderQuestion.Via
# Whoever moves a parcel notes its answer a moment later; that is not taken from them.
MOMENT = timedelta(minutes=1)
BUYER = "buyer"


def close_moved(now: datetime | None = None) -> int:
    """Close the open questions whose parcels do not wait any more; how many."""
    now = now or timezone.now()
    moved = OrderQuestion.objects.filter(answer=Answer.NONE).exclude(parcel__state=S.NEW)
    closed = 0
    for question in moved.select_related("parcel").order_by("pk"):
        event = answering_event(question.parcel)
        if event is None or event.at <= now - MOMENT:
            _close(question.parcel, event)
            closed += 1
    return closed


def answering_event(parcel: Parcel) -> ParcelEvent | None:
    """What ended the waiting: the first step after the order was certain."""
    events = list(parcel.events.order_by("pk"))
    ordered = max((nth for nth, event in enumerate(events) if event.state == S.NEW), default=-1)
    return next(iter(events[ordered + 1 :]), None)


def answer_of(parcel: Parcel, event: ParcelEvent | None) -> str:
    """What the step says, read as an answer."""
    if event is None or event.by == BUYER:
        return Answer.MOOT
    if event.state == S.CANCELLED:
        return Answer.NO
    return Answer.LESS if was_lessened(parcel) else Answer.YES


def _close(parcel: Parcel, event: ParcelEvent | None) -> None:
    answer = answer_of(parcel, event)
    if event is None or answer == Answer.MOOT:
        note(parcel, Answer.MOOT, by=event.by if event else "", via=Via.SHOP, at=event.at if event else None)
    else:
        note(parcel, answer, by=event.by, via=Via.DESK, at=event.at)
