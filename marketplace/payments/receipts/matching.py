"""Finds out for which order a stored transfer is, once; what was left behind by a crash is found by a sweep."""

import logging
from datetime import timedelta

from django.db import OperationalError, transaction
from django.utils import timezone

from marketplace.money import format_dong

from ..attending import call_for_attention
from ..bank_feed.transfers import IncomingTransfer
from ..models import Attention, BankReceipt
from ..patience import be_patient, outside_transactions
from ..telling import tell_of_second_transfer
from ..vietqr.transfer_content import codes_in
from .allocating import about, allocate, close_other_attempts, locked_orders
from .judging import judge
from .storing import Stored, store

logger = logging.getLogger(__name__)
S = BankReceipt.State
# A content that names more orders than anybody pays at once is for a person.
MOST_CODES = 20
# Whoever stored it is about to match it.
LEFT_BEHIND = timedelta(minutes=1)


def take(transfer: IncomingTransfer) -> Stored | None:
    """Store a transfer, then match it. Told again after a crash in between, the matching is made up for.

    None when it is not booked (storing.store). Raises OperationalError when the database is busy; then it may be told
    again. No transaction may be open.
    """
    stored = store(transfer)
    if stored is None:
        return None
    try:
        return Stored(match(stored.receipt), stored.is_new)
    except OperationalError:
        raise
    except Exception:
        # The money is stored and booked: whoever told of it need not tell again, match_waiting tries further.
        logger.exception("receipt %s", stored.receipt.pk)
        return stored


def match(receipt: BankReceipt) -> BankReceipt:
    """By the codes in its content and the table of payments.md 4.6. Matching twice changes nothing.

    Raises OperationalError when the database is busy. No transaction may be open.
    """
    outside_transactions()
    current, orders = _match(receipt)
    close_other_attempts(orders)
    return current


def match_waiting(*, now=None) -> int:
    """Match what was stored and never looked at. How many were; one failing stops no other. A job."""
    now = now or timezone.now()
    waiting = BankReceipt.objects.filter(state=S.UNMATCHED, judged_at=None, stored_at__lt=now - LEFT_BEHIND)
    matched = 0
    for receipt in list(waiting.order_by("pk")):
        try:
            match(receipt)
            matched += 1
        except OperationalError:
            logger.warning("receipt %s could not be matched yet", receipt.pk, exc_info=True)
        except Exception:
            logger.exception("receipt %s", receipt.pk)
    return matched


@transaction.atomic
def _match(receipt: BankReceipt) -> tuple[BankReceipt, list]:
    be_patient()
    codes = codes_in(receipt.content)
    orders = locked_orders(number__in=codes) if 0 < len(codes) <= MOST_CODES else []
    current = BankReceipt.objects.select_for_update().get(pk=receipt.pk)
    if current.state != S.UNMATCHED or current.judged_at:
        return current, []
    verdict = judge(current, orders=orders, codes=codes)
    if verdict.shares:
        allocate(current, verdict.shares, by="shop")
        return current, orders
    current.judged_at = timezone.now()
    current.save(update_fields=["judged_at"])
    call_for_attention(reason=verdict.flag, about=about(current), order=verdict.order, text=verdict.text)
    if verdict.flag == Attention.Reason.DOUBLE_PAYMENT:
        tell_of_second_transfer(verdict.order, amount=format_dong(current.amount), key=str(current.pk))
    return current, []
