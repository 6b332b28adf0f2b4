"""When two tellings speak of one transfer.

1. The same source and number there: one transfer, always.
2. Both tell the bank's reference: one transfer when the references are the same, with the same account and amount, at
   most a day apart (a transfer before midnight stands in some statements under the next day). Other references: two.
3. One of them tells no reference: one transfer when the content is the same (or names the same orders) in the same
   minute, or on the same day where one tells only the day.
A feed numbers transfers itself, so two numbers of one feed are two transfers, whatever else is equal. A statement file
has no numbers: there rule 2 holds between files too, and without references each row of a file counts.
"""

import hashlib
import re
import unicodedata
from datetime import timedelta

from django.utils import timezone

from ..bank_feed.transfers import IncomingTransfer
from ..models import BankReceipt
from ..vietqr.transfer_content import codes_in

NUMBERING = ("sepay", "casso", "payos")
APART = timedelta(days=1)
MINUTE = timedelta(minutes=1)
SHORTEST = 8
S = BankReceipt.State
_WORD = re.compile(r"[A-Z0-9]+")


def known_as(transfer: IncomingTransfer, account_no: str) -> BankReceipt | None:
    """The receipt of this transfer that another telling has made; the oldest when several fit."""
    near = BankReceipt.objects.filter(
        account_no=account_no,
        amount=transfer.amount,
        at__range=(transfer.at - 2 * APART, transfer.at + 2 * APART),
    ).exclude(state__in=(S.PROPOSED, S.REFUSED))
    if transfer.provider in NUMBERING or not transfer.reference:
        near = near.exclude(tellings__source=transfer.provider)
    return next((receipt for receipt in near.order_by("pk") if is_same(receipt, transfer)), None)


def is_same(receipt: BankReceipt, transfer: IncomingTransfer) -> bool:
    """Account and amount are the same already."""
    if receipt.reference and transfer.reference:
        return same_reference(receipt.reference, transfer.reference) and _days_apart(receipt, transfer) <= APART
    return _same_moment(receipt.at, transfer.at) and _same_content(receipt.content, transfer.content)


def same_reference(one: str, other: str) -> bool:
    """Signs between do not count. Some feeds put the bank's channel in front: MBVCB.3278907687 is 3278907687."""
    short, long = sorted((_words(one), _words(other)), key=lambda words: len("".join(words)))
    bare = "".join(short)
    return bare == "".join(long) or (len(bare) >= SHORTEST and bare in long)


def fingerprint(account_no: str, reference: str, amount: int, at) -> str:
    """The first that is free: equal transfers without a reference are several. Call one at a time (storing)."""
    facts = f"{account_no}|{''.join(_words(reference))}|{amount}|{timezone.localtime(at):%Y-%m-%d}"
    place = 0
    while True:
        found = hashlib.sha256(f"{facts}|{place}".encode()).hexdigest()
        if not BankReceipt.objects.filter(fingerprint=found).exists():
            return found
        place += 1


def _words(text: str) -> list[str]:
    bare = unicodedata.normalize("NFD", text.upper().replace("Đ", "D"))
    return _WORD.findall("".join(c for c in bare if not unicodedata.combining(c)))


def _days_apart(receipt, transfer) -> timedelta:
    return abs(timezone.localtime(receipt.at).date() - timezone.localtime(transfer.at).date())


def _same_moment(one, other) -> bool:
    here, there = timezone.localtime(one), timezone.localtime(other)
    if _tells_the_clock(here) and _tells_the_clock(there):
        return abs(here - there) < MINUTE
    return here.date() == there.date()


def _tells_the_clock(at) -> bool:
    return bool(at.hour or at.minute or at.second)


def _same_content(one: str, other: str) -> bool:
    codes = codes_in(one)
    if codes or codes_in(other):
        return codes == codes_in(other)
    here, there = "".join(_words(one)), "".join(_words(other))
    return here == there or (min(len(here), len(there)) >= SHORTEST and (here in there or there in here))
