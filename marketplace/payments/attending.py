"""Raising and closing the flags that call for a person."""

from django.db import transaction
from django.utils import timezone

from .models import Attention


def call_for_attention(*, reason: str, about: str, order=None, text: str = "", again: bool = False) -> Attention:
    """The same reason about the same thing is one flag, however often it is raised. `again` opens a closed one anew."""
    flag, is_new = Attention.objects.get_or_create(
        reason=reason, about=about[:80], defaults={"order": order, "text": text[:300]}
    )
    if again and not is_new and flag.closed_at:
        flag.closed_at, flag.closed_by, flag.opened_at, flag.text = None, None, timezone.now(), text[:300]
        flag.save(update_fields=["closed_at", "closed_by", "opened_at", "text"])
    return flag


@transaction.atomic
def close_attention(*, attention: Attention, by, note: str) -> Attention:
    """Closing twice keeps the first answer."""
    current = Attention.objects.select_for_update().get(pk=attention.pk)
    if current.closed_at is None:
        current.closed_at, current.closed_by, current.note = timezone.now(), by, note[:300]
        current.save(update_fields=["closed_at", "closed_by", "note"])
    return current


def close_by_shop(*, reason: str, about: str, note: str) -> None:
    """What called for a person has settled itself."""
    open_flags = Attention.objects.filter(reason=reason, about=about[:80], closed_at=None)
    open_flags.update(closed_at=timezone.now(), note=note[:300])
