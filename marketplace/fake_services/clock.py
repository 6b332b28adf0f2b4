"""The time that the pretended account lives in; tests move it forward."""

import threading
import time


class Clock:
    """Seconds since 1970. `start` stops nothing: time runs on from there. Any object with now() and advance() will do."""

    def __init__(self, start: float | None = None):
        self._offset = 0.0 if start is None else start - time.time()
        self._lock = threading.Lock()

    def now(self) -> int:
        return int(time.time() + self._offset)

    def advance(self, seconds: float) -> None:
        with self._lock:
            self._offset += seconds
