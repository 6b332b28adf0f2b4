"""Who runs a job: one runner at a time has it, by a lease that it renews while it works."""

import logging
import os
import secrets
import socket
import threading
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db import Error, connection
from django.db.models import F
from django.utils import timezone

from .models import Job
from .schedule import Entry

logger = logging.getLogger(__name__)

# A job that hangs is no longer renewed after this long: another runner may try.
LONGEST = timedelta(hours=1)


def new_runner() -> str:
    """A name for this process that no other one has."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"


def claim(entry: Entry, *, runner: str, now: datetime, at_once: bool = False) -> bool:
    """Whether `runner` has the job now: whoever updates the row first. `at_once` takes it before it is due."""
    waiting = Job.objects.filter(name=entry.name).free(now)
    waiting = waiting if at_once else waiting.due(now)
    left_by = waiting.values_list("runner", flat=True).first()
    taken = waiting.update(runner=runner, lease_until=now + _lease(), last_started=now)
    if taken and left_by:
        logger.warning("Job %s is taken over: %s ended in the middle of it", entry.name, left_by)
    return bool(taken)


def succeed(entry: Entry, *, runner: str, result: object) -> None:
    told = "" if result is None else str(result)[:200]
    _give_back(
        entry, runner, entry.next_after, last_result=told, last_error="", failures=0, last_finished=timezone.now()
    )


def fail(entry: Entry, *, runner: str, error: Exception) -> None:
    now = timezone.now()
    told = f"{type(error).__name__}: {error}"[:2000]
    failed = {"last_error": told, "failures": F("failures") + 1, "last_failed": now, "last_finished": now}
    _give_back(entry, runner, entry.retry_after, **failed)


def _give_back(entry, runner, due_again, **outcome):
    free = {"runner": "", "lease_until": None, "next_due": due_again(timezone.now())}
    if not Job.objects.filter(name=entry.name, runner=runner).update(**free, **outcome):
        logger.warning("Job %s took longer than its lease and is in other hands", entry.name)


def _lease() -> timedelta:
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)


class Renewal(threading.Thread):
    """Renews the lease of a running job, at four times in its length, for as long as the block lasts."""

    def __init__(self, entry: Entry, *, runner: str):
        super().__init__(daemon=True, name=f"renew {entry.name}")
        self.job = Job.objects.filter(name=entry.name, runner=runner)
        self.until = time.monotonic() + LONGEST.total_seconds()
        self.ended = threading.Event()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_failure):
        self.ended.set()
        self.join()

    def run(self):
        while not self.ended.wait(_lease().total_seconds() / 4) and time.monotonic() < self.until:
            try:
                self.job.update(lease_until=timezone.now() + _lease())
            except Error as error:
                logger.warning("A lease was not renewed: %s", error)
        connection.close()  # this thread's own
