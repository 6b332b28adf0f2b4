"""Keeping the task queue of the database tidy."""

from datetime import timedelta

from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

# No task of ours or Wagtail's takes this long: its worker died.
ABANDONED_AFTER = timedelta(hours=1)
MOST_ATTEMPTS = 3
KEPT = timedelta(days=14)


def put_back_abandoned_tasks() -> int:
    """Tasks whose worker died are made ready again, three times at most; how many were found.

    Our own tasks need it less than Wagtail's, which no sweep would make up for.
    """
    found = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - ABANDONED_AFTER)
    return sum(_put_back(task) for task in found.order_by("started_at"))


def _put_back(task) -> int:
    same = DBTaskResult.objects.running().filter(pk=task.pk, started_at=task.started_at)
    if len(task.worker_ids) < MOST_ATTEMPTS:
        return same.update(status=TaskResultStatus.READY)
    return same.update(
        status=TaskResultStatus.FAILED, finished_at=timezone.now(), traceback="Its worker died three times."
    )


def prune_tasks() -> int:
    """Finished tasks of more than two weeks ago are dropped; how many."""
    return DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT).delete()[0]
