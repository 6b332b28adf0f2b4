"""A voucher for each visit of an order, written with the order."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from marketplace.fulfilment.models import Parcel, ParcelLine, Temperature

from .codes import new_code
from .models import Visit


def create_visits(*, order, parcels: Iterable[Parcel]) -> list[Visit]:
    """Call in the transaction that places the order, after its parcels. No query for an order without visits, else three.

    Until when each may be cancelled is fixed here, as the page promised it.
    """
    booked = [parcel for parcel in parcels if parcel.temperature == Temperature.SERVICE]
    if not booked:
        return []
    contents = ParcelLine.objects.filter(parcel__in=booked).exclude(line__product__slot=None)
    contents = list(contents.select_related("parcel", "line__product__slot__experience").order_by("pk"))
    codes = _free_codes(len(contents))
    return Visit.objects.bulk_create(_visit(content, code) for content, code in zip(contents, codes, strict=True))


def cancel_until(slot) -> datetime:
    """Until when a visit of this slot could be cancelled free of charge, were it booked now."""
    return slot.starts_at - timedelta(hours=slot.experience.free_cancel_hours)


def promise_of(deadlines: Iterable[tuple[int, datetime]]) -> str:
    """Slots and until when each can be cancelled, as the checkout page sends back what it showed."""
    return ",".join(f"{slot}@{int(until.timestamp())}" for slot, until in sorted(deadlines))


def _visit(content: ParcelLine, code: str) -> Visit:
    slot = content.line.product.slot
    return Visit(parcel=content.parcel, slot=slot, code=code, people=content.quantity, cancel_until=cancel_until(slot))


def _free_codes(number: int) -> list[str]:
    """One query, and another only when a code is taken: one in a thousand million."""
    codes = set()
    while len(codes) < number:
        codes |= {new_code() for _visit in range(number - len(codes))}
        codes -= set(Visit.objects.filter(code__in=codes).values_list("code", flat=True))
    return sorted(codes)
