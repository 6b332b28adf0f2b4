"""What is to be done today for one seller: orders first, then what the shop needs. Every wait says who waits for whom."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from oscar.core.loading import get_model

from catalogue.review.models import ProductReview, Shelf
from marketplace.fulfilment.models import Parcel
from marketplace.payouts.pages import money_page
from sellers.access import Acting
from sellers.helping.models import Scope
from sellers.models import State
from sellers.opening.models import OpeningRequest, Suspension
from sellers.papers.checklist import Item, checklist

from ..orders.finding import counts_of, for_rows, goods_of
from ..orders.rows import OrderRow, rows_of
from ..visits.bookings import guests_today

S = Parcel.State
MOST_SHOWN = 12
NEWS = timedelta(days=14)


@dataclass(frozen=True)
class Today:
    """`counts`: shelf of orders -> how many. What a helper may not see is empty."""

    seller: object
    suspension: Suspension | None
    counts: dict[str, int]
    to_answer: list[OrderRow]
    to_pack: list[OrderRow]
    later: int
    money: str = ""
    papers: list[Item] = field(default_factory=list)
    sold_out: list = field(default_factory=list)
    sent_back: list = field(default_factory=list)
    opening: OpeningRequest | None = None
    guests_booked: int = 0  # bookings of visits that begin today
    guests: int = 0

    @property
    def is_preparing(self) -> bool:
        return self.seller.state == State.PREPARING

    @property
    def is_paused(self) -> bool:
        return self.seller.state == State.PAUSED

    @property
    def has_orders(self) -> bool:
        return bool(self.to_answer or self.to_pack or self.later)

    @property
    def is_quiet(self) -> bool:
        waits = self.has_orders or self.papers or self.sold_out or self.sent_back or self.counts["trouble"]
        return not (waits or self.guests)


def today_of(acting: Acting) -> Today:
    """A constant number of queries, however many orders there are."""
    seller, day = acting.seller, timezone.localdate()
    due = Q(state__in=(S.ACCEPTED, S.PACKED), ship_on__lte=day)
    parcels = goods_of(seller)
    counts = counts_of(seller)
    guests_booked, guests = guests_today(seller)
    due_rows = rows_of(for_rows(parcels.filter(due).order_by("ship_on", "pk"))[:MOST_SHOWN])
    return Today(
        seller=seller,
        suspension=_suspension(seller),
        counts=counts,
        to_answer=rows_of(for_rows(parcels.filter(state=S.NEW).order_by("created_at", "pk"))[:MOST_SHOWN]),
        to_pack=due_rows,
        later=counts["pack"] - len(due_rows),
        money=money_page(seller).sentence if acting.may(Scope.MONEY) else "",
        papers=[item for item in checklist(seller) if item.is_open and item.is_needed]
        if acting.may(Scope.PAPERS)
        else [],
        sold_out=_sold_out(seller) if acting.may(Scope.PRODUCTS) else [],
        sent_back=_sent_back(seller) if acting.may(Scope.PRODUCTS) else [],
        opening=_opening(seller),
        guests_booked=guests_booked,
        guests=guests,
    )


def _suspension(seller) -> Suspension | None:
    return Suspension.objects.filter(seller=seller, lifted_at=None).order_by("-noticed_at").first()


def _opening(seller) -> OpeningRequest | None:
    if seller.state != State.PREPARING:
        return None
    return OpeningRequest.objects.filter(seller=seller).order_by("-asked_at", "-pk").first()


def _sold_out(seller) -> list:
    """Products that could be ordered if there were any. Times of visits that are full are no stock to fill up."""
    records = get_model("partner", "StockRecord").objects.filter(partner=seller.partner_id, product__is_public=True)
    records = records.filter(product__experience=None, product__slot=None)
    empty = records.filter(num_in_stock__lte=Coalesce(F("num_allocated"), 0))
    on_sale = Q(product__shelf=None) | Q(product__shelf__state=Shelf.State.ON_SALE)
    return list(empty.filter(on_sale).select_related("product").order_by("product__title", "pk")[:MOST_SHOWN])


def _sent_back(seller) -> list[ProductReview]:
    """The last word of the desk on each product, while it is new and nothing newer was sent."""
    states, since = ProductReview.State, timezone.now() - NEWS
    reviews = ProductReview.objects.filter(
        product__stockrecords__partner=seller.partner_id,
        decided_at__gte=since,
        state__in=(states.SENT_BACK, states.PARTLY),
    )
    newer = Q(product__reviews_by_desk__sent_at__gt=F("sent_at"))
    return list(reviews.exclude(newer).select_related("product").order_by("-decided_at").distinct()[:MOST_SHOWN])
