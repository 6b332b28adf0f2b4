"""Calls to Stripe: never inside a transaction, never longer than a shopper waits, and no secret in what is raised."""

import logging
from collections.abc import Callable
from functools import lru_cache

import stripe
from django.conf import settings

from ..patience import outside_transactions
from ..providers import ProviderUnavailable

CONNECT_SECONDS, READ_SECONDS, RETRIES = 3, 12, 1
# At its finer levels the library writes parameters, and with them addresses of people.
logging.getLogger("stripe").setLevel(logging.WARNING)


class Refused(Exception):
    """Stripe understood the request and will not do it. `code` and `param` are Stripe's words for why."""

    def __init__(self, code: str | None, param: str | None = None):
        self.code, self.param = code or "refused", param or ""
        super().__init__(f"{self.code} {self.param}".strip())


class KeyReused(Refused):
    """The idempotency key was used before with other parameters."""


class Stumbled(ProviderUnavailable):
    """Stripe answered, but with a fault of its own: the request may have been executed."""


def ask(call: Callable) -> dict:
    """What `call` gets from the v1 services of the client, as plain dicts.

    Raises Refused; ProviderUnavailable when the answer is unknown; NetworkUnderLock inside a transaction.
    """
    outside_transactions()
    if not settings.STRIPE_SECRET_KEY:
        raise ProviderUnavailable("Stripe: no key")
    client = _client(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE)
    try:
        return call(client.v1).to_dict()
    except stripe.IdempotencyError as error:
        raise KeyReused(error.code) from None
    except (stripe.InvalidRequestError, stripe.CardError) as error:
        raise Refused(error.code, error.param) from None
    except stripe.StripeError as error:
        # "from None": the library's errors quote requests, and a log shall not.
        raise _unavailable(error) from None


def _unavailable(error: stripe.StripeError) -> ProviderUnavailable:
    told = [type(error).__name__, error.http_status, error.code, error.request_id]
    kind = Stumbled if (error.http_status or 0) >= 500 else ProviderUnavailable
    return kind("Stripe: " + " ".join(str(part) for part in told if part))


@lru_cache(maxsize=4)
def _client(key: str, api_base: str) -> stripe.StripeClient:
    return stripe.StripeClient(
        key,
        base_addresses={"api": api_base} if api_base else None,
        max_network_retries=RETRIES,
        http_client=stripe.RequestsClient(timeout=(CONNECT_SECONDS, READ_SECONDS)),
    )
