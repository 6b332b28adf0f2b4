"""Writes a posting: a set of entries that sums to zero, once per key."""

import uuid
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone

from .accounts import AccountRef
from .models import Entry, Posting
from .opening import open_accounts


class Unbalanced(ValueError):
    """The legs do not sum to zero."""


class NothingToPost(Unbalanced):
    """No leg is left after zero legs were dropped and legs on the same account were merged."""


class DifferentPosting(ValueError):
    """This key is taken by a posting that says something else."""


def post(
    *,
    key: str,
    kind: str,
    legs: Iterable[tuple[AccountRef, int]],
    order=None,
    seller=None,
    parcel_number: str = "",
    memo: str = "",
    by: str = "",
    occurred_at=None,
) -> Posting:
    """Write the legs (dong; a debit above zero, a credit below) in the caller's transaction.

    `key` names the fact, such as "capture:<uuid>": posting the same again returns the first posting, also when two
    transactions do it at once. Legs on one account are merged, zero legs dropped. `order` and `seller` are objects.
    Raises Unbalanced, NothingToPost, DifferentPosting; TypeError for an amount that is no int;
    TransactionManagementError outside a transaction.
    """
    amounts = _merged(legs)
    wanted = Posting(
        id=uuid.uuid4(),
        key=key,
        kind=kind,
        order=order,
        seller=seller,
        parcel_number=parcel_number,
        memo=memo,
        by=by,
        occurred_at=occurred_at or timezone.now(),
    )
    _require_transaction()
    found = _same(wanted, amounts)
    if found:
        return found
    try:
        with transaction.atomic():
            _write(wanted, amounts)
    except IntegrityError:
        found = _same(wanted, amounts)  # another transaction posted it first and has committed by now
        if found is None:
            raise
        return found
    return wanted


def _merged(legs) -> dict[AccountRef, int]:
    amounts = {}
    for ref, amount in legs:
        if type(amount) is not int:
            raise TypeError(f"{ref.code}: dong are whole numbers, not {amount!r}")
        amounts[ref] = amounts.get(ref, 0) + amount
    if sum(amounts.values()) != 0:
        raise Unbalanced({ref.code: amount for ref, amount in amounts.items()})
    amounts = {ref: amount for ref, amount in amounts.items() if amount}
    if not amounts:
        raise NothingToPost
    return amounts


def _require_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A posting belongs to the transaction of what it records.")


def _same(wanted: Posting, amounts: dict[AccountRef, int]) -> Posting | None:
    """The posting that has this key. Raises DifferentPosting when it says something else."""
    found = Posting.objects.filter(key=wanted.key).first()
    if found is None:
        return None
    written = dict(Entry.objects.filter(posting=found).values_list("account__code", "amount"))
    if _identity(found) != _identity(wanted) or written != {ref.code: amount for ref, amount in amounts.items()}:
        raise DifferentPosting(wanted.key)
    return found


def _identity(posting: Posting) -> tuple:
    return (posting.kind, posting.order_id, posting.seller_id, posting.parcel_number)


def _write(posting: Posting, amounts: dict[AccountRef, int]) -> None:
    """Entries first: the database checks their sum when the posting's row closes the set (guards.py)."""
    keys = open_accounts(amounts)
    Entry.objects.bulk_create(
        Entry(posting_id=posting.pk, account_id=keys[ref.code], amount=amount) for ref, amount in amounts.items()
    )
    posting.save(force_insert=True)
