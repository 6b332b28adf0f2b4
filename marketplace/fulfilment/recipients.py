"""Who gets a parcel, as its producer may know it: by name and phone while it is to be sent, and a while after (D-14)."""

from datetime import datetime, timedelta

from django.utils import timezone

from marketplace.legal.parameters import parameter

from .models import Parcel

S = Parcel.State
NEVER_SENT = {S.AWAITING_PAYMENT, S.CANCELLED, S.EXPIRED}
ENDED = {S.DELIVERED, S.COMPLETED, S.RETURNED, S.LOST, S.DAMAGED}


def may_see_recipient(parcel: Parcel, now: datetime | None = None) -> bool:
    """For open parcels, and for so many days after they ended; never for what is not sent.

    A parcel that ended without being delivered counts from its last event: one query, none when they are prefetched.
    """
    if parcel.state in NEVER_SENT:
        return False
    if parcel.state not in ENDED:
        return True
    now = now or timezone.now()
    ended_at = parcel.delivered_at or max((event.at for event in parcel.events.all()), default=parcel.created_at)
    return now < ended_at + timedelta(days=parameter("fulfilment.recipient_days", timezone.localdate(now)))


def short_name(name: str) -> str:
    """ "Nguyễn Văn Mẫu" -> "N. V. Mẫu": the name one is called by comes last."""
    *first, called = name.split() or [""]
    return " ".join([*(f"{word[0].upper()}." for word in first), called])


def masked_phone(phone: str) -> str:
    """ "+84912345678" -> "•••• 678"."""
    return f"•••• {phone[-3:]}" if phone else ""
