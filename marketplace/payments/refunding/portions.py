"""What of a parcel was refunded already, and what the next units of it are worth to the buyer (payments.md 2.5)."""

from django.db.models import Sum

from marketplace.fulfilment.models import Parcel
from marketplace.sales.terms import buyer_part, terms_of

from ..models import Refund, RefundLine


def refunded_units(parcel: Parcel, *, with_drafts: bool = False) -> dict[int, int]:
    """Parcel line -> units, of refunds that count; also of those that wait for approval."""
    rows = RefundLine.objects.filter(refund__in=_refunds(parcel, with_drafts)).order_by()
    return dict(rows.values_list("parcel_line_id").annotate(units=Sum("quantity")))


def refunded_fee(parcel: Parcel, *, with_drafts: bool = False) -> int:
    """Dong of the delivery fee that went back."""
    return _refunds(parcel, with_drafts).aggregate(total=Sum("fee_amount", default=0))["total"]


def units_left(parcel: Parcel) -> dict[int, int]:
    """Parcel line -> units that nobody has asked to refund."""
    gone = refunded_units(parcel, with_drafts=True)
    left = {line.pk: line.quantity - gone.get(line.pk, 0) for line in parcel.lines.all()}
    return {pk: units for pk, units in left.items() if units}


def amounts_of(parcel: Parcel, units: dict[int, int], *, done: dict[int, int]) -> dict[int, int]:
    """Parcel line -> dong that the buyer paid for so many units after `done` before them."""
    terms = {each.parcel_line_id: each for each in terms_of(parcel)}
    return {pk: buyer_part(terms[pk], done=done.get(pk, 0), k=k) for pk, k in units.items()}


def _refunds(parcel: Parcel, with_drafts: bool):
    refunds = Refund.objects.filter(parcel=parcel)
    return refunds.standing() if with_drafts else refunds.counted()
