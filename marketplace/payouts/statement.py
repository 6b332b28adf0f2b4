"""A seller's statement of a payout or a month: each parcel with all that was taken off it, tied to the dong (I7)."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils import timezone

from marketplace.ledger.models import PostingKind

from .models import Payout
from .movements import HAPPENED, WRITTEN, Movement, Window, movements, purse_before, sale_entries

LAST_MONTH = 12
TAKEN_OFF = ("commission", "commission_vat", "vat_withheld", "pit_withheld")


@dataclass(frozen=True)
class Leg:
    """One line of a parcel. Dong, below zero for what came back; `title` is "" for a delivery fee that is the seller's."""

    title: str
    quantity: int
    goods: int
    commission: int
    commission_vat: int
    vat_withheld: int
    pit_withheld: int
    net: int
    is_return: bool
    at: datetime


@dataclass
class ParcelSum:
    """A parcel in one statement."""

    number: str
    order_number: str
    at: datetime
    legs: list[Leg] = field(default_factory=list)

    def total(self, name: str) -> int:
        return sum(getattr(leg, name) for leg in self.legs)

    @property
    def net(self) -> int:
        return self.total("net")

    @property
    def goods(self) -> int:
        return self.total("goods")

    @property
    def taken_off(self) -> int:
        return self.goods - self.net

    @property
    def is_return(self) -> bool:
        """Nothing but goods that came back after the seller's money was free."""
        return all(leg.is_return for leg in self.legs)


@dataclass(frozen=True)
class Statement:
    """`opening` + parcels + others + came_back − sent = `closing`. Dong."""

    seller: object
    since: datetime | None
    until: datetime
    parcels: list[ParcelSum]
    others: list[Movement]
    bounced: list[Movement]
    sent: list[Movement]
    opening: int = 0

    def total(self, name: str) -> int:
        return sum(parcel.total(name) for parcel in self.parcels)

    @property
    def sold(self) -> int:
        return sum(leg.goods for parcel in self.parcels for leg in parcel.legs if not leg.is_return)

    @property
    def returned(self) -> int:
        """Goods that came back, at their price; below zero."""
        return sum(leg.goods for parcel in self.parcels for leg in parcel.legs if leg.is_return)

    @property
    def net(self) -> int:
        return self.total("net")

    @property
    def other(self) -> int:
        return sum(movement.amount for movement in self.others)

    @property
    def came_back(self) -> int:
        """From the bank, to be paid once more."""
        return sum(movement.amount for movement in self.bounced)

    @property
    def sent_total(self) -> int:
        return -sum(movement.amount for movement in self.sent)

    @property
    def earned(self) -> int:
        """What this time brought: the part of a payout that is not carried over."""
        return self.net + self.other

    @property
    def closing(self) -> int:
        return self.opening + self.earned + self.came_back - self.sent_total


class NotTied(AssertionError):
    """A statement that does not add up to what the ledger says. Nobody is paid on it."""


def statement_between(seller, window: Window, *, opening: int = 0) -> Statement:
    """Two queries."""
    moved = defaultdict(list)
    for movement in movements(seller, window):
        moved[movement.kind].append(movement)
    sent = moved.pop(PostingKind.PAYOUT_EXPORTED, [])
    bounced = moved.pop(PostingKind.PAYOUT_BOUNCED, [])
    others = sorted((one for several in moved.values() for one in several), key=lambda one: one.at)
    parcels = _parcels(sale_entries(seller, window))
    return Statement(seller, window.since, window.until, parcels, others, bounced, sent, opening)


def statement_of_payout(payout: Payout) -> Statement:
    """What this payout is for. `earned` + the payout's `carried` = its amount (I7); raises NotTied."""
    statement = statement_between(payout.seller, Window(WRITTEN, payout.since, payout.until))
    if statement.earned + payout.carried != payout.amount or statement.came_back != payout.carried:
        raise NotTied(f"payout {payout.pk}: {statement.earned} + {payout.carried} is not {payout.amount}")
    return statement


def statement_of_month(seller, month: str) -> Statement:
    """Of "2026-11", as it stands now; its closing is what the ledger says, else NotTied."""
    since, until = bounds(month)
    statement = statement_between(seller, Window(HAPPENED, since, until), opening=purse_before(seller, since))
    held = purse_before(seller, until)
    if statement.closing != held:
        raise NotTied(f"seller {seller.pk} in {month}: {statement.closing} is not {held}")
    return statement


def bounds(month: str) -> tuple[datetime, datetime]:
    """The first moment of the month and of the next, in the shop's time zone. Raises ValueError."""
    first = date.fromisoformat(f"{month}-01")
    following = first.replace(year=first.year + first.month // LAST_MONTH, month=first.month % LAST_MONTH + 1)
    zone = timezone.get_default_timezone()
    return datetime.combine(first, time.min, zone), datetime.combine(following, time.min, zone)


def _parcels(entries) -> list[ParcelSum]:
    found: dict[int, ParcelSum] = {}
    for entry in entries:
        parcel = entry.parcel
        at = entry.occurred_at if entry.after_release else parcel.release.released_at
        one = found.setdefault(parcel.pk, ParcelSum(parcel.number, entry.order.number, at))
        one.at = min(one.at, at)
        one.legs.append(_leg(entry))
    return sorted(found.values(), key=lambda one: (one.at, one.number))


def _leg(entry) -> Leg:
    sign = entry.sign
    return Leg(
        title=entry.parcel_line.line.title if entry.parcel_line else "",
        quantity=entry.quantity,
        goods=sign * entry.goods,
        **{name: sign * getattr(entry, name) for name in TAKEN_OFF},
        net=sign * entry.seller_net,
        is_return=sign < 0,
        at=entry.occurred_at,
    )
