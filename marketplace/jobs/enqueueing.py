"""Asking for work right after a change: fast, and never what the work depends on."""

import logging
from functools import partial

from django.db import transaction
from django_tasks.base import Task

logger = logging.getLogger(__name__)


def after_commit(task: Task, *ids: int | str) -> None:
    """Enqueue `task` once the surrounding transaction has committed; never when it is rolled back.

    Ids only: the task reads the rows as they are when it runs. A queue that is away is logged and forgotten, because
    the sweep of those rows (settings.JOBS) finds the work without it.
    """
    if not all(isinstance(part, int | str) for part in ids):
        raise TypeError("A task takes ids, not objects.")
    transaction.on_commit(partial(_enqueue, task, ids))


def _enqueue(task, ids):
    # Caught here: Django 5.2's robust=True stumbles over a partial when it wants to log the fault.
    try:
        task.enqueue(*ids)
    except Exception:
        logger.exception("Task %s was not enqueued for %s", task.name, ids)
