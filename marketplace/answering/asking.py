"""Each parcel that became certain is a question to its producer. Found by its state: a lost run loses none."""

from datetime import datetime, timedelta

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from marketplace.fulfilment.models import Parcel
from marketplace.legal.parameters import parameter
from marketplace.notify.waking import after_waking

from .models import OrderQuestion

S = Parcel.State


def ask(parcel: Parcel) -> OrderQuestion:
    """The question about this parcel, made when it is not there yet."""
    if found := OrderQuestion.objects.filter(parcel=parcel).first():
        return found
    _make(Parcel.objects.filter(pk=parcel.pk))
    return OrderQuestion.objects.get(parcel=parcel)


def ask_new() -> int:
    """A question for every parcel that is ordered and has none; how many."""
    return _make(Parcel.objects.filter(state=S.NEW, question=None))


def _make(parcels: QuerySet[Parcel]) -> int:
    ordered_at = Max("events__at", filter=Q(events__state=S.NEW))
    rows = parcels.annotate(ordered_at=ordered_at).values_list("pk", "ordered_at", "created_at")
    questions = [_question(pk, ordered_at or created_at) for pk, ordered_at, created_at in rows]
    OrderQuestion.objects.bulk_create(questions, ignore_conflicts=True)
    return len(questions)


def _question(parcel_id: int, asked_at: datetime) -> OrderQuestion:
    """The deputy's clock stands still while people sleep; the desk's list is nobody's telephone and goes by the day."""
    day = timezone.localdate(asked_at)
    return OrderQuestion(
        parcel_id=parcel_id,
        asked_at=asked_at,
        deputy_due_at=after_waking(asked_at, parameter("answering.deputy_after_minutes", day)),
        desk_due_at=asked_at + timedelta(minutes=parameter("answering.desk_after_minutes", day)),
    )


def reminder_due_at(question: OrderQuestion) -> datetime:
    day = timezone.localdate(question.asked_at)
    return after_waking(question.asked_at, parameter("answering.remind_after_minutes", day))
