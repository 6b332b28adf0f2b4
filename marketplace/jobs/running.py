"""Running what is due, one job after the other; a failing one never stops the others."""

import logging
from collections.abc import Callable, Collection

from django.db import close_old_connections, connection
from django.utils import timezone

from .leasing import Renewal, claim, fail, succeed
from .models import Job
from .schedule import Entry, entries

logger = logging.getLogger(__name__)


def run_due(
    *, runner: str, only: Collection[str] = (), at_once: bool = False, stopping: Callable[[], bool] = lambda: False
) -> dict[str, bool]:
    """Run what is due and free, in the order of the schedule: name -> whether it went well.

    `only` names jobs, `at_once` runs them before they are due, `stopping` is asked between two jobs.
    """
    waiting = Job.objects.free(timezone.now())
    names = set((waiting if at_once else waiting.due(timezone.now())).values_list("name", flat=True))
    outcome = {}
    for entry in entries():
        if stopping():
            break
        if entry.name in names and (not only or entry.name in only):
            went_well = run(entry, runner=runner, at_once=at_once)
            if went_well is not None:
                outcome[entry.name] = went_well
    return outcome


def run(entry: Entry, *, runner: str, at_once: bool = False) -> bool | None:
    """Run one job under its lease: whether it went well; None when another runner has it."""
    if not claim(entry, runner=runner, now=timezone.now(), at_once=at_once):
        return None
    try:
        with Renewal(entry, runner=runner):
            result = entry.function()
    except Exception as error:
        logger.exception("Job %s failed", entry.name)
        if not connection.in_atomic_block:
            close_old_connections()  # the fault may have been the connection's
        fail(entry, runner=runner, error=error)
        return False
    succeed(entry, runner=runner, result=result)
    return True
