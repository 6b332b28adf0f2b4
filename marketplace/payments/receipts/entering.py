"""A transfer that no feed tells of, typed by one person and confirmed by another (payments.md 4.4)."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from marketplace.folding import clean

from ..bank_feed.transfers import (
    HIGHEST_AMOUNT,
    LONGEST_CONTENT,
    LONGEST_REFERENCE,
    IncomingTransfer,
)
from ..models import BankReceipt, ReceiptTelling
from ..patience import be_patient
from ..vietqr.collection import collection_account
from .allocating import locked_receipt
from .identity import fingerprint, known_as
from .matching import match
from .permitting import CONFIRM, ENTER, require, require_another
from .storing import book, one_at_a_time

SOURCE = "hand"
S = BankReceipt.State


class BadEntry(ValueError):
    """`field` is "amount", "content", "reference" or "at"."""

    def __init__(self, field: str):
        self.field = field
        super().__init__(field)


class AlreadyKnown(Exception):
    """The bank has told of this transfer meanwhile: `receipt`. The entry was refused, nothing was booked twice."""

    def __init__(self, receipt: BankReceipt):
        self.receipt = receipt
        super().__init__(f"receipt {receipt.pk}")


def enter_by_hand(*, amount: int, content: str, reference: str, at: datetime, by) -> BankReceipt:
    """A proposal; nothing is booked. The same typed again by the same person is the same proposal.

    Raises PermissionDenied, BadEntry, NoCollectionAccount.
    """
    require(by, ENTER)
    typed = _checked(amount, content, reference, at)
    account_no = collection_account().number
    same = BankReceipt.objects.filter(**typed, account_no=account_no, state=S.PROPOSED, entered_by=by).first()
    if same:
        return same
    number = uuid.uuid4().hex
    told = {"source": SOURCE, "source_id": number, "fingerprint": f"{SOURCE}:{number}"}
    return BankReceipt.objects.create(account_no=account_no, state=S.PROPOSED, entered_by=by, **told, **typed)


def confirm_entry(*, receipt: BankReceipt, by) -> BankReceipt:
    """A second person has seen it on the bank's own page: it is booked, then matched.

    Raises PermissionDenied, SamePerson, NotWaiting, AlreadyKnown, OperationalError. No transaction may be open.
    """
    require(by, CONFIRM)
    require_another(by, receipt.entered_by_id)
    current, known = _confirmed(receipt, by)
    if known:
        raise AlreadyKnown(known)
    return match(current)


def refuse_entry(*, receipt: BankReceipt, by, note: str = "") -> BankReceipt:
    """It is not in the bank, or was typed wrongly; whoever typed it may take it back. Raises PermissionDenied, NotWaiting."""
    require(by, ENTER if by and by.pk == receipt.entered_by_id else CONFIRM)
    with transaction.atomic():
        be_patient()
        return _refused(locked_receipt(receipt, state=S.PROPOSED), by, clean(note))


@transaction.atomic
def _confirmed(receipt: BankReceipt, by) -> tuple[BankReceipt, BankReceipt | None]:
    be_patient()
    one_at_a_time()
    current = locked_receipt(receipt, state=S.PROPOSED)
    if known := known_as(_as_transfer(current), current.account_no):
        return _refused(current, by, f"= {known.pk}"), known
    current.state, current.approved_by = S.UNMATCHED, by
    current.fingerprint = fingerprint(current.account_no, current.reference, current.amount, current.at)
    current.stored_at = timezone.now()
    current.save(update_fields=["state", "approved_by", "fingerprint", "stored_at"])
    ReceiptTelling.objects.create(receipt=current, source=current.source, source_id=current.source_id)
    book(current)
    return current, None


def _refused(current: BankReceipt, by, note: str) -> BankReceipt:
    current.state, current.approved_by, current.note = S.REFUSED, by, note[:300]
    current.save(update_fields=["state", "approved_by", "note"])
    return current


def _checked(amount, content, reference, at) -> dict:
    content, reference = clean(content), clean(reference)
    wrong = {
        "amount": type(amount) is not int or not 0 < amount <= HIGHEST_AMOUNT,
        "content": len(content) > LONGEST_CONTENT,
        "reference": not 0 < len(reference) <= LONGEST_REFERENCE,
        "at": timezone.is_naive(at) or at > timezone.now(),
    }
    for field, is_wrong in wrong.items():
        if is_wrong:
            raise BadEntry(field)
    return {"amount": amount, "content": content, "reference": reference, "at": at}


def _as_transfer(receipt: BankReceipt) -> IncomingTransfer:
    return IncomingTransfer(
        provider=receipt.source,
        provider_id=receipt.source_id,
        account_no=receipt.account_no,
        amount=receipt.amount,
        content=receipt.content,
        reference=receipt.reference,
        at=receipt.at,
        is_incoming=True,
    )
