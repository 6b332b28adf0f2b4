"""A provider's message before it is believed: its size, its headers, its signature, its age, its JSON."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from .transfers import Malformed

LARGEST_BODY = 256 * 1024
TOLERANCE_SECONDS = 300


class BadSignature(ValueError):
    """None of our secrets made this signature."""


class Stale(ValueError):
    """Signed rightly, but more than 300 seconds before or after now."""


def header(headers: Mapping[str, str], name: str) -> str:
    """Whatever the case of its name; empty when it is missing."""
    return next((value for key, value in headers.items() if key.lower() == name.lower()), "")


def check_size(body: bytes) -> None:
    if len(body) > LARGEST_BODY:
        raise Malformed("the message is too large")


def check_signed(digest: str, messages: Iterable[bytes], given: str, secrets: Sequence[str]) -> None:
    """One of the messages under one of the secrets gives this hex digest; all are tried, in constant time each.

    Raises BadSignature, also when there is no secret: a blank one never opens the door.
    """
    right = [
        hmac.new(secret.encode(), message, getattr(hashlib, digest)).hexdigest()
        for secret in usable(secrets)
        for message in messages
    ]
    check_one_of(given, right)


def check_one_of(given: str, right: Iterable[str]) -> None:
    found = [hmac.compare_digest(given.encode("utf-8", "replace"), one.encode()) for one in right]
    if not any(found):
        raise BadSignature("the signature is wrong")


def usable(secrets: Sequence[str]) -> list[str]:
    if isinstance(secrets, str):
        raise TypeError("secrets is a list: during a rotation the old and the new one count")
    return [secret for secret in secrets if secret.strip()]


def check_fresh(sent_at: float, now: datetime) -> None:
    """sent_at in seconds since 1970. Raises Stale."""
    if abs(now.timestamp() - sent_at) > TOLERANCE_SECONDS:
        raise Stale(f"sent {now.timestamp() - sent_at:.0f} seconds ago")


def read_object(body: bytes) -> dict:
    """A JSON object in UTF-8; numbers with a point as Decimal. Raises Malformed, also for a name that comes twice."""
    try:
        found = json.loads(
            body.decode("utf-8"), parse_float=Decimal, parse_constant=_refuse, object_pairs_hook=_without_repeats
        )
    except (ValueError, RecursionError, ArithmeticError) as error:
        raise Malformed("the message is not JSON") from error
    return object_in(found, "the message")


def object_in(value, name: str) -> dict:
    if not isinstance(value, dict):
        raise Malformed(f"{name} is not an object")
    return value


def _refuse(constant: str):
    raise ValueError(constant)


def _without_repeats(pairs: list[tuple]) -> dict:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name comes twice")
    return found
