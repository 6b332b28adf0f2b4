"""The market of two sellers, and the people who knock where they should not."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from sellers.helping.models import Scope
from tests.planted import planted

from . import market


@pytest.fixture(scope="module")
def _sides(django_db_setup, django_db_blocker):
    with planted(django_db_blocker, market.two_sides) as copied:
        yield copied


@pytest.fixture
def sides(_sides, db):
    a, b = _sides()
    return SimpleNamespace(a=a, b=b)


@pytest.fixture
def strangers(sides):
    """Name -> somebody whom nothing of seller A concerns: no such shop, for them."""
    shop, now = sides.a.seller, timezone.now()
    ended, expired, never, shopper = (
        market.person(f"{name}@example.com", name) for name in ("ended", "expired", "never", "shopper")
    )
    market.consent(shop, ended, Scope.values, ended_at=now)
    market.consent(shop, expired, Scope.values, until=timezone.localdate() - timedelta(days=1))
    market.consent(shop, never, Scope.values, agreed_at=None)
    switched_off = market.person("off@example.com", "off")
    shop.partner.users.add(switched_off)
    type(switched_off).objects.filter(pk=switched_off.pk).update(is_active=False)
    return {
        "another seller": sides.b.owner,
        "a helper whose consent was ended": ended,
        "a helper whose consent ran out": expired,
        "a helper who was never agreed to": never,
        "a shopper": shopper,
    }
