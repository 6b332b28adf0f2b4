"""Opens accounts when they are first needed."""

from collections.abc import Iterable

from .accounts import AccountRef
from .models import Account


def open_accounts(refs: Iterable[AccountRef]) -> dict[str, int]:
    """Primary keys by code. Missing accounts are opened in the order of codes, against deadlocks."""
    wanted = {ref.code: ref for ref in refs}
    keys = _keys(wanted)
    missing = sorted(wanted.keys() - keys.keys())
    if missing:
        Account.objects.bulk_create((_account(wanted[code]) for code in missing), ignore_conflicts=True)
        keys = _keys(wanted)
    return keys


def _keys(codes: Iterable[str]) -> dict[str, int]:
    return dict(Account.objects.filter(code__in=list(codes)).values_list("code", "pk"))


def _account(ref: AccountRef) -> Account:
    return Account(code=ref.code, purpose=ref.purpose, kind=ref.kind, order_id=ref.order_id, seller_id=ref.seller_id)
