"""Orders that wait for their producer's answer, for the desk and for whoever tells people."""

from datetime import datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from marketplace.fulfilment.models import Parcel
from marketplace.legal.parameters import parameter
from sellers.models import Seller

from .models import OrderQuestion

NO_ANSWER = OrderQuestion.Answer.NONE
ASKED = Parcel.State.NEW


def unanswered() -> QuerySet[OrderQuestion]:
    """Questions whose parcel still waits, the oldest first, with parcel, seller and place.

    A parcel that was moved another way counts no more, even before its question is closed.
    """
    questions = OrderQuestion.objects.filter(answer=NO_ANSWER, parcel__state=ASKED)
    return questions.select_related("parcel__order", "parcel__seller__commune__province").order_by("asked_at", "pk")


def with_desk(now: datetime | None = None) -> QuerySet[OrderQuestion]:
    """Those that neither the producer nor the deputy has answered in time: somebody telephones. The longest first."""
    return unanswered().filter(desk_due_at__lte=now or timezone.now()).order_by("desk_due_at", "pk")


def silent(hours: int | None = None, now: datetime | None = None) -> QuerySet[Seller]:
    """Sellers with a question open for longer than `hours` (answering.silent_hours when not given).

    Each has `open_questions` (how many are open so long) and `oldest_asked_at`; the longest silent first. One query.
    """
    now = now or timezone.now()
    hours = parameter("answering.silent_hours", timezone.localdate(now)) if hours is None else hours
    is_silent = Q(
        parcels__question__answer=NO_ANSWER,
        parcels__state=ASKED,
        parcels__question__asked_at__lte=now - timedelta(hours=hours),
    )
    sellers = Seller.objects.filter(is_silent).select_related("commune__province")
    counted = sellers.annotate(open_questions=Count("parcels"), oldest_asked_at=Min("parcels__question__asked_at"))
    return counted.order_by("oldest_asked_at", "pk")
