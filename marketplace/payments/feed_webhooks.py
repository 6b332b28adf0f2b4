"""The doors of the bank feeds SePay, Casso and payOS: what is signed, fresh and small is stored, booked and matched."""

import logging
from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from .bank_feed import casso, payos, sepay
from .bank_feed.signed_message import BadSignature, Stale, header, usable
from .bank_feed.transfers import IncomingTransfer, Malformed
from .receipts.matching import take
from .webhooks import door

logger = logging.getLogger(__name__)
REFUSALS = (BadSignature, Stale, Malformed)
Reader = Callable[[bytes, Mapping[str, str], list[str]], list[IncomingTransfer]]


def read_sepay(body: bytes, headers: Mapping[str, str], secrets: list[str]) -> list[IncomingTransfer]:
    """Signed, or with the older constant key, as the account at SePay is set."""
    if header(headers, "X-SePay-Signature") or not header(headers, "Authorization"):
        return sepay.read(body, headers, secrets=secrets, now=timezone.now())
    return sepay.read_with_api_key(body, headers, secrets=secrets)


def read_casso(body: bytes, headers: Mapping[str, str], secrets: list[str]) -> list[IncomingTransfer]:
    """Version 2 signs; the old kind sends a constant token."""
    if header(headers, "X-Casso-Signature") or not header(headers, "secure-token"):
        return casso.read(body, headers, secrets=secrets, now=timezone.now())
    return casso.read_with_token(body, headers, secrets=secrets)


def read_payos(body: bytes, headers: Mapping[str, str], secrets: list[str]) -> list[IncomingTransfer]:
    return payos.read(body, headers, secrets=secrets, now=timezone.now())


def feed(name: str, read: Reader, setting: str):
    """A door that is there only while the setting holds a secret. The answer is what all three providers want."""

    def take_message(body: bytes, headers: Mapping[str, str]) -> None:
        for transfer in read(body, headers, usable(getattr(settings, setting))):
            take(transfer)

    opened = door(name, take_message, refusals=REFUSALS)

    @csrf_exempt
    @never_cache
    def receive(request: HttpRequest) -> HttpResponse:
        if not usable(getattr(settings, setting)):
            return HttpResponse(status=404, content_type="text/plain")
        answer = opened(request)
        return JsonResponse({"success": True}) if answer.status_code == 200 else answer

    return receive


sepay_webhook = feed("sepay", read_sepay, "SEPAY_SECRETS")
casso_webhook = feed("casso", read_casso, "CASSO_SECRETS")
payos_webhook = feed("payos", read_payos, "PAYOS_SECRETS")
