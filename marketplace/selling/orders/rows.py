"""An order as a line of a list."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from marketplace.fulfilment.models import Parcel, Temperature
from marketplace.fulfilment.recipients import may_see_recipient, short_name
from marketplace.money import format_dong

S = Parcel.State
WAITS_FOR_SELLER = (S.NEW, S.ACCEPTED, S.PACKED)


@dataclass(frozen=True)
class OrderRow:
    parcel: Parcel
    day: date

    @property
    def recipient(self) -> str:
        name = self.parcel.recipient_name
        return name if may_see_recipient(self.parcel) else short_name(name)

    @property
    def lines(self) -> list[str]:
        return [f"{content.quantity} × {content.line.title}" for content in self.parcel.lines.all()]

    @property
    def amount(self) -> str:
        return format_dong(self.parcel.buyer_pays)

    @property
    def is_cash(self) -> bool:
        return is_cash(self.parcel)

    @property
    def is_visit(self) -> bool:
        return self.parcel.temperature == Temperature.SERVICE

    @property
    def is_overdue(self) -> bool:
        return not self.is_visit and self.parcel.state in WAITS_FOR_SELLER and self.parcel.ship_on < self.day

    @property
    def is_due(self) -> bool:
        return not self.is_visit and self.parcel.state in WAITS_FOR_SELLER and self.parcel.ship_on <= self.day


def is_cash(parcel: Parcel) -> bool:
    """Orders from before there were bills were all paid in cash."""
    bill = getattr(parcel.order, "bill", None)
    return bill is None or not bill.is_prepaid


def rows_of(parcels) -> list[OrderRow]:
    day = timezone.localdate()
    return [OrderRow(parcel, day) for parcel in parcels]
