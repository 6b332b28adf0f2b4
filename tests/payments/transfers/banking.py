"""Orders by transfer, transfers as feeds and statements tell them, and where all the money is."""

import itertools
from datetime import datetime, timedelta

from django.db.models import Sum
from django.utils import timezone

from marketplace.ledger.balances import balances_by_purpose
from marketplace.ledger.checking import problems
from marketplace.ledger.models import Entry, Posting
from marketplace.notify.models import Message
from marketplace.payments.bank_feed.transfers import VIETNAM, IncomingTransfer
from marketplace.payments.models import Attention, BankReceipt, Bill
from marketplace.payments.receipts.matching import take
from marketplace.payments.starting import begin, open_attempt
from tests import stall
from tests.checkout.buying import basket_of, buyer, order_basket

ACCOUNT = "1012345678"
SEPAY_SECRET, CASSO_SECRET, PAYOS_SECRET = "whsec_sepay_test", "casso-key", "payos-key"
VIETQR = "marketplace.payments.vietqr.provider.VietQr"
WAYS = [VIETQR, "tests.payments.till.Till", "marketplace.payments.cod.CashOnDelivery"]
LATE = timedelta(hours=25)
_numbers = itertools.count(1)


def account_settings() -> dict:
    return {
        "COLLECTION_ACCOUNT": {"bin": "970436", "number": ACCOUNT, "holder": "SAN OCOP TINH"},
        "TRANSFER_PREFIX": "OCOP",
        "TRANSFER_HOURS": 24,
        "PAYMENT_PROVIDERS": WAYS,
        "SEPAY_SECRETS": [SEPAY_SECRET],
        "CASSO_SECRETS": [CASSO_SECRET],
        "PAYOS_SECRETS": [PAYOS_SECRET],
    }


def open_account(settings) -> None:
    for name, value in account_settings().items():
        setattr(settings, name, value)


def order_by_transfer(*, price=100_000, stock=10, product=None, way="vietqr", **by):
    number = next(_numbers)
    made = product or stall.product(f"Món {number}", by=stall.seller(f"Người bán {number}"), price=price, stock=stock)
    order = order_basket(basket_of((made, 1)), by=buyer(**by), payment=way)
    if way == "vietqr":
        begin(open_attempt(order))
    return fresh(order)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def total(order) -> int:
    return order.bill.total


def transfer(content="", amount=100_000, *, provider="sepay", number=None, reference=None, at=None, **more):
    """As a feed tells of it; each call is another transfer unless `number` and `reference` say otherwise."""
    n = next(_numbers)
    return IncomingTransfer(
        provider=provider,
        provider_id=str(number or n),
        account_no=more.pop("account_no", ACCOUNT),
        amount=amount,
        content=content,
        reference=f"FT26325{n:08d}" if reference is None else reference,
        at=at or datetime(2026, 11, 21, 9, 31, 2, tzinfo=VIETNAM),
        is_incoming=more.pop("is_incoming", True),
        **more,
    )


def memo(*orders) -> str:
    return "MBVCB.71." + ".".join(f"OCOP{order.number}" for order in orders) + ".CT tu 0123456789 NGUYEN VAN MAU"


def came(order, amount, **more) -> BankReceipt:
    """A transfer for this order has come, was stored and matched."""
    return take(transfer(memo(order), amount, **more)).receipt


def run_out(order) -> None:
    Bill.objects.filter(order=order).update(pay_by=timezone.now() - timedelta(hours=1))


def attempt_of(order):
    return order.payments.get(parcel=None, provider="vietqr")


def flags(order=None) -> list[str]:
    found = Attention.objects.filter(closed_at=None)
    return sorted((found.filter(order=order) if order else found).values_list("reason", flat=True))


def told(template) -> int:
    return Message.objects.filter(template=template).count()


def refunds(order) -> list[tuple]:
    return sorted(order.refunds.values_list("amount", "reason", "state", "channel"))


def books() -> dict[str, int]:
    """Purposes that hold something. Fails when the ledger is unsound anywhere."""
    assert list(problems()) == []
    return {purpose: held for purpose, held in balances_by_purpose().items() if held}


def check_books() -> None:
    """I15: what the bank holds is what came less what left, and every dong of it has an owner or is nobody's."""
    held = books()
    booked = BankReceipt.objects.exclude(state__in=("proposed", "refused", "returned", "elsewhere"))
    assert held.get("bank", 0) == booked.aggregate(total=Sum("amount", default=0))["total"]
    nobodys = booked.filter(state__in=("unmatched", "returning"))
    assert held.get("unallocated", 0) == nobodys.aggregate(total=Sum("amount", default=0))["total"]
    for receipt in booked:
        assert Posting.objects.filter(key=f"receipt:{receipt.pk}").count() == 1
        given = receipt.allocations.aggregate(total=Sum("amount", default=0))["total"]
        assert given == (receipt.amount if receipt.state == "matched" else 0)
    assert Entry.objects.aggregate(total=Sum("amount", default=0))["total"] == 0
