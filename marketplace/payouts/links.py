"""The address of a payout's statement in a message: signed, so that nobody can guess it, and it ends on a day.

It opens the statement and nothing else.
"""

import base64
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from marketplace.legal.parameters import parameter

SALT = "marketplace.payouts.links"


def key_of(payout_id: int, until: date) -> str:
    """The day and 96 bits, short enough for an SMS."""
    signed = f"{payout_id}.{until.toordinal()}"
    digest = salted_hmac(SALT, signed, algorithm="sha256").digest()[:12]
    return f"{until.toordinal():x}.{base64.urlsafe_b64encode(digest).decode()}"


def is_key(payout_id: int, key: str, *, today: date | None = None) -> bool:
    """Ours, for this payout, and not over."""
    until = _day(key)
    if until is None or until < (today or timezone.localdate()):
        return False
    return constant_time_compare(key_of(payout_id, until), key)


def path_of(payout) -> str:
    """With a fresh key, in the language that is active."""
    today = timezone.localdate()
    until = today + timedelta(days=parameter("payouts.statement_link_days", today))
    return f"{reverse('money:payout', args=[payout.pk])}?k={key_of(payout.pk, until)}"


def _day(key: str) -> date | None:
    head = key.partition(".")[0]
    if not (key.isascii() and 1 <= len(head) <= 6):
        return None
    try:
        return date.fromordinal(int(head, 16))
    except (ValueError, OverflowError):
        return None
