"""Sends events to the shop's webhook address, with faults to order, and tries again until it says 2xx."""

import heapq
import http.client
import itertools
import threading
import time
from dataclasses import dataclass, replace

from marketplace.fake_services.faults import WebhookFaults
from marketplace.fake_services.posting import post
from marketplace.fake_services.signing import signed

# Stripe tries for days; here the last attempt comes after about four seconds.
GAPS = (0.2, 0.5, 1, 2)
LAST = (float("inf"), 0)


@dataclass(frozen=True)
class Attempt:
    """One line of the list of deliveries. `status`: what the shop answered, or None; `note` says why none."""

    event_id: str
    type: str
    number: int
    status: int | None
    note: str = ""


@dataclass(frozen=True)
class Letter:
    event: dict
    number: int = 1  # of the attempt

    def wants(self, word: str) -> bool:
        return word in (self.event["type"], self.event["id"])


class Deliveries:
    def __init__(self, url: str | None, secret: str, faults: WebhookFaults, gaps: tuple[float, ...] = GAPS):
        self.url, self.secret, self.faults, self.gaps = url, secret, faults, gaps
        self.log: list[Attempt] = []
        self.held: list[Letter] = []
        self._queue: list[tuple[float, int, int, Letter]] = []
        self._counter = itertools.count()
        self._changed = threading.Condition()
        self._announced: dict[str, tuple[float, int]] = {}  # by event: when, and the how-manieth
        self._open = 0  # events announced, waiting or on the way
        self._stopped = False

    def start(self) -> None:
        threading.Thread(target=self._run, name="stand-in webhooks", daemon=True).start()

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def announce(self, events: list[dict]) -> None:
        """They exist and will be released: later ones wait for them, and so does `settle`."""
        with self._changed:
            self._open += len(events)
            for event in events:
                self._announced[event["id"]] = self._place_in_line()

    def release(self, events: list[dict]) -> None:
        """Puts announced events on their way, as the faults say."""
        with self._changed:
            places = [self._announced.pop(event["id"]) for event in events]
            letters = self._sorted([Letter(event) for event in events])
            for letter, place in zip(letters, places, strict=True):
                self._post_or_spoil(letter, place)
            self._open -= len(events)
            self._changed.notify_all()

    def send_now(self, events: list[dict]) -> None:
        """Sends announced events in this thread, once; what fails is tried again later."""
        for letter in self._sorted([Letter(event) for event in events]):
            self._attempt(letter)
        with self._changed:
            for event in events:
                del self._announced[event["id"]]
            self._open -= len(events)
            self._changed.notify_all()

    def release_held(self, order: str | list[str] | None = None) -> None:
        """`order`: None as they came, "reverse", or a list of event types or ids; those not in the list stay held."""
        with self._changed:
            letters = self.held[::-1] if order == "reverse" else self.held
            if isinstance(order, list):
                letters = [letter for word in order for letter in self.held if letter.wants(word)]
            self.held = [letter for letter in self.held if letter not in letters]
            for letter in letters:
                self._push(letter, self._place_in_line())
            self._changed.notify_all()

    def resend(self, event: dict) -> None:
        """Once more, as by the button in Stripe's dashboard."""
        with self._changed:
            self._push(Letter(event), self._place_in_line())
            self._changed.notify_all()

    def settle(self, timeout: float = 10) -> None:
        """Waits until nothing is on its way; held events do not count. Raises TimeoutError."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._open == 0, timeout):
                raise TimeoutError(f"{self._open} deliveries are still under way")

    def _sorted(self, letters: list[Letter]) -> list[Letter]:
        if not self.faults.reverse:
            return letters
        touched = iter([letter for letter in letters if self.faults.touches(letter.event["type"])][::-1])
        return [next(touched) if self.faults.touches(letter.event["type"]) else letter for letter in letters]

    def _place_in_line(self, delay: float = 0) -> tuple[float, int]:
        return time.monotonic() + delay, next(self._counter)

    def _post_or_spoil(self, letter: Letter, place: tuple[float, int]) -> None:
        faults = self.faults if self.faults.touches(letter.event["type"]) else WebhookFaults()
        if faults.drop:
            self._note(letter, None, "dropped")
        elif faults.hold:
            self.held.append(letter)
        else:
            at, number = place
            for _copy in range(faults.copies):
                self._push(letter, (at + faults.delay, number))

    def _push(self, letter: Letter, place: tuple[float, int]) -> None:
        self._open += 1
        heapq.heappush(self._queue, (*place, next(self._counter), letter))

    def _run(self) -> None:
        while (letter := self._next()) is not None:
            if self.faults.parallel:
                threading.Thread(target=self._finish, args=(letter,), daemon=True).start()
            else:
                self._finish(letter)

    def _next(self) -> Letter | None:
        """Waits for the next one that is due; None at the end."""
        with self._changed:
            while not self._stopped:
                if self._queue and self._queue[0][:2] > min(self._announced.values(), default=LAST):
                    self._changed.wait()  # an earlier event waits for the answer that goes before it
                elif self._queue and self._queue[0][0] <= time.monotonic():
                    return heapq.heappop(self._queue)[-1]
                else:
                    self._changed.wait(self._queue[0][0] - time.monotonic() if self._queue else None)
        return None

    def _finish(self, letter: Letter) -> None:
        try:
            self._attempt(letter)
        finally:
            with self._changed:
                self._open -= 1
                self._changed.notify_all()

    def _attempt(self, letter: Letter) -> None:
        if self.url is None:
            return self._note(letter, None, "no address")
        status, note = self._post(letter)
        self._note(letter, status, note)
        failed = status is None or not 200 <= status < 300
        if failed and self.faults.retry and letter.number <= len(self.gaps) and not self._stopped:
            with self._changed:
                again = replace(letter, number=letter.number + 1)
                self._push(again, self._place_in_line(self.gaps[letter.number - 1]))
                self._changed.notify_all()
        return None

    def _post(self, letter: Letter) -> tuple[int | None, str]:
        body, signature = signed(letter.event, self.secret, self.faults)
        headers = {"Content-Type": "application/json; charset=utf-8", "Stripe-Signature": signature}
        try:
            return post(self.url, body, headers | {"User-Agent": "Stripe/1.0 (pretended)"}), ""
        except (OSError, http.client.HTTPException) as error:
            return None, type(error).__name__

    def _note(self, letter: Letter, status: int | None, note: str = "") -> None:
        self.log.append(Attempt(letter.event["id"], letter.event["type"], letter.number, status, note))
