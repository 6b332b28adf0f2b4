"""What an order owes, how long it may be paid, and the attempts to pay it (payments.md 2.6)."""

from datetime import datetime, timedelta

from django.utils import timezone

from marketplace.fulfilment.holding import last_moment_to_pay
from marketplace.money import whole_dong

from .models import Bill, Payment
from .providers import Provider

GRACE = timedelta(minutes=10)
AFTER_ATTEMPT = timedelta(minutes=4)
MOST_ATTEMPTS = 3
LONGEST = timedelta(hours=2)


def open_bill(*, order, provider: Provider) -> Bill:
    """Write the bill and, when it is paid in advance, the first attempt. Call in the transaction that creates the order.

    A visit is not paid after it has begun, whatever the way of paying allows.
    """
    pay_by = _until(order, timezone.now() + provider.pay_within) if provider.pay_within else None
    bill = Bill.objects.create(order=order, total=whole_dong(order.total_incl_tax), pay_by=pay_by)
    if bill.is_prepaid:
        Payment.objects.create(order=order, provider=provider.code, amount=bill.total)
    return bill


def bill_of(order) -> Bill:
    """Orders from before there were bills get theirs when it is first asked for; they were all paid in cash."""
    if bill := getattr(order, "bill", None):
        return bill
    return Bill.objects.get_or_create(order=order, defaults={"total": whole_dong(order.total_incl_tax)})[0]


def received_for(order) -> int:
    """Dong that have come for an order in advance, over all attempts."""
    return sum(order.payments.filter(parcel=None).values_list("received", flat=True))


def extend(bill: Bill, expires_at) -> None:
    """The goods are held longer than the attempt is open: expires_at < pay_by < release of the stock.

    Places of a visit are not: what is paid after it began goes back.
    """
    if not (expires_at and bill.pay_by and bill.pay_by < expires_at + AFTER_ATTEMPT):
        return
    until = _until(bill.order, expires_at + AFTER_ATTEMPT)
    if bill.pay_by < until:
        bill.pay_by = until
        bill.save(update_fields=["pay_by"])


def _until(order, wanted: datetime) -> datetime:
    last = last_moment_to_pay(order)
    return min(wanted, last) if last else wanted


def may_try_again(bill: Bill, attempts: int, placed_at) -> bool:
    """Stock is not held for ever: three attempts, or as many as start within two hours."""
    return timezone.now() < bill.pay_by and (attempts < MOST_ATTEMPTS or timezone.now() < placed_at + LONGEST)
