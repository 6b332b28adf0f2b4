"""What every way of paying must be able to do, and the list of those that this shop has switched on."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Literal, Protocol

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from marketplace.ledger.accounts import AccountRef

REDIRECT, INSTRUCTIONS, OFFLINE = "redirect", "instructions", "offline"


class ProviderUnavailable(Exception):
    """The provider could not be asked, or did not answer: nothing is known and nothing may be changed."""


class AttemptSpoilt(ProviderUnavailable):
    """This attempt can never be opened at its provider; a new one can."""


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
    """What is about to be bought, as far as a way of paying cares. `phone` is E.164, empty until it is typed.

    `address_key` comes from cod_refusals.key_of_address, empty until a house is typed. `visit_at`: when the earliest
    visit begins, None for goods.
    """

    parcels: tuple[ParcelAsk, ...]
    phone: str = ""
    address_key: str = ""
    visit_at: datetime | None = None

    @property
    def total(self) -> int:
        return sum(parcel.amount for parcel in self.parcels)

    @property
    def is_priced(self) -> bool:
        """Before the place is known there are no parcels, and no sum to judge."""
        return bool(self.parcels)


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
    """The buyer goes to the provider's page; `provider_ref` is what the provider calls this attempt."""

    url: str
    expires_at: datetime | None = None
    provider_ref: str = ""


@dataclass(frozen=True)
class Instructions:
    """The buyer pays by what our own page says."""

    qr_payload: str
    text: str
    expires_at: datetime | None = None
    provider_ref: str = ""


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
    """What a provider proves about a payment. Amounts in the smallest unit of the currency; for VND that is the dong.

    `amount` is what the provider's object is about; `received` what has come so far (None: all of it when captured).
    `is_ours` is False when the object names another payment than the one asked about.
    """

    status: Literal["open", "pending", "authorised", "captured", "failed", "cancelled", "expired"]
    amount: int
    currency: str = "VND"
    provider_ref: str = ""
    charge_ref: str = ""
    received: int | None = None
    is_ours: bool = True
    fee: int | None = None
    risk: str | None = None
    raw: dict[str, Any] = field(default_factory=dict)

    @property
    def proven(self) -> int:
        """Dong that have come."""
        if self.received is not None:
            return self.received
        return self.amount if self.status == "captured" else 0


@dataclass(frozen=True)
class ProviderRefundState:
    status: Literal["sent", "succeeded", "failed", "manual"]
    amount: int
    provider_ref: str = ""
    error: str = ""
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
    pay_within: timedelta | None

    def funds(self, payment) -> AccountRef:
        """The ledger account in which this payment's money lies once it has come."""

    def is_available(self, purchase: Purchase, request: HttpRequest | None = None) -> Ok | Reason: ...

    def start(self, payment) -> Redirect | Instructions | Done:
        """Open the attempt; asked again for the same payment, the same attempt. After commit, never under a lock.

        Raises ProviderUnavailable, as do sync, cancel and refund.
        """

    def sync(self, payment) -> ProviderState:
        """Ask the provider: the only source of truth."""

    def cancel(self, payment) -> Cancelled | TooLatePaid:
        """Close the attempt at the provider, so that no money can come by it any more."""

    def handle_notification(self, request: HttpRequest) -> tuple[list[int], HttpResponse]:
        """The ids of payments to sync, and what to answer."""

    def refund(self, refund) -> ProviderRefundState:
        """Send a refund back, or ask how one stands; the same refund leaves once (payments.md 1.4)."""


@cache
def _instance(path: str) -> Provider:
    return import_string(path)()


def providers() -> list[Provider]:
    """Those of settings.PAYMENT_PROVIDERS, in that order."""
    return [_instance(path) for path in settings.PAYMENT_PROVIDERS]


def offered(code: str) -> Provider:
    """A way of paying that buyers may choose now. Raises UnknownProvider."""
    return _of_code(code, providers())


def provider(code: str) -> Provider:
    """Any way of paying this shop can have: what was paid by one that is switched off must still be looked after.

    Raises UnknownProvider.
    """
    return _of_code(code, [*providers(), *(_instance(path) for path in settings.KNOWN_PAYMENT_PROVIDERS)])


def _of_code(code: str, among: list[Provider]) -> Provider:
    for known in among:
        if known.code == code:
            return known
    raise UnknownProvider(code)
