"""The pretended Stripe account in memory: its objects, its events, what falls due, and one lock around all of it."""

import copy
import heapq
import itertools
import secrets
import threading
from collections.abc import Callable
from contextlib import contextmanager

from stripe._api_version import _ApiVersion

from marketplace.fake_services.refusals import no_such

API_VERSION = _ApiVersion.CURRENT


def new_id(prefix: str) -> str:
    return f"{prefix}_{secrets.token_hex(12)}"


class Account:
    """Change anything only inside `turn()`."""

    def __init__(self, clock, public_url: str = ""):
        self.clock = clock
        self.public_url = public_url
        self.lock = threading.RLock()
        self.asked: dict[str, dict] = {}  # what each session was created with
        self.request: dict = {"id": None, "idempotency_key": None}
        self._objects: dict[str, dict[str, dict]] = {}
        self._due: list[tuple[int, int, Callable[[], None]]] = []
        self._counter = itertools.count()
        self._batch: list[dict] = []
        self.announce: Callable[[list[dict]], None] = lambda events: None
        self.release: Callable[[list[dict]], None] = lambda events: None

    def now(self) -> int:
        return self.clock.now()

    @contextmanager
    def turn(self, request_id: str | None = None, idempotency_key: str | None = None):
        """One change at a time. Yields the list of events that it brings about, filled as it goes on.

        They are announced at its end; whoever took the turn releases them. If it breaks off, they go at once.
        """
        with self.lock:
            self._batch = batch = []
            self._catch_up()
            self.request = {"id": request_id, "idempotency_key": idempotency_key}
            try:
                yield batch
            except BaseException:
                self.announce(batch)
                self.release(batch)
                raise
            else:
                self.announce(batch)
            finally:
                self.request = {"id": None, "idempotency_key": None}

    def keep(self, thing: dict) -> dict:
        self._objects.setdefault(thing["object"], {})[thing["id"]] = thing
        return thing

    def find(self, kind: str, name: str, param: str = "id") -> dict:
        """Raises Missing."""
        try:
            return self._objects.get(kind, {})[name]
        except KeyError:
            raise no_such(kind, name, param) from None

    def every(self, kind: str, **equal) -> list[dict]:
        """In the order they were made."""
        things = self._objects.get(kind, {}).values()
        return [thing for thing in things if all(thing.get(name) == value for name, value in equal.items())]

    def emit(self, name: str, subject: dict) -> None:
        event = {
            "id": new_id("evt"),
            "object": "event",
            "account": None,
            "api_version": API_VERSION,
            "context": None,
            "created": self.now(),
            "data": {"object": copy.deepcopy(subject)},
            "livemode": False,
            "pending_webhooks": 1,
            "request": dict(self.request),
            "type": name,
        }
        self._batch.append(self.keep(event))

    def later(self, at: int, action: Callable[[], None]) -> None:
        """Does `action` in the first turn at or after `at`."""
        heapq.heappush(self._due, (at, next(self._counter), action))

    def something_is_due(self) -> bool:
        return bool(self._due) and self._due[0][0] <= self.now()

    def _catch_up(self) -> None:
        while self.something_is_due():
            _at, _number, action = heapq.heappop(self._due)
            action()
