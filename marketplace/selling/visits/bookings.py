"""Who comes: guests of a seller by time, in a constant number of queries."""

from datetime import timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.experiences.models import Slot
from catalogue.experiences.wording import slot_text
from marketplace.accounts.phones import display_phone
from marketplace.fulfilment.models import Parcel
from marketplace.fulfilment.recipients import masked_phone, may_see_recipient, short_name
from marketplace.money import format_dong
from marketplace.visits.codes import shown as shown_code
from marketplace.visits.models import Visit

from .showing import KEPT, with_guests

S = Parcel.State
NOT_SHOWN = (S.EXPIRED,)
MOST_SHOWN = 100
COUNTED = ("expected", "came")  # of the others the code opens nothing


class Guests(NamedTuple):
    """One time with how many come to it. `to_settle`: it has begun, and nobody said yet whether all came."""

    slot: Slot
    title: str
    text: str
    people: int
    bookings: int
    to_settle: bool


class Booking(NamedTuple):
    """`state`: expected, came, did_not_come, unpaid or cancelled. `code`: empty where it does not count."""

    visit: Visit
    name: str
    phone: str
    call: str
    code: str
    people: int
    amount: str
    state: str
    state_text: str

    @property
    def is_expected(self) -> bool:
        return self.state == "expected"


def slots_of(seller) -> QuerySet[Slot]:
    """Times of the seller's visits, those of a visit that was taken off too: people may have booked them."""
    return Slot.objects.filter(product__stockrecords__partner=seller.partner_id)


def coming_guests(seller) -> tuple[list[Guests], list[Guests]]:
    """Times with guests that wait for a word, then those of today and after. Two queries."""
    now = timezone.now()
    kept = Visit.objects.filter(slot=OuterRef("pk"), parcel__state__in=KEPT)
    booked = with_guests(slots_of(seller).filter(Exists(kept))).select_related("experience__product")
    expected = Visit.objects.booked().filter(slot=OuterRef("pk"))
    begun = booked.filter(Exists(expected), starts_at__lte=now).order_by("starts_at", "pk")[:MOST_SHOWN]
    later = booked.filter(starts_at__gt=now).order_by("starts_at", "pk")[:MOST_SHOWN]
    return [_guests(slot, True) for slot in begun], [_guests(slot, False) for slot in later]


def _guests(slot: Slot, to_settle: bool) -> Guests:
    return Guests(slot, slot.experience.product.title, slot_text(slot), slot.people, slot.bookings, to_settle)


def guests_today(seller) -> tuple[int, int]:
    """(bookings, people) whose visit begins today and who were not noted yet. One query."""
    begin = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    today = Visit.objects.of_seller(seller).booked()
    people = today.filter(slot__starts_at__gte=begin, slot__starts_at__lt=begin + timedelta(days=1))
    counts = list(people.values_list("people", flat=True))
    return len(counts), sum(counts)


def visits_for_rows(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    return visits.select_related(
        "parcel__order", "parcel__seller__commune__province", "slot__experience__product"
    ).prefetch_related("parcel__events")


def bookings_of(slot: Slot, seller) -> list[Booking]:
    """Expected ones by name, then those who were noted, then what was cancelled. Two queries."""
    visits = Visit.objects.of_seller(seller).filter(slot=slot).exclude(parcel__state__in=NOT_SHOWN)
    rows = [booking(visit) for visit in visits_for_rows(visits)]
    order = ("expected", "unpaid", "came", "did_not_come", "cancelled")
    return sorted(rows, key=lambda row: (order.index(row.state), row.name.casefold(), row.visit.pk))


def booking(visit: Visit) -> Booking:
    """As the seller may see it: the name and the phone while they are needed."""
    parcel, state = visit.parcel, state_of(visit)
    shown = may_see_recipient(parcel)
    phone = parcel.recipient_phone
    return Booking(
        visit=visit,
        name=parcel.recipient_name if shown else short_name(parcel.recipient_name),
        phone=display_phone(phone) if shown else masked_phone(phone),
        call=phone if shown else "",
        code=shown_code(visit.code) if state in COUNTED else "",
        people=visit.people,
        amount=format_dong(parcel.buyer_pays),
        state=state,
        state_text=_state_text(visit, state),
    )


def state_of(visit: Visit) -> str:
    if visit.outcome:
        return visit.outcome
    if visit.parcel.state == S.AWAITING_PAYMENT:
        return "unpaid"
    return "expected" if visit.parcel.state in KEPT else "cancelled"


def _state_text(visit: Visit, state: str) -> str:
    if state == "came" and visit.people_came not in (None, visit.people):
        return _("%(came)d of %(people)d came") % {"came": visit.people_came, "people": visit.people}
    return {
        "expected": _("Paid"),
        "unpaid": _("Not paid yet"),
        "came": _("Came"),
        "did_not_come": _("Did not come"),
        "cancelled": _("Cancelled"),
    }[state]


class GivenBack(NamedTuple):
    """What calling a time off gives back: to so many buyers, for so many people, how much."""

    bookings: int
    people: int
    amount: int

    @property
    def amount_text(self) -> str:
        return format_dong(self.amount)


def to_give_back(slot: Slot) -> GivenBack:
    """One query."""
    booked = Visit.objects.booked().filter(slot=slot)
    rows = list(booked.values_list("people", "parcel__goods_total", "parcel__fee"))
    return GivenBack(len(rows), sum(row[0] for row in rows), sum(goods + fee for _people, goods, fee in rows))
