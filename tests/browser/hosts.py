"""A host for the browser tests: `python -m tests.browser.hosts` adds one with times to book, and prints who is signed in."""

import itertools
import json
from datetime import datetime, timedelta

import django

VISIT, GARDEN = "Hái vú sữa tại vườn", "Vườn minh họa Vĩnh Kim"
SPARE = 3  # times beside those that are booked in the browser


def open_garden() -> dict:
    """Sessions and addresses; a visit for today that is paid, so that its guest can be checked in at once."""
    from django.utils import timezone

    from marketplace.accounts.models import User
    from tests import stall
    from tests.browser.sellers import session_of
    from tests.visits import hosting

    stall._numbers = itertools.count(9_000)  # the market of the other process counted from one
    host = User.objects.create_user(phone="0912345711", full_name="Chủ vườn minh họa", phone_verified=True)
    shop = stall.seller(GARDEN, at=stall.commune("30469"), phone="+84912345711", slug="vuon-minh-hoa")
    shop.partner.users.add(host)
    experience = hosting.experience(shop, title=VISIT, includes="Một rổ trái cây", bring="Nón", closes_hours=0)
    begins = timezone.localtime().replace(minute=0, second=0, microsecond=0) + timedelta(days=7)
    for day in range(SPARE):
        hosting.slot(experience, starts_at=begins + timedelta(days=day), places=6)
    now = timezone.now()
    with hosting.clock(now - timedelta(days=2)):
        visit = _paid(hosting.slot(experience, starts_at=_of_today(now), places=6))
    return {"session": session_of(host), "shop": shop.slug, "code": visit.code, "slot": visit.slot_id}


def _of_today(now: datetime) -> datetime:
    """Begun already, still on this day in Vietnam."""
    from django.utils import timezone

    return timezone.localtime(now).replace(minute=0, second=0, microsecond=0)


def _paid(slot):
    """By a pretended way of paying."""
    from tests.visits import hosting

    return hosting.paid(slot, 3)


if __name__ == "__main__":
    django.setup()
    print(json.dumps(open_garden()))
