"""Plain messages about help, to the seller's own people and to the helper; sent through the outbox."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from marketplace.notify.sending import send

from .models import Helper
from .wording import scopes_text

EVENING, MORNING = 21, 7
MOST_OWNERS = 3


def tell_of_start(helper: Helper) -> None:
    """To both: what was agreed, and where it can be ended."""
    key = f"helping_started:{helper.pk}:{helper.agreed_at:%Y%m%d%H%M%S}"
    for owner in owners_of(helper.seller):
        _tell(owner, "helping_started", helper, key=key, path=_people(helper.seller))
    _tell(helper.person, "helping_yours", helper, key=key, path=_start())


def tell_of_end(helper: Helper) -> None:
    """To both, whoever or whatever ended it."""
    for person in [*owners_of(helper.seller), helper.person]:
        _tell(person, "helping_ended", helper, key=f"helping_ended:{helper.pk}", path=_people(helper.seller))


def tell_of_changes(seller, *, helper, words: str, number: int, day) -> None:
    """Once for a day and helper, to the seller's own people: that this person changed something, and the first of it."""
    past_day = "" if day == timezone.localdate() else f"{day:%d/%m}"
    for owner in owners_of(seller):
        context = {
            "helper": str(helper), "words": words[:60], "more": number - 1, "seller": seller.name, "past_day": past_day,
            "url": _address("selling:changes", seller.slug),
        }  # fmt: skip
        _send(owner, "helping_changed", context, key=f"helping_changed:{seller.pk}:{owner.pk}:{helper.pk}:{day:%Y%m%d}")


def owners_of(seller) -> list:
    """The seller's own people who can be reached, the first entered first."""
    return list(seller.partner.users.filter(is_active=True).order_by("pk")[:MOST_OWNERS])


def _tell(person, template: str, helper: Helper, *, key: str, path: str) -> None:
    with override(person.preferred_language):
        scopes = scopes_text(helper.scopes)
    context = {
        "helper": str(helper.person), "seller": helper.seller.name, "scopes": scopes, "until": helper.until,
        "url": path, "ended_by": helper.ended_by_id and str(helper.ended_by),
    }  # fmt: skip
    _send(person, template, context, key=f"{key}:{person.pk}")


def _send(person, template: str, context: dict, *, key: str) -> None:
    phone = person.phone if person.phone else None
    email = None if phone else person.email
    send(
        template=template, context=context, language=person.preferred_language, phone=phone, email=email,
        dedupe_key=key, about="helping", due_at=waking_hour(timezone.now()),
    )  # fmt: skip


def waking_hour(now):
    """The moment itself, or seven in the morning when people sleep."""
    local = timezone.localtime(now)
    if MORNING <= local.hour < EVENING:
        return now
    morning = local.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    return morning if local.hour < MORNING else morning + timedelta(days=1)


def _people(seller) -> str:
    return _address("selling:people", seller.slug)


def _start() -> str:
    return _address("selling:start")


def _address(name: str, *args) -> str:
    with override(settings.LANGUAGE_CODE):
        return settings.SITE_URL + reverse(name, args=args)
