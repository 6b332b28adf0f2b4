"""The address in a message that answers an order: signed, for one parcel and one recipient, until a certain hour.

Looking at it changes nothing. It is worth nothing any more once the recipient's phone number is another one.
"""

import base64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from marketplace.legal.parameters import parameter

from .models import Parcel

SALT = "marketplace.fulfilment.answer_links"
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
LONGEST, LONGEST_PK = 44, 12  # twelve digits are below 2⁶³


class Recipient(TextChoices):
    SELLER = "s", _("the producer")
    DEPUTY = "d", _("the deputy")


class BadKey(LookupError):
    """Not ours, or for somebody who answers this no more."""


class OldKey(BadKey):
    """It was ours, and its time is over."""


@dataclass(frozen=True)
class Opened:
    parcel: Parcel
    recipient: Recipient


def path_of(parcel: Parcel, recipient: Recipient = Recipient.SELLER, *, now: datetime | None = None) -> str:
    """With a fresh key, in the language that is active; short enough for an SMS."""
    now = now or timezone.now()
    life = timedelta(hours=parameter("answering.link_hours", timezone.localdate(now)))
    return reverse("answering:answer", args=[key_of(parcel, recipient, until=now + life)])


def key_of(parcel: Parcel, recipient: Recipient, *, until: datetime) -> str:
    """96 bits sign the parcel, the recipient with their phone, and the hour, rounded up."""
    hour = -((BEGINNING - until) // HOUR)
    return _key(parcel, recipient, hour)


def open_key(key: str, *, now: datetime | None = None) -> Opened:
    """Raises OldKey, BadKey. One query."""
    parcel_id, recipient, hour = _read(key)
    parcels = Parcel.objects.select_related("order", "seller__commune__province", "to_commune__province")
    parcel = parcels.filter(pk=parcel_id).first()
    if parcel is None or not phone_of(parcel, recipient):
        raise BadKey
    if not constant_time_compare(_key(parcel, recipient, hour), key):
        raise BadKey
    if (now or timezone.now()) >= BEGINNING + hour * HOUR:
        raise OldKey
    return Opened(parcel, recipient)


def phone_of(parcel: Parcel, recipient: Recipient) -> str:
    """Whom the link was sent to. A producer without a phone has it by e-mail."""
    seller = parcel.seller
    return seller.deputy_phone if recipient == Recipient.DEPUTY else seller.phone or seller.email


def _key(parcel: Parcel, recipient: Recipient, hour: int) -> str:
    signed = f"{parcel.pk}.{recipient.value}.{hour}.{phone_of(parcel, recipient)}"
    digest = salted_hmac(SALT, signed, algorithm="sha256").digest()[:12]
    return f"{_in_36(parcel.pk)}-{recipient.value}{_in_36(hour)}-{base64.urlsafe_b64encode(digest).decode()}"


def _read(key: str) -> tuple[int, Recipient, int]:
    parts = key.split("-", 2)
    if not (key.isascii() and len(key) <= LONGEST and len(parts) == 3 and len(parts[0]) <= LONGEST_PK):
        raise BadKey
    try:
        return int(parts[0], 36), Recipient(parts[1][:1]), int(parts[1][1:], 36)
    except ValueError as error:
        raise BadKey from error


def _in_36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return digits or "0"
