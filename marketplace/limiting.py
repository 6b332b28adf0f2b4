"""Slows down whoever tries too often; counts live in the cache and forget by themselves."""

import hashlib
from ipaddress import ip_address, ip_network

from django.core.cache import cache

HOUSEHOLD_BITS = 64  # of IPv6: the smallest network that a household or a telephone gets (RFC 6177)


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


def sender_of(address: str) -> str:
    """Whom an IP address stands for: itself; for IPv6 the network that one household has all addresses of."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    found = getattr(found, "ipv4_mapped", None) or found
    return str(found) if found.version == 4 else str(ip_network((found.packed, HOUSEHOLD_BITS), strict=False))
