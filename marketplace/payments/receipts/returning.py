"""Sends back a transfer that is nobody's: one person decides, the bank carries it out, another confirms that it left."""

from django.db import transaction

from marketplace.folding import clean
from marketplace.ledger import accounts
from marketplace.ledger.models import PostingKind
from marketplace.ledger.posting import post

from ..models import BankReceipt
from ..patience import be_patient
from .allocating import close_flags, locked_receipt
from .permitting import CONFIRM, MATCH, require, require_another

S = BankReceipt.State


class NoReason(ValueError):
    """Why it goes back, or the bank's reference of the transfer back, must be said."""


def return_receipt(*, receipt: BankReceipt, by, reason: str, bin: str = "", number: str = "", holder: str = ""):
    """Decide that it goes back to whom it came from; the money stays in the books until it has left.

    Many feeds do not tell the payer's account: then bin, number and holder say it, as the bank has found out. What a
    feed has told is never replaced. Raises PermissionDenied, NotWaiting, NoReason.
    """
    require(by, MATCH)
    if not clean(reason):
        raise NoReason("reason")
    with transaction.atomic():
        be_patient()
        current = locked_receipt(receipt)
        current.state, current.returned_by, current.note = S.RETURNING, by, clean(reason)[:300]
        if not current.counter_account:
            current.counter_bin, current.counter_account = clean(bin)[:6], clean(number)[:40]
            current.counter_name = current.counter_name or clean(holder)[:120]
        current.save()
        return current


def keep_after_all(*, receipt: BankReceipt, by) -> BankReceipt:
    """It has not left and waits for a decision again. Raises PermissionDenied, NotWaiting."""
    require(by, MATCH)
    with transaction.atomic():
        be_patient()
        current = locked_receipt(receipt, state=S.RETURNING)
        current.state, current.returned_by = S.UNMATCHED, None
        current.save(update_fields=["state", "returned_by"])
        return current


def confirm_returned(*, receipt: BankReceipt, by, reference: str) -> BankReceipt:
    """A second person has seen on the bank's page that it left. Raises PermissionDenied, SamePerson, NotWaiting, NoReason."""
    require(by, CONFIRM)
    reference = clean(reference)
    if not reference:
        raise NoReason("reference")
    with transaction.atomic():
        be_patient()
        current = locked_receipt(receipt, state=S.RETURNING)
        require_another(by, current.returned_by_id)
        _book(current, f"receipt:{current.pk}:returned", PostingKind.TRANSFER_RETURNED, by, reference)
        _end(current, S.RETURNED, by, f"{current.note} · {reference}")
        return current


def set_aside(*, receipt: BankReceipt, by, note: str) -> BankReceipt:
    """It stands in the books another way: told twice under two references, a payout that came back, the shop's own money.

    The booking as an incoming transfer is taken back, by another person than those who put it into the books by hand.
    Raises PermissionDenied, SamePerson, NotWaiting, NoReason.
    """
    require(by, CONFIRM)
    note = clean(note)
    if not note:
        raise NoReason("note")
    with transaction.atomic():
        be_patient()
        current = locked_receipt(receipt)
        for first in (current.entered_by_id, current.approved_by_id):
            require_another(by, first)
        _book(current, f"receipt:{current.pk}:elsewhere", PostingKind.CORRECTION, by, note)
        _end(current, S.ELSEWHERE, by, note)
        return current


def _book(receipt: BankReceipt, key: str, kind: str, by, memo: str) -> None:
    post(
        key=key,
        kind=kind,
        legs=[(accounts.unallocated(), receipt.amount), (accounts.bank_collection(), -receipt.amount)],
        by=str(by)[:150],
        memo=memo[:300],
    )


def _end(receipt: BankReceipt, state: str, by, note: str) -> None:
    receipt.state, receipt.approved_by, receipt.note = state, by, note[:300]
    receipt.save(update_fields=["state", "approved_by", "note"])
    close_flags(receipt, by=by, note=note)
