"""Visits and their times as lines of a list, in a constant number of queries."""

from datetime import date
from itertools import groupby
from typing import NamedTuple

from django.db.models import Count, F, Min, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from catalogue.experience_page import duration_text
from catalogue.experiences.models import Experience, Slot
from catalogue.experiences.wording import day_text, slot_text
from catalogue.pictures.renditions import Picture, picture
from catalogue.review.models import ProductReview
from marketplace.fulfilment.models import Parcel
from marketplace.money import format_dong
from sellers.goods.stocking import left_of

from ..products.standing import Standing, standing_of
from .offering import visits_of

S = Parcel.State
# A place of these is somebody's: paid, and not given back.
KEPT = (S.NEW, S.ACCEPTED, S.PACKED, S.DELIVERED, S.COMPLETED)
MOST_TIMES = 400


class VisitRow(NamedTuple):
    """`coming`: how many times can still be booked; `next_text` says the first of them."""

    experience: Experience
    picture: Picture | None
    duration: str
    standing: Standing
    coming: int
    next_text: str


class TimeRow(NamedTuple):
    """`left`: places that can still be sold; `people`: guests who paid; `bookings`: of so many orders."""

    slot: Slot
    text: str
    price_text: str
    left: int
    people: int
    bookings: int
    is_closed: bool

    @property
    def is_called_off(self) -> bool:
        return self.slot.called_off_at is not None


class TimesOfMonth(NamedTuple):
    text: str
    rows: list[TimeRow]


def visit_rows(seller) -> list[VisitRow]:
    """Three queries."""
    now = timezone.now()
    open_ones = Q(slots__called_off_at=None, slots__closes_at__gt=now)
    waiting = ProductReview.objects.filter(state=ProductReview.State.WAITING)
    found = (
        visits_of(seller)
        .annotate(coming=Count("slots", filter=open_ones), next_at=Min("slots__starts_at", filter=open_ones))
        .select_related("product__shelf", "product__facts")
        .prefetch_related("product__images", Prefetch("product__reviews_by_desk", waiting, to_attr="waiting_reviews"))
        .order_by("-product__date_created", "-pk")
    )
    return [_visit_row(seller, experience) for experience in found]


def _visit_row(seller, experience) -> VisitRow:
    product = experience.product
    image = next(iter(product.images.all()), None)
    review = next(iter(product.waiting_reviews), None)
    return VisitRow(
        experience=experience,
        picture=picture(image.original.name, "") if image else None,
        duration=duration_text(experience.kind, experience.minutes),
        standing=standing_of(product, seller=seller, left=None, review=review),
        coming=experience.coming,
        next_text=_moment_text(experience.next_at) if experience.next_at else "",
    )


def _moment_text(at) -> str:
    local = timezone.localtime(at)
    return _("%(day)s, %(time)s") % {"day": day_text(local.date()), "time": f"{local:%H:%M}"}


def with_guests(slots: QuerySet[Slot]) -> QuerySet[Slot]:
    """`people` and `bookings` that were paid and not given back."""
    kept = Q(visits__parcel__state__in=KEPT)
    came = Coalesce(F("visits__people_came"), F("visits__people"))
    return slots.annotate(
        people=Coalesce(Sum(came, filter=kept), 0), bookings=Count("visits", filter=kept, distinct=True)
    )


def time_rows(experience: Experience) -> list[TimesOfMonth]:
    """Those that are not over, by month. Two queries, however many times there are."""
    records = get_model("partner", "StockRecord").objects.order_by("pk")
    slots = with_guests(experience.slots.filter(ends_at__gt=timezone.now()))
    slots = slots.select_related("product").prefetch_related(Prefetch("product__stockrecords", records))
    rows = [_time_row(slot) for slot in slots.in_time_order()[:MOST_TIMES]]
    months = groupby(rows, key=lambda row: timezone.localdate(row.slot.starts_at).replace(day=1))
    return [TimesOfMonth(date_format(month, _("F Y")), list(group)) for month, group in months]


def _time_row(slot: Slot) -> TimeRow:
    record = next(iter(slot.product.stockrecords.all()), None)
    return TimeRow(
        slot=slot,
        text=slot_text(slot),
        price_text=format_dong(record.price) if record and record.price is not None else "—",
        left=left_of(record) if record else 0,
        people=slot.people,
        bookings=slot.bookings,
        is_closed=not slot.is_open(timezone.now()),
    )


def moment_texts(moments) -> list[tuple[str, list[str]]]:
    """By day: ("Thứ Bảy 05/12", ["08:00", "14:00"])."""
    local = [timezone.localtime(at) for at in moments]
    days = groupby(local, key=lambda at: at.date())
    return [(_day_with_year(day), [f"{at:%H:%M}" for at in group]) for day, group in days]


def _day_with_year(day: date) -> str:
    if day.year == timezone.localdate().year:
        return day_text(day)
    return _("%(day)s %(year)d") % {"day": day_text(day), "year": day.year}
