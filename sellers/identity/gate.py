"""From which day a seller must have proved their electronic identity (Decree 320/2026, rules E-07 to E-09; the strict reading)."""

from datetime import date, datetime

from django.utils import timezone

from marketplace.legal.parameters import UnknownParameter, parameter


def is_needed(seller, day: date) -> bool:
    """Whether this seller may not sell without a proof on that day."""
    if is_new(seller, day):
        return True
    until = last_day_without(day)
    return until is not None and day > until


def is_new(seller, day: date) -> bool:
    """Joined since `identity.new_sellers_from`: such a seller proves it before selling anything."""
    new_from = _day("identity.new_sellers_from", day)
    return new_from is not None and timezone.localdate(seller.joined_at) >= new_from


def last_day_without(day: date) -> date | None:
    """Until when those who joined before may go on without a proof; None while the law asks for none."""
    return _day("identity.old_sellers_until", day)


def proof_due_on(seller, day: date) -> date | None:
    """What the seller is told: the last day for the proof. None for a new seller (now), and while nothing is asked."""
    return None if is_new(seller, day) else last_day_without(day)


def _day(code: str, on: date) -> date | None:
    """Parameters are whole numbers: 20261231 is the last day of 2026."""
    try:
        return datetime.strptime(str(parameter(code, on)), "%Y%m%d").date()  # noqa: DTZ007 - a day, not a moment
    except UnknownParameter:
        return None
