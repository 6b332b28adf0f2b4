"""A clock that the walk turns: every question moves it by a moment, so that no two rows are of the same instant."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

BEGINNING = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
MOMENT = timedelta(milliseconds=1)


class Clock:
    def __init__(self):
        self.now = BEGINNING

    def ask(self) -> datetime:
        self.now += MOMENT
        return self.now

    def turn(self, **by) -> None:
        self.now += timedelta(**by)


def wind(monkeypatch) -> Clock:
    """`timezone.now` itself stays, so that the defaults of fields are of this clock too."""
    clock = Clock()

    class Watched(datetime):
        @classmethod
        def now(cls, tz=None):
            return clock.ask().astimezone(tz)

    monkeypatch.setattr(timezone, "datetime", Watched)
    return clock
