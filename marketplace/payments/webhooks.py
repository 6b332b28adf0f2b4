"""The doors by which providers tell us something: small messages, signed, each stored once, answered in one word."""

import logging
from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from .events import FOR_LATER, process, store
from .stripe_gateway.signatures import BadNotification, signed_event

logger = logging.getLogger(__name__)
LARGEST_BODY = 64 * 1024
RETRY_AFTER = 30


def door(
    name: str,
    take: Callable[[bytes, Mapping[str, str]], None],
    *,
    refusals: tuple[type[Exception], ...] = (BadNotification,),
    largest: int = LARGEST_BODY,
):
    """A view that hands the raw body and the headers to `take`. Sessions and accounts are never looked at.

    413 for a body that is too large, which is not read. 400 when `take` raises one of `refusals`: nothing was changed.
    503 when the work must be done later: the provider sends it again. Each is one line in the log, without the body.
    """

    @csrf_exempt
    @never_cache
    @require_POST
    def receive(request: HttpRequest) -> HttpResponse:
        body = bounded_body(request, largest)
        if body is None:
            return _not_taken(413, name, "the body is too large")
        try:
            take(body, request.headers)
        except refusals as error:
            return _not_taken(400, name, f"{type(error).__name__}: {error}")
        except FOR_LATER as error:
            return _not_taken(503, name, type(error).__name__)
        return HttpResponse("ok", content_type="text/plain")

    return receive


def bounded_body(request: HttpRequest, largest: int) -> bytes | None:
    """None when it is larger; then at most `largest` bytes of it were read."""
    told = request.headers.get("Content-Length") or ""
    if told.isdecimal() and int(told) > largest:
        return None
    body = request.read(largest + 1)
    return body if len(body) <= largest else None


def take_stripe(body: bytes, headers: Mapping[str, str]) -> None:
    """Raises BadNotification, or one of FOR_LATER."""
    process(store(signed_event(body, headers.get("Stripe-Signature", ""))))


def _not_taken(status: int, name: str, why: str) -> HttpResponse:
    logger.warning("message of %s answered with %d: %s", name, status, why)
    answer = HttpResponse(status=status, content_type="text/plain")
    answer._has_been_logged = True  # Django's own line would be the second
    if status == 503:
        answer["Retry-After"] = str(RETRY_AFTER)
    return answer


stripe_webhook = door("stripe", take_stripe)
