"""Keeps an incoming transfer once, however often and by whomever it is told, and books it as nobody's (decision 011)."""

import logging
from dataclasses import dataclass

from django.db import transaction

from marketplace.ledger import accounts
from marketplace.ledger.models import Account, PostingKind
from marketplace.ledger.opening import open_accounts
from marketplace.ledger.posting import post

from ..bank_feed.transfers import IncomingTransfer
from ..models import BankReceipt, ReceiptTelling
from ..patience import be_patient
from ..vietqr.collection import NoCollectionAccount, collection_account
from .identity import fingerprint, known_as

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Stored:
    receipt: BankReceipt
    is_new: bool


@transaction.atomic
def store(transfer: IncomingTransfer) -> Stored | None:
    """None for what is not booked: money that leaves, a provider's test, another account than the collection account.

    identity.py tells when two tellings are one transfer. Raises OperationalError when the database is busy.
    """
    if not is_ours(transfer):
        return None
    be_patient()
    one_at_a_time()
    told = {"source": transfer.provider, "source_id": transfer.provider_id}
    telling = ReceiptTelling.objects.filter(**told).select_related("receipt").first()
    if telling:
        return Stored(telling.receipt, False)
    account_no = collection_account().number
    receipt = known_as(transfer, account_no)
    is_new = receipt is None
    if is_new:
        receipt = _create(transfer, account_no, told)
    ReceiptTelling.objects.create(receipt=receipt, **told)
    return Stored(receipt, is_new)


def is_ours(transfer: IncomingTransfer) -> bool:
    """Money that came in to the collection account."""
    if transfer.is_test or not transfer.is_incoming:
        return False
    try:
        is_it = collection_account().is_this(transfer.account_no)
    except NoCollectionAccount:
        is_it = False
    if not is_it:
        logger.warning("%s tells of a transfer to another account than the collection account", transfer.provider)
    return is_it


def one_at_a_time() -> None:
    """Two sources that tell of one transfer in the same moment would each find nothing. Nothing else takes this lock."""
    collection = accounts.bank_collection()
    open_accounts([collection])
    Account.objects.select_for_update(no_key=True).get(code=collection.code)


def book(receipt: BankReceipt) -> None:
    """The money is in the bank, and nobody's yet. Call in the transaction that stores it."""
    post(
        key=f"receipt:{receipt.pk}",
        kind=PostingKind.TRANSFER_UNMATCHED,
        legs=[(accounts.bank_collection(), receipt.amount), (accounts.unallocated(), -receipt.amount)],
        occurred_at=receipt.at,
        memo=f"{receipt.source} {receipt.reference}"[:300],
    )


def _create(transfer: IncomingTransfer, account_no: str, told: dict) -> BankReceipt:
    receipt = BankReceipt.objects.create(
        account_no=account_no,
        amount=transfer.amount,
        content=transfer.content,
        reference=transfer.reference,
        at=transfer.at,
        counter_name=transfer.counter_name,
        counter_account=transfer.counter_account,
        fingerprint=fingerprint(account_no, transfer.reference, transfer.amount, transfer.at),
        **told,
    )
    book(receipt)
    return receipt
