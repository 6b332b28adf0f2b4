"""The address of an order's page, signed: whoever has it may look, nobody can guess it."""

import base64

from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "marketplace.checkout.order_links"  # the name it had when the first links were sent


def key_of(number: str) -> str:
    """96 bits, short enough for an SMS."""
    digest = salted_hmac(SALT, number, algorithm="sha256").digest()[:12]
    return base64.urlsafe_b64encode(digest).decode()


def is_key(number: str, key: str) -> bool:
    return constant_time_compare(key_of(number), key)


def path_of(order) -> str:
    """In the language that is active."""
    return f"{reverse('orders:order', args=[order.number])}?k={key_of(order.number)}"
