"""Cards through Stripe's hosted page, as one of the shop's ways of paying."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.ledger import accounts
from marketplace.money import format_dong

from ..providers import (
    REDIRECT,
    Cancelled,
    Ok,
    ProviderRefundState,
    ProviderState,
    Purchase,
    Reason,
    Redirect,
    Supports,
    TooLatePaid,
)
from . import refunds, sessions
from .proving import state_of


class StripeCheckout:
    code = "stripe"
    label = gettext_lazy("Bank card")
    detail = gettext_lazy("You type your card on the page of the card company; we never see its number.")
    kind = REDIRECT
    currencies = ("VND",)
    supports = Supports(partial_refund=True, cancel=True, query=True, instant_result=True)
    one_payment_per_parcel = False
    pay_within = timedelta(minutes=35)

    @property
    def min_amount(self) -> int:
        return settings.STRIPE_MIN_VND

    @property
    def max_amount(self) -> int:
        return settings.STRIPE_MAX_VND

    def funds(self, payment):
        return accounts.clearing_stripe()

    def is_available(self, purchase: Purchase, request: HttpRequest | None = None) -> Ok | Reason:
        if not settings.STRIPE_SECRET_KEY:
            return Reason(_("This shop takes no cards yet."))
        if purchase.is_priced and purchase.total < self.min_amount:
            return Reason(_("Cards can be used from %(least)s up.") % {"least": format_dong(self.min_amount)})
        if purchase.total > self.max_amount:
            return Reason(_("Cards can be used up to %(most)s.") % {"most": format_dong(self.max_amount)})
        return Ok()

    def start(self, payment) -> Redirect:
        """A session that is over leads to our own page, which asks how it ended."""
        session = sessions.retrieve(payment.provider_ref) if payment.provider_ref else sessions.create(payment)
        if session["status"] != "open":
            return Redirect(sessions.return_url(payment), provider_ref=session["id"])
        expires_at = datetime.fromtimestamp(session["expires_at"], UTC)
        return Redirect(session["url"], expires_at, session["id"])

    def sync(self, payment) -> ProviderState:
        session = sessions.session_of(payment)
        if session is None:
            return ProviderState(_without_session(payment), payment.amount, payment.currency)
        return state_of(payment, session)

    def cancel(self, payment) -> Cancelled | TooLatePaid:
        """Too late also while money is on its way and may still come."""
        payment.refresh_from_db(fields=["provider_ref", "expires_at"])
        session = sessions.session_of(payment)
        if session is None:
            return Cancelled()
        if session["status"] == "open":
            session = sessions.expire(payment, session)
        ended = state_of(payment, session).status in ("expired", "failed")
        return Cancelled() if ended else TooLatePaid()

    def handle_notification(self, request: HttpRequest) -> tuple[list[int], HttpResponse]:
        """Stripe's messages come in by payments.webhooks."""
        return [], HttpResponse(status=404)

    def refund(self, refund) -> ProviderRefundState:
        return refunds.send(refund)


def _without_session(payment) -> str:
    """Nobody can pay by a session that was never made; until its time is over the call for it may still be under way."""
    is_over = payment.expires_at and timezone.now() > payment.expires_at + sessions.CLOCKS_DIFFER
    return "expired" if is_over else "open"
