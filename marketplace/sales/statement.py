"""A seller's figures: what counted towards payouts in a period, and what is held and why."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, Sum

from marketplace.fulfilment.models import Parcel

from .models import SaleEntry
from .querysets import signed


@dataclass(frozen=True)
class StatementLine:
    """Dong; below zero for what came back. `counted_at`: when it changed what is to be paid out.

    `title` is "" for a delivery fee that is the seller's. `kind`: "assess" or "reverse".
    """

    parcel_number: str
    order_number: str
    kind: str
    title: str
    quantity: int
    goods: int
    commission: int
    commission_vat: int
    vat_withheld: int
    pit_withheld: int
    net: int
    occurred_at: datetime
    counted_at: datetime


@dataclass(frozen=True)
class HeldParcel:
    """Money of a delivered parcel that is not free yet. `reason`: "return_window", "open_return" or "cash"."""

    parcel: Parcel
    net: int
    reason: str
    until: datetime | None


def statement_lines(*, seller, since: datetime, until: datetime) -> list[StatementLine]:
    """Every sale that went free and everything that came back after, `since` <= counted < `until`, oldest first.

    Their nets sum to the change of seller_available − seller_due in that time, payouts and corrections aside. Three
    queries at most; delivery fees of the shop are left out.
    """
    went_free = Q(after_release=False, parcel__release__released_at__gte=since, parcel__release__released_at__lt=until)
    came_back = Q(after_release=True, occurred_at__gte=since, occurred_at__lt=until)
    entries = (
        SaleEntry.objects.filter(went_free | came_back, seller=seller)
        .exclude(parcel_line=None, goods=0)
        .select_related("parcel__release", "order", "parcel_line__line")
    )
    return sorted((_line(entry) for entry in entries), key=lambda line: (line.counted_at, line.occurred_at))


def held_parcels(*, seller, now: datetime) -> list[HeldParcel]:
    """Recognised and not released, with what it waits for; their nets sum to seller_pending. One query."""
    parcels = (
        Parcel.objects.filter(seller=seller, release=None, sale_entries__isnull=False)
        .annotate(net=Sum(signed("sale_entries__seller_net", kind="sale_entries__kind")))
        .order_by("return_until", "pk")
    )
    return [HeldParcel(parcel, parcel.net, *_waits_for(parcel, now)) for parcel in parcels]


def _waits_for(parcel: Parcel, now: datetime) -> tuple[str, datetime | None]:
    if parcel.state == Parcel.State.DELIVERED:
        is_over = parcel.return_until is None or parcel.return_until <= now
        return ("open_return", None) if is_over else ("return_window", parcel.return_until)
    return "cash", None


def _line(entry: SaleEntry) -> StatementLine:
    sign = entry.sign
    return StatementLine(
        parcel_number=entry.parcel.number,
        order_number=entry.order.number,
        kind=entry.kind,
        title=entry.parcel_line.line.title if entry.parcel_line else "",
        quantity=sign * entry.quantity,
        goods=sign * entry.goods,
        commission=sign * entry.commission,
        commission_vat=sign * entry.commission_vat,
        vat_withheld=sign * entry.vat_withheld,
        pit_withheld=sign * entry.pit_withheld,
        net=sign * entry.seller_net,
        occurred_at=entry.occurred_at,
        counted_at=entry.occurred_at if entry.after_release else entry.parcel.release.released_at,
    )
