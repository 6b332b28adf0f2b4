"""The background of a small shop in one process: jobs in turn, and beside them the task queue of the database."""

import logging
import signal
import time
from contextlib import contextmanager

from django.db import close_old_connections
from django.utils import timezone

from . import queue_work
from .leasing import new_runner
from .running import run_due
from .schedule import register

logger = logging.getLogger(__name__)

BETWEEN_ROUNDS = 1.0
AFTER_A_FAULT = 5.0


class Loop:
    """Runs until `stop` is called: by SIGTERM or SIGINT, when `hearing_signals`."""

    def __init__(self):
        self.stopping = False
        self.registered = False

    def stop(self, *_signal):
        # A second signal ends the process at once.
        self.stopping = True
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)

    @contextmanager
    def hearing_signals(self):
        before = {number: signal.signal(number, self.stop) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield self
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def run(self) -> None:
        runner = new_runner()
        with queue_work.beside():
            while not self.stopping:
                self._pause(self._round(runner))

    def _round(self, runner) -> float:
        """Seconds to wait before the next. A database that is away for a while ends nothing."""
        close_old_connections()
        try:
            if not self.registered:
                register(timezone.now())
                self.registered = True
            run_due(runner=runner, stopping=lambda: self.stopping)
        except Exception:
            logger.exception("The round of jobs failed")
            return AFTER_A_FAULT
        return BETWEEN_ROUNDS

    def _pause(self, seconds):
        """Short naps: a signal handler may touch a flag, but no lock that this thread could be holding."""
        until = time.monotonic() + seconds
        while not self.stopping and time.monotonic() < until:
            time.sleep(0.2)
