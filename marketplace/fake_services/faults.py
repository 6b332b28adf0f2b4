"""The faults that a test or a demo can order."""

import threading
from dataclasses import dataclass, field

KINDS = ("500", "429", "timeout", "close", "slow")


@dataclass
class WebhookFaults:
    """What goes wrong on the way of webhooks, until it is taken back. `only`: the event types it touches, all if empty."""

    delay: float = 0  # seconds
    copies: int = 1  # 3 sends each event three times
    reverse: bool = False  # the events of one action, last first
    drop: bool = False  # never sent, unless with control.resend
    hold: bool = False  # kept until control.release
    before_response: bool = False  # sent before the API call that caused it is answered
    parallel: bool = False  # all that is due at once, in threads
    tamper: bool = False  # body changed after signing
    wrong_secret: bool = False
    old_timestamp: int = 0  # seconds in the past; the signature itself is right
    second_secret: str = ""  # signs with both, as while a secret is being changed
    retry: bool = True
    only: set[str] = field(default_factory=set)

    def touches(self, event_type: str) -> bool:
        return not self.only or event_type in self.only


@dataclass
class PayingFaults:
    """What is unusual about the next payments, until it is taken back."""

    stay: bool = False  # no redirect after paying: the shopper closed the tab
    amount: int | None = None  # dong taken, other than what was asked for
    currency: str | None = None
    strip_metadata: bool = False
    asynchronous: bool = False  # complete but unpaid, until control.finish_async
    block_highest_risk: bool = False


@dataclass
class CallFault:
    """One ordered fault of API calls. Says after the commit or before, for 500, timeout and close."""

    kind: str
    times: int
    path: str
    method: str
    after_commit: bool
    seconds: float

    def fits(self, method: str, path: str) -> bool:
        return self.times > 0 and self.path in path and self.method in ("", method)


class CallFaults:
    """The queue of faults for the next API calls."""

    def __init__(self):
        self._lock = threading.Lock()
        self._ordered: list[CallFault] = []

    def order(self, fault: CallFault) -> None:
        if fault.kind not in KINDS:
            raise ValueError(f"{fault.kind}: must be one of {', '.join(KINDS)}")
        with self._lock:
            self._ordered.append(fault)

    def take(self, method: str, path: str) -> CallFault | None:
        with self._lock:
            for fault in self._ordered:
                if fault.fits(method, path):
                    fault.times -= 1
                    return fault
        return None

    def clear(self) -> None:
        with self._lock:
            self._ordered.clear()
