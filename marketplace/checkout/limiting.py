"""Slows down whoever tries too often; counts live in the cache and forget by themselves."""

import hashlib

from django.core.cache import cache


class TooOften(Exception):
    """Come back later; the message of the page says so."""


def count_try(*, what: str, who: str, most: int, seconds: int) -> None:
    """Raises TooOften from the try after `most` within the window."""
    key = f"tries.{what}.{hashlib.blake2b(who.encode(), digest_size=12).hexdigest()}"
    cache.add(key, 0, seconds)
    try:
        tries = cache.incr(key)
    except ValueError:
        # It ran out between the two calls: a new window begins.
        cache.set(key, 1, seconds)
        tries = 1
    if tries > most:
        raise TooOften(what)
