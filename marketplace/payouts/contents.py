"""References of transfers and what stands in them: A-Z, 0-9 and spaces, never more than 70 characters (payments.md 2.9)."""

from django.conf import settings
from django.utils import timezone

from .account_details import as_banks_write

LONGEST = 70


def batch_number(day, serial: int) -> str:
    """TT26112101: the first of that day."""
    return f"TT{day:%y%m%d}{serial:02d}"


def reference(batch_number: str, seq: int) -> str:
    return f"{batch_number}{seq:04d}"


def content_of_payout(reference: str, until) -> str:
    return _content(reference, f"{settings.SITE_NAME} tien ban hang den {timezone.localdate(until):%d %m %Y}")


def content_of_refund(reference: str, refund) -> str:
    return _content(reference, f"{settings.SITE_NAME} hoan tien don {refund.order.number}")


def _content(reference: str, words: str) -> str:
    return f"{reference} {as_banks_write(words)}"[:LONGEST].strip()
