"""The declared jobs of settings.JOBS, and when each is due again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from .models import Job

# A job of once a day that failed is tried again this soon.
RETRY = timedelta(minutes=10)


@dataclass(frozen=True)
class Entry:
    """One line of the schedule. `every` is seconds, or "HH:MM" once a day in TIME_ZONE."""

    name: str
    path: str
    every: int | str

    @property
    def function(self) -> Callable[[], object]:
        return import_string(self.path)

    @property
    def is_daily(self) -> bool:
        return isinstance(self.every, str)

    def next_after(self, moment: datetime) -> datetime:
        if not self.is_daily:
            return moment + timedelta(seconds=self.every)
        today = timezone.localdate(moment)
        at = timezone.make_aware(datetime.combine(today, time.fromisoformat(self.every)))
        return at if at > moment else at + timedelta(days=1)

    def retry_after(self, moment: datetime) -> datetime:
        return min(self.next_after(moment), moment + RETRY)


def entries() -> list[Entry]:
    return [Entry(*line) for line in settings.JOBS]


def register(now: datetime) -> None:
    """A row for each entry that has none; what was to run later than the schedule now says is brought forward."""
    known = set(Job.objects.values_list("name", flat=True))
    fresh = [entry for entry in entries() if entry.name not in known]
    rows = [Job(name=entry.name, next_due=entry.next_after(now) if entry.is_daily else now) for entry in fresh]
    Job.objects.bulk_create(rows, ignore_conflicts=True)
    for entry in entries():
        latest = entry.next_after(now)
        Job.objects.filter(name=entry.name, next_due__gt=latest).update(next_due=latest)
