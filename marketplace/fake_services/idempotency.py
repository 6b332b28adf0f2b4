"""Idempotency keys as Stripe documents them: the first answer is kept for a day, other parameters are refused."""

import threading
from dataclasses import dataclass

from marketplace.fake_services.refusals import KeyInUse, KeyReused, Refusal

KEPT = 24 * 3600
LONGEST = 255


@dataclass
class _First:
    request: tuple
    began_at: int
    answer: object | None = None


class Keys:
    def __init__(self, clock):
        self._clock = clock
        self._lock = threading.Lock()
        self._first: dict[str, _First] = {}

    def begin(self, key: str, request: tuple):
        """The stored answer, or None: then the caller executes and says `finish` or `forget`.

        Raises Refusal: key too long; KeyReused: came with another request; KeyInUse: that one has not ended.
        """
        if len(key) > LONGEST:
            raise Refusal(f"Idempotency keys can have up to {LONGEST} characters.", code="idempotency_key_too_long")
        with self._lock:
            first = self._first.get(key)
            if first is None or self._is_old(first):
                self._first[key] = _First(request, self._clock.now())
                return None
            if first.request != request:
                raise KeyReused(
                    "Keys for idempotent requests can only be used with the same endpoint and parameters they were "
                    f"first used with. Try using a key other than '{key}' if you meant another request."
                )
            if first.answer is None:
                raise KeyInUse(
                    f"There is currently another in-progress request using the key '{key}'.",
                    code="idempotency_key_in_use",
                )
            return first.answer

    def finish(self, key: str, answer) -> None:
        with self._lock:
            self._first[key].answer = answer

    def forget(self, key: str) -> None:
        """The request was refused before it began: the key is free again."""
        with self._lock:
            self._first.pop(key, None)

    def _is_old(self, first: _First) -> bool:
        return first.answer is not None and self._clock.now() - first.began_at >= KEPT
