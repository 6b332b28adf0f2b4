"""What an order owes, how long it may be paid, and the attempts to pay it (payments.md 2.6)."""

from datetime import timedelta

from django.utils import timezone

from marketplace.money import whole_dong

from .models import Bill, Payment
from .providers import Provider

GRACE = timedelta(minutes=10)
AFTER_ATTEMPT = timedelta(minutes=4)
MOST_ATTEMPTS = 3
LONGEST = timedelta(hours=2)


def open_bill(*, order, provider: Provider) -> Bill:
    """Write the bill and, when it is paid in advance, the first attempt. Call in the transaction that creates the order."""
    pay_by = timezone.now() + provider.pay_within if provider.pay_within else None
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
    """The goods are held longer than the attempt is open: expires_at < pay_by < release of the stock."""
    if expires_at and bill.pay_by and bill.pay_by < expires_at + AFTER_ATTEMPT:
        bill.pay_by = expires_at + AFTER_ATTEMPT
        bill.save(update_fields=["pay_by"])


def may_try_again(bill: Bill, attempts: int, placed_at) -> bool:
    """Stock is not held for ever: three attempts, or as many as start within two hours."""
    return timezone.now() < bill.pay_by and (attempts < MOST_ATTEMPTS or timezone.now() < placed_at + LONGEST)
