"""What changed a seller's money to be paid out (seller_available less seller_due), read from the ledger and the sales.

Two clocks: a payout covers what was written before it was drafted (`posted_at`), whatever day that is about; a month
covers what happened in it (`occurred_at`).
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, Sum
from django.db.models.functions import TruncMonth

from marketplace.ledger.models import Entry, Posting, PostingKind, Purpose
from marketplace.sales.models import SaleEntry

WRITTEN, HAPPENED = "posted_at", "occurred_at"
PURSE = (Purpose.SELLER_AVAILABLE, Purpose.SELLER_DUE)
OF_SALES = (PostingKind.RELEASE, PostingKind.REFUND_APPROVED)


@dataclass(frozen=True)
class Movement:
    """Dong, below zero when it came off."""

    kind: str
    amount: int
    at: datetime
    key: str
    memo: str
    parcel_number: str

    @property
    def text(self) -> str:
        return str(PostingKind(self.kind).label)


@dataclass(frozen=True)
class Window:
    """`since` <= moment < `until` by one of the two clocks; None is from the beginning."""

    clock: str
    since: datetime | None
    until: datetime

    def of(self, path: str) -> Q:
        """`path` leads to the posting, such as "posting__"."""
        return self.around(f"{path}{self.clock}")

    def around(self, field: str) -> Q:
        inside = Q(**{f"{field}__lt": self.until})
        return inside & Q(**{f"{field}__gte": self.since}) if self.since else inside


def purse_before(seller, moment: datetime) -> int:
    """Dong to be paid out less dong owed, by what happened before the moment."""
    sums = _purse(seller).filter(posting__occurred_at__lt=moment).aggregate(total=Sum("amount", default=0))
    return -sums["total"]


def movements(seller, window: Window) -> list[Movement]:
    """All but sales and returns, oldest first: payouts, what came back from the bank, corrections, disputes. One query."""
    rows = (
        _purse(seller)
        .filter(window.of("posting__"))
        .exclude(posting__kind__in=OF_SALES)
        .values_list("posting__kind", "posting__occurred_at", "posting__key", "posting__memo", "posting__parcel_number")
        .annotate(total=Sum("amount"))
        .order_by("posting__occurred_at", "posting__key")
    )
    return [Movement(kind, -total, at, key, memo, number) for kind, at, key, memo, number, total in rows if total]


def sale_entries(seller, window: Window):
    """Sales that went free in the window and what came back after, with all that a statement shows. One query."""
    went_free = Q(after_release=False) & (
        window.of("parcel__release__posting__")
        # Everything of the parcel came back before: nothing was posted, the lines sum to zero.
        | (Q(parcel__release__posting=None) & window.around("parcel__release__released_at"))
    )
    came_back = Q(after_release=True) & window.of("posting__")
    return (
        SaleEntry.objects.filter(went_free | came_back, seller=seller)
        .exclude(parcel_line=None, goods=0)
        .select_related("parcel__release", "order", "parcel_line__line")
        .order_by("occurred_at", "pk")
    )


def months_of(seller) -> list[str]:
    """ "2026-11", newest first: months in which something changed."""
    postings = Posting.objects.filter(entries__in=_purse(seller)).order_by()
    months = postings.annotate(month=TruncMonth("occurred_at")).values_list("month", flat=True).distinct()
    return [f"{month:%Y-%m}" for month in sorted(months, reverse=True)]


def _purse(seller):
    return Entry.objects.filter(account__seller=seller, account__purpose__in=PURSE)
