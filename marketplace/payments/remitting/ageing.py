"""Cash that carriers have collected and not handed on, and whether the ledger says the same (payments.md 5.3, I8)."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Min, Q, Sum
from django.utils import timezone

from marketplace.ledger.balances import balances_by_code
from marketplace.legal.parameters import parameter

from ..models import Payment


@dataclass(frozen=True)
class CashAtCarrier:
    """Dong. `overdue` is the part that was delivered too long ago; `booked` what the ledger holds with this carrier."""

    carrier: str
    parcels: int
    amount: int
    overdue_parcels: int
    overdue: int
    oldest_on: object
    booked: int

    @property
    def agrees(self) -> bool:
        return self.amount == self.booked


def cash_at_carriers(*, now=None, days: int | None = None) -> list[CashAtCarrier]:
    """One row per carrier that holds money by our parcels or by the ledger. Two queries."""
    now = now or timezone.now()
    days = parameter("cod.ageing_days", timezone.localdate(now)) if days is None else days
    late = Q(parcel__delivered_at__lt=now - timedelta(days=days))
    rows = (
        not_handed_on()
        .values("parcel__carrier")
        .annotate(
            parcels=Count("pk"),
            amount=Sum("received"),
            overdue_parcels=Count("pk", filter=late),
            overdue=Sum("received", filter=late, default=0),
            oldest=Min("parcel__delivered_at"),
        )
    )
    found = {row.pop("parcel__carrier") or "carrier": row for row in rows.order_by()}
    booked = {code.rpartition(":")[2]: amount for code, amount in balances_by_code("clearing_cod").items() if amount}
    return [_row(carrier, found.get(carrier), booked.get(carrier, 0)) for carrier in sorted({*found, *booked})]


def not_handed_on():
    """Payments that a carrier collected and no booked statement names."""
    return Payment.objects.filter(provider="cod", state=Payment.State.COLLECTED)


def overdue_payments(*, now=None, days: int | None = None):
    """The single parcels behind the report, oldest first."""
    now = now or timezone.now()
    days = parameter("cod.ageing_days", timezone.localdate(now)) if days is None else days
    late = not_handed_on().filter(parcel__delivered_at__lt=now - timedelta(days=days))
    return late.select_related("parcel__seller", "order").order_by("parcel__delivered_at")


def _row(carrier: str, found: dict | None, booked: int) -> CashAtCarrier:
    found = found or {"parcels": 0, "amount": 0, "overdue_parcels": 0, "overdue": 0, "oldest": None}
    oldest = found.pop("oldest")
    return CashAtCarrier(
        carrier=carrier, oldest_on=timezone.localdate(oldest) if oldest else None, booked=booked, **found
    )
