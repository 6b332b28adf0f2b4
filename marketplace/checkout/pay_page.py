"""What the page shows on which an order is paid: the sum, until when, and how."""

from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from marketplace.fulfilment.holding import first_visit, has_begun
from marketplace.fulfilment.models import Parcel
from marketplace.fulfilment.order_codes import shown
from marketplace.fulfilment.order_links import key_of
from marketplace.money import format_dong
from marketplace.payments.billing import bill_of
from marketplace.payments.models import Payment
from marketplace.payments.providers import INSTRUCTIONS, ParcelAsk, Purchase, UnknownProvider, provider, providers
from marketplace.payments.starting import open_attempt

from .paying import PaymentChoice


@dataclass(frozen=True)
class PayPage:
    order: object
    number: str
    total_text: str
    pay_by: datetime
    attempt: Payment | None
    transfer: object | None
    ways: list[PaymentChoice] = field(default_factory=list)

    @property
    def key(self) -> str:
        return key_of(self.order.number)

    @property
    def until_text(self) -> str:
        day = timezone.localtime(self.pay_by)
        return f"{day:%H:%M}" if day.date() == timezone.localdate() else f"{day:%H:%M %d/%m}"

    @property
    def missing_text(self) -> str:
        """Set when a part has come already."""
        if self.attempt and self.attempt.received:
            return format_dong(self.attempt.missing)
        return ""

    @property
    def received_text(self) -> str:
        return format_dong(self.attempt.received) if self.attempt else ""

    @property
    def is_redirect(self) -> bool:
        return bool(self.attempt) and self.transfer is None

    @property
    def way_label(self) -> str:
        return str(provider(self.attempt.provider).label) if self.attempt else ""


def pay_path(order) -> str:
    """In the language that is active."""
    return f"{reverse('orders:pay', args=[order.number])}?k={key_of(order.number)}"


def waits_for_payment(order) -> bool:
    """Not when a visit of it has begun: a job ends it within minutes."""
    return order.status == "pending_payment" and bill_of(order).is_prepaid and not has_begun(order)


def pay_page(order, request=None) -> PayPage:
    attempt = open_attempt(order)
    return PayPage(
        order=order,
        number=shown(order.number),
        total_text=format_dong(bill_of(order).total),
        pay_by=bill_of(order).pay_by,
        attempt=attempt,
        transfer=_transfer(attempt),
        ways=[] if attempt and attempt.received else _other_ways(order, attempt, request),
    )


def _transfer(attempt):
    """Account, sum and words of a bank transfer; None for other ways."""
    if attempt is None:
        return None
    try:
        way = provider(attempt.provider)
    except UnknownProvider:
        return None
    return way.transfer_of(attempt) if way.kind == INSTRUCTIONS else None


def _other_ways(order, attempt, request) -> list[PaymentChoice]:
    purchase = purchase_of_order(order)
    others = [way for way in providers() if way.pay_within and not (attempt and attempt.provider == way.code)]
    answers = [(way, way.is_available(purchase, request)) for way in others]
    usable = next((way.code for way, answer in answers if answer), "")
    return [PaymentChoice(way, "" if answer else answer.text, way.code == usable) for way, answer in answers]


def purchase_of_order(order) -> Purchase:
    """An order that stands, as the ways of paying look at it."""
    parcels = Parcel.objects.filter(order=order).select_related("seller")
    asks = [
        ParcelAsk(
            amount=parcel.buyer_pays,
            temperature=parcel.temperature,
            is_pickup=parcel.is_pickup,
            seller_name=parcel.seller.name,
        )
        for parcel in parcels
    ]
    return Purchase(tuple(asks), parcels[0].recipient_phone if asks else "", visit_at=first_visit(order))
