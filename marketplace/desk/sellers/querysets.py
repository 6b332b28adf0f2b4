"""Which sellers stand in which tab of the dossiers, with all that a row says."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from sellers.helping.models import Helper
from sellers.models import Seller, State
from sellers.opening.models import OpeningRequest, Suspension
from sellers.papers.models import Submission

WAITING = OpeningRequest.Outcome.WAITING
STUCK_AFTER = timedelta(days=14)


def asked_to_open() -> QuerySet[OpeningRequest]:
    return OpeningRequest.objects.filter(outcome=WAITING)


def dossiers() -> QuerySet[Seller]:
    """All sellers, each with `asked_at` and `due_on` of its waiting request, if there is one."""
    request = asked_to_open().filter(seller=OuterRef("pk"))
    return Seller.objects.annotate(
        asked_at=Subquery(request.values("asked_at")[:1]), due_on=Subquery(request.values("due_on")[:1])
    )


TABS = {
    "asked": lambda rows: rows.filter(due_on__isnull=False).order_by("due_on", "asked_at", "pk"),
    "preparing": lambda rows: rows.filter(state=State.PREPARING, due_on__isnull=True).order_by("joined_at", "pk"),
    "live": lambda rows: rows.filter(state__in=(State.OPEN, State.PAUSED)).order_by("name", "pk"),
    "stopped": lambda rows: rows.filter(is_stopped()).order_by("name", "pk"),
    "all": lambda rows: rows.order_by("name", "pk"),
}


def is_stopped():
    """Suspended, closed, or told that they will be."""
    noticed = Suspension.objects.filter(seller=OuterRef("pk"), lifted_at__isnull=True)
    return Q(Exists(noticed)) | Q(state__in=(State.SUSPENDED, State.CLOSED))


def with_helpers(rows):
    """`helping_today`: whose help is agreed and has not ended."""
    today = timezone.localdate()
    in_force = Helper.objects.filter(agreed_at__isnull=False, ended_at__isnull=True, until__gte=today)
    return rows.prefetch_related(
        Prefetch("helpers", queryset=in_force.select_related("person"), to_attr="helping_today")
    )


def stuck(now=None) -> QuerySet[Seller]:
    """Preparing, a paper or the request was sent back long ago, and nothing has come since. `sent_back_at` says when."""
    now = now or timezone.now()
    papers = Submission.objects.filter(seller=OuterRef("pk")).order_by("-sent_at", "-pk")
    requests = OpeningRequest.objects.filter(seller=OuterRef("pk"), outcome=OpeningRequest.Outcome.SENT_BACK)
    sent_back = papers.filter(state=Submission.State.SENT_BACK).order_by("-decided_at").values("decided_at")[:1]
    rows = Seller.objects.filter(state=State.PREPARING).annotate(
        paper_back_at=Subquery(sent_back),
        request_back_at=Subquery(requests.order_by("-decided_at").values("decided_at")[:1]),
        last_sent_at=Subquery(papers.values("sent_at")[:1]),
        asks=Exists(asked_to_open().filter(seller=OuterRef("pk"))),
    )
    return rows.filter(asks=False).filter(_later_is_old(now - STUCK_AFTER))


def _later_is_old(limit):
    """Of the two moments the later one is before the limit, and no paper was sent after either."""
    some = Q(paper_back_at__isnull=False) | Q(request_back_at__isnull=False)
    old = (Q(paper_back_at__isnull=True) | Q(paper_back_at__lte=limit)) & (
        Q(request_back_at__isnull=True) | Q(request_back_at__lte=limit)
    )
    silent = (
        Q(last_sent_at__isnull=True) | Q(last_sent_at__lt=F("paper_back_at")) | Q(last_sent_at__lt=F("request_back_at"))
    )
    return some & old & silent
