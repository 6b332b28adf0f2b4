"""How well the desk keeps its word: answers in time, median of working days, shops that sell."""

from datetime import date
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from marketplace.legal.working_days import ONE_DAY, is_working_day
from sellers.models import Seller
from sellers.papers.models import Submission

from .models import OpeningRequest


class Share(NamedTuple):
    """Of `answered_or_due` dossiers, `in_time` were answered on the promised day or before."""

    in_time: int
    answered_or_due: int

    @property
    def basis_points(self) -> int | None:
        """9,700 are 97 per cent; None when there was nothing to answer. Cut, never rounded up."""
        return self.in_time * 10_000 // self.answered_or_due if self.answered_or_due else None


def share_in_time(since: date, sellers: QuerySet | None = None, today: date | None = None) -> Share:
    """Papers and requests to open that were answered since that day, and those whose day has passed unanswered: late.

    `sellers`: only of these, for an officer of some communes. Two queries.
    """
    today = today or timezone.localdate()
    counts = [
        _counts(_papers(sellers), Q(state__in=("accepted", "sent_back")), Q(state="sent"), since, today),
        _counts(_requests(sellers), Q(outcome__in=("opened", "sent_back")), Q(outcome=""), since, today),
    ]
    return Share(sum(row["kept"] for row in counts), sum(row["answered"] + row["overdue"] for row in counts))


def _counts(rows: QuerySet, decided: Q, waiting: Q, since: date, today: date) -> dict:
    answered = decided & Q(decided_on__gte=since)
    return rows.annotate(decided_on=TruncDate("decided_at")).aggregate(
        answered=Count("pk", filter=answered),
        kept=Count("pk", filter=answered & Q(decided_on__lte=F("due_on"))),
        overdue=Count("pk", filter=waiting & Q(due_on__lt=today)),
    )


def median_days(since: date, sellers: QuerySet | None = None) -> float | None:
    """Working days from sending to the answer, of what was answered since that day; None when nothing was.

    Answered on the day it came counts 0. Two queries, of one row per pair of days.
    """
    decided_papers = _papers(sellers).filter(state__in=("accepted", "sent_back"))
    decided_requests = _requests(sellers).filter(outcome__in=("opened", "sent_back"))
    spans = [*_spans(decided_papers, "sent_at", since), *_spans(decided_requests, "asked_at", since)]
    days = sorted(number for begun, ended, count in spans for number in [_working_days(begun, ended)] * count)
    if not days:
        return None
    middle = len(days) // 2
    return float(days[middle]) if len(days) % 2 else (days[middle - 1] + days[middle]) / 2


def _spans(rows: QuerySet, begun: str, since: date):
    dated = rows.annotate(begun_on=TruncDate(begun), ended_on=TruncDate("decided_at")).filter(ended_on__gte=since)
    return dated.values_list("begun_on", "ended_on").annotate(count=Count("pk")).order_by()


def _working_days(begun: date, ended: date) -> int:
    """The day it came does not count."""
    days, day = 0, begun
    while day < ended:
        day += ONE_DAY
        days += is_working_day(day)
    return days


def sellers_live(sellers: QuerySet | None = None) -> int:
    """Open shops with something on sale. One query."""
    rows = Seller.objects.all() if sellers is None else sellers
    return rows.open().filter(partner__listings__isnull=False).distinct().count()


def _papers(sellers: QuerySet | None) -> QuerySet:
    return _of(Submission.objects.all(), sellers)


def _requests(sellers: QuerySet | None) -> QuerySet:
    return _of(OpeningRequest.objects.all(), sellers)


def _of(rows: QuerySet, sellers: QuerySet | None) -> QuerySet:
    return rows if sellers is None else rows.filter(seller__in=sellers.order_by())
