"""What accounts hold, in dong and as people say it: a debt of ours and an income of ours are above zero."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Sum
from django.utils import timezone

from .accounts import AccountRef
from .models import AccountKind, Entry, Purpose


@dataclass(frozen=True)
class OrderBalances:
    buyer_funds: int = 0
    refund_due: int = 0


@dataclass(frozen=True)
class SellerBalances:
    """`seller_due` is what the seller owes the shop."""

    seller_pending: int = 0
    seller_available: int = 0
    seller_due: int = 0


def balance(ref: AccountRef, *, until: date | None = None) -> int:
    """At the end of that day, or now. An account that was never used holds 0."""
    return balances([ref], until=until)[ref]


def balances(refs: Iterable[AccountRef], *, until: date | None = None) -> dict[AccountRef, int]:
    """Several accounts in one query."""
    refs = list(refs)
    rows = _summed("account__code", until=until, account__code__in=[ref.code for ref in refs])
    found = dict(rows)
    return {ref: found.get(ref.code, 0) for ref in refs}


def balances_of_order(order) -> OrderBalances:
    return balances_of_orders([order.pk])[order.pk]


def balances_of_orders(order_ids: Iterable[int]) -> dict[int, OrderBalances]:
    """One query; every asked order is in the answer."""
    return _by_owner("account__order", list(order_ids), OrderBalances)


def balances_of_seller(seller) -> SellerBalances:
    return balances_of_sellers([seller.pk])[seller.pk]


def balances_of_sellers(seller_ids: Iterable[int]) -> dict[int, SellerBalances]:
    """One query; every asked seller is in the answer."""
    return _by_owner("account__seller", list(seller_ids), SellerBalances)


def balances_by_purpose(until: date | None = None) -> dict[str, int]:
    """Every purpose of specification 2.4 with the sum of its accounts, 0 when unused. One query."""
    return dict.fromkeys(Purpose.values, 0) | dict(_summed("account__purpose", until=until))


def balances_by_code(*purposes: str, until: date | None = None) -> dict[str, int]:
    """The used accounts of these purposes, such as the cash at each carrier. One query."""
    return dict(sorted(_summed("account__code", until=until, account__purpose__in=purposes)))


def end_of(day: date) -> datetime:
    """The first moment after the day, in the shop's time zone."""
    return datetime.combine(day + timedelta(days=1), time.min, timezone.get_default_timezone())


def _by_owner(owner: str, keys: list[int], Balances) -> dict:
    found = defaultdict(dict)
    for key, purpose, total in _summed(owner, "account__purpose", **{f"{owner}__in": keys}):
        found[key][purpose] = total
    return {key: Balances(**found[key]) for key in keys}


def _summed(*groups: str, until: date | None = None, **of) -> list[tuple]:
    """The groups' values and the balance of each, in natural sign."""
    entries = Entry.objects.filter(**of)
    if until is not None:
        entries = entries.filter(posting__occurred_at__lt=end_of(until))
    rows = entries.values_list(*groups, "account__kind").annotate(total=Sum("amount"))
    return [(*values, AccountKind(kind).sign * total) for *values, kind, total in rows]
