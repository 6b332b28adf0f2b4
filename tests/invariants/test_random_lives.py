"""Random lives of an order: buyers, banks, carriers, producers and the desk in any order; every invariant after every step.

`LIVES=100` leads a hundred times as many (payments.md 10.2, 11). A life that breaks something tells its story; with
`INVARIANT_SHRINK=1` hypothesis looks for a shorter one first, which takes minutes.
"""

import os

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from marketplace.sales.tax_months import closing
from tests.lives import lives

from . import buying_events, giving_back_events, paying_events, sending_events
from .clock import BEGINNING, wind
from .ending import ENDING, check_the_end
from .life import Dice, Life
from .market import WAYS, open_market

pytestmark = pytest.mark.django_db

LIVES = lives(12)
SHRINK = bool(os.environ.get("INVARIANT_SHRINK"))
STEPS = 30
TRIES = 6
# First mostly buying, then mostly sending, at last mostly paying out; anything may happen at any time.
BUY, SEND, BACK, PAY = (room.EVENTS for room in (buying_events, sending_events, giving_back_events, paying_events))
MOODS = ((BUY, BUY, BUY, SEND), (BUY, SEND, SEND, BACK), (BUY, SEND, BACK, PAY, PAY))
LED = {"lives": 0, "steps": 0}  # what a run has come to


@pytest.fixture
def market(db, settings, monkeypatch, tmp_path):
    settings.PAYMENT_PROVIDERS = WAYS
    settings.COLLECTION_ACCOUNT = {"bin": "970436", "number": "1012345678", "holder": "SAN OCOP TINH"}
    settings.TRANSFER_PREFIX, settings.TRANSFER_HOURS, settings.PAYOUT_MINIMUM = "OCOP", 24, 50_000
    private = {**settings.STORAGES["private"], "OPTIONS": {"location": str(tmp_path), "base_url": None}}
    settings.STORAGES = {**settings.STORAGES, "private": private}
    monkeypatch.setattr(closing, "declaration_pdf", lambda *args, **more: b"")  # slow, and not this test's matter
    clock = wind(monkeypatch)
    return open_market(), clock


@settings(
    max_examples=LIVES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate, *([Phase.shrink] if SHRINK else [])),
    print_blob=True,
)
@given(data=st.data())
def test_no_life_of_an_order_breaks_an_invariant(market, data):
    lead(*market, Dice(lambda least, most: data.draw(st.integers(least, most))), steps=STEPS)


def lead(market, clock, dice, *, steps: int) -> Life:
    """One life in the market as it was opened; afterwards nothing of it is left."""
    clock.now = BEGINNING
    before = transaction.savepoint()
    try:
        life = Life(market, clock, dice)
        life.step(buying_events.place)
        for step in range(steps):
            _something_happens(life, MOODS[len(MOODS) * step // steps])
        for event in ENDING:
            life.step(event)
        life.hold(check_the_end)
        LED["lives"] += 1
        LED["steps"] += len(life.story)
        return life
    finally:
        connection.run_on_commit = []
        transaction.set_rollback(False)
        transaction.savepoint_rollback(before)


def _something_happens(life, mood) -> None:
    for _try in range(TRIES):
        if life.step(life.dice.pick(life.dice.pick(mood))):
            return
