"""What every way of paying must be able to do, and the list of those that this shop has switched on."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Literal, Protocol

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

REDIRECT, INSTRUCTIONS, OFFLINE = "redirect", "instructions", "offline"


class UnknownProvider(LookupError):
    """No way of paying with this code is switched on."""


@dataclass(frozen=True)
class ParcelAsk:
    """What a provider must know of one parcel before it exists. Amount in dong: goods and delivery."""

    amount: int
    temperature: str
    is_pickup: bool = False
    cod_allowed: bool = True
    is_made_to_order: bool = False
    has_alcohol: bool = False
    seller_name: str = ""


@dataclass(frozen=True)
class Purchase:
    """What is about to be bought, as far as a way of paying cares. `phone` is E.164, empty until it is typed."""

    parcels: tuple[ParcelAsk, ...]
    phone: str = ""

    @property
    def total(self) -> int:
        return sum(parcel.amount for parcel in self.parcels)


@dataclass(frozen=True)
class Ok:
    def __bool__(self):
        return True


@dataclass(frozen=True)
class Reason:
    """Why a way of paying cannot be used, in words for the shopper."""

    text: str

    def __bool__(self):
        return False


@dataclass(frozen=True)
class Redirect:
    url: str
    expires_at: datetime | None = None


@dataclass(frozen=True)
class Instructions:
    qr_payload: str
    text: str
    expires_at: datetime | None = None


@dataclass(frozen=True)
class Done:
    """Nothing more to do: the promise stands."""


@dataclass(frozen=True)
class Cancelled:
    pass


@dataclass(frozen=True)
class TooLatePaid:
    """The attempt could not be closed, because the money has come."""


@dataclass(frozen=True)
class ProviderState:
    """What a provider proves about a payment. Amounts in the smallest unit of the currency; for VND that is the dong."""

    status: Literal["open", "pending", "authorised", "captured", "failed", "cancelled", "expired"]
    amount: int
    currency: str = "VND"
    provider_ref: str = ""
    fee: int | None = None
    risk: str | None = None
    raw: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ProviderRefundState:
    status: Literal["sent", "succeeded", "failed", "manual"]
    amount: int
    provider_ref: str = ""
    raw: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Supports:
    partial_refund: bool = False
    cancel: bool = False
    query: bool = False
    instant_result: bool = False


class Provider(Protocol):
    code: str
    label: str
    detail: str
    kind: Literal["redirect", "instructions", "offline"]
    currencies: tuple[str, ...]
    min_amount: int
    max_amount: int
    supports: Supports
    one_payment_per_parcel: bool

    def is_available(self, purchase: Purchase, request: HttpRequest | None = None) -> Ok | Reason: ...

    def start(self, payment) -> Redirect | Instructions | Done:
        """Called after commit, never under a lock."""

    def sync(self, payment) -> ProviderState:
        """Ask the provider: the only source of truth."""

    def cancel(self, payment) -> Cancelled | TooLatePaid: ...

    def handle_notification(self, request: HttpRequest) -> tuple[list[int], HttpResponse]:
        """The ids of payments to sync, and what to answer."""

    def refund(self, refund) -> ProviderRefundState: ...


@cache
def _instance(path: str) -> Provider:
    return import_string(path)()


def providers() -> list[Provider]:
    """Those of settings.PAYMENT_PROVIDERS, in that order."""
    return [
        _instance(path) for path in getattr(settings, "PAYMENT_PROVIDERS", ["marketplace.payments.cod.CashOnDelivery"])
    ]


def provider(code: str) -> Provider:
    """Raises UnknownProvider."""
    for known in providers():
        if known.code == code:
            return known
    raise UnknownProvider(code)
