"""The rules in force, a day in December, and a private storage of its own."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from marketplace.charges.loading import load_charges
from tests import stall


@pytest.fixture
def rules(db):
    load_charges()


class Clock:
    """What timezone.now() answers; "2027-01-04" is noon of that day in Vietnam."""

    def __init__(self):
        self.move_to("2026-12-03")

    def move_to(self, text: str) -> None:
        day, _space, hour = text.partition(" ")
        self.now = datetime.fromisoformat(f"{day} {hour or '05:00'}").replace(tzinfo=UTC)

    def tick(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def december(monkeypatch):
    """The third of December 2026: November is over."""
    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    return clock


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    private = {**settings.STORAGES["private"], "OPTIONS": {"location": str(tmp_path), "base_url": None}}
    settings.STORAGES = {**settings.STORAGES, "private": private}
    return tmp_path


@pytest.fixture
def household(rules):
    return stall.seller("Hộ minh họa Mật Ong", tax_code="0312345678")
