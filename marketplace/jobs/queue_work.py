"""Working off the task queue that stands in the database, in a thread beside the jobs."""

import logging
import threading
from contextlib import contextmanager

from django.conf import settings
from django.db import close_old_connections, connection
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)

BETWEEN_LOOKS = 1.0
LAST_TASK_SECONDS = 30


def is_ours() -> bool:
    """Whether the engine in use keeps its queue in the database."""
    return settings.TASKS_ENGINE == "database"


def new_worker() -> Worker:
    """One that ends when nothing is left to do."""
    return Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
    )


def work_off(worker: Worker | None = None) -> int:
    """Run every task that is ready; how many. An empty queue costs one reading and no lock."""
    if not DBTaskResult.objects.ready().exists():
        return 0
    worker = worker or new_worker()
    worker.run()
    return worker._run_tasks


@contextmanager
def beside():
    """The queue is worked off while the block lasts; at its end the task at hand is finished first (30 seconds at most)."""
    if not is_ours():
        yield
        return
    thread = QueueThread()
    thread.start()
    try:
        yield
    finally:
        thread.end()
        thread.join(LAST_TASK_SECONDS)


class QueueThread(threading.Thread):
    def __init__(self):
        super().__init__(daemon=True, name="task queue")
        self.ended = threading.Event()
        self.worker = None

    def end(self):
        self.ended.set()
        if self.worker:
            self.worker.running = False

    def run(self):
        while not self.ended.wait(BETWEEN_LOOKS):
            close_old_connections()
            try:
                self.worker = new_worker()
                work_off(self.worker)
            except Exception:
                logger.exception("The task queue was not worked off")
        connection.close()  # this thread's own
