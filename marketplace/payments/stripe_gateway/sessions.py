"""Checkout Sessions: one per payment, also when the answer to the call that made it was lost (payments.md 1.2, 1.4)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from marketplace.fulfilment.order_codes import shown

from ..models import Payment
from ..providers import AttemptSpoilt, ProviderUnavailable
from .calling import KeyReused, Refused, Stumbled, ask

# Stripe wants thirty minutes at least.
OPEN_FOR = timedelta(minutes=31)
CLOCKS_DIFFER = timedelta(minutes=5)
WITH_CHARGE = ["payment_intent.latest_charge.balance_transaction"]
LONGEST_NAME = 200


def session_of(payment: Payment) -> dict | None:
    """With its payment intent and charge. None when no session was made, as far as Stripe knows."""
    if payment.provider_ref:
        return retrieve(payment.provider_ref)
    found = _look_up(payment)
    return retrieve(found) if found else None


def retrieve(ref: str) -> dict:
    """Raises ProviderUnavailable also when the key in use knows no such session: that proves nothing."""
    try:
        return ask(lambda v1: v1.checkout.sessions.retrieve(ref, {"expand": WITH_CHARGE}))
    except Refused as error:
        raise ProviderUnavailable(f"Stripe: {error}") from None


def metadata_of_intent(ref: str) -> dict:
    """The names that a payment intent carries. Raises Refused: no such intent."""
    return ask(lambda v1: v1.payment_intents.retrieve(ref))["metadata"] or {}


def create(payment: Payment) -> dict:
    """Asked again, the same session: the key and all parameters come from rows written before the call.

    Raises AttemptSpoilt when this key can never give a session.
    """
    expires_at = _note_expiry(payment, instead_of=None)
    try:
        try:
            return _create(payment, expires_at)
        except Refused as error:
            if error.param != "expires_at":
                raise
            # An earlier call never reached Stripe, and its time has become too short since.
            return _create(payment, _note_expiry(payment, instead_of=expires_at))
    except (Refused, Stumbled) as error:
        found = _look_up(payment) if isinstance(error, KeyReused | Stumbled) else None
        if not found:
            raise AttemptSpoilt(f"Stripe: {error}") from None
        return retrieve(found)


def expire(payment: Payment, session: dict) -> dict:
    """The session as it is then: paid all the same when the buyer was faster."""
    try:
        ask(lambda v1: v1.checkout.sessions.expire(session["id"], options={"idempotency_key": f"ex:{payment.uuid}"}))
    except (Refused, Stumbled) as error:
        now = retrieve(session["id"])
        if now["status"] == "open":
            raise ProviderUnavailable(f"Stripe: {error}") from None
        return now
    return retrieve(session["id"])


def return_url(payment: Payment) -> str:
    return f"{settings.SITE_URL}{reverse('payments:return', args=[payment.uuid])}"


def parameters(payment: Payment, expires_at: datetime) -> dict:
    order = payment.order
    about = {"payment": str(payment.uuid)}
    asks_3ds = payment.amount >= settings.STRIPE_THREE_D_SECURE_FROM
    with translation.override(language_of(order)):
        return {
            "mode": "payment",
            "locale": "en" if language_of(order) == "en" else "vi",
            "client_reference_id": order.number,
            "success_url": return_url(payment) + "?session_id={CHECKOUT_SESSION_ID}",
            "cancel_url": f"{settings.SITE_URL}{reverse('payments:cancelled', args=[payment.uuid])}",
            "expires_at": int(expires_at.timestamp()),
            "metadata": about,
            "payment_intent_data": {
                "metadata": about,
                "description": _("Order %(number)s") % {"number": shown(order.number)},
                "transfer_group": order.number,
            },
            "line_items": line_items(payment),
            "adaptive_pricing": {"enabled": False},
            "payment_method_options": {"card": {"request_three_d_secure": "any" if asks_3ds else "automatic"}},
            **_email_of(order),
        }


def line_items(payment: Payment) -> list[dict]:
    """A line per parcel, because Stripe knows no negative lines. Their sum is the payment's amount, or AssertionError."""
    parcels = list(payment.order.parcels.select_related("seller").order_by("pk"))
    if sum(parcel.buyer_pays for parcel in parcels) != payment.amount:
        raise AssertionError(f"parcels of payment {payment.uuid} do not add up to {payment.amount}")
    return [_line_item(number, parcel) for number, parcel in enumerate(parcels, start=1)]


def language_of(order) -> str:
    checkout = getattr(order, "checkout", None)
    return checkout.language if checkout else settings.LANGUAGE_CODE


def _line_item(number: int, parcel) -> dict:
    name = _("Parcel %(number)d – %(seller)s: goods and delivery, after discounts") % {
        "number": number,
        "seller": parcel.seller.name,
    }
    price = {"currency": "vnd", "unit_amount": parcel.buyer_pays, "product_data": {"name": name[:LONGEST_NAME]}}
    return {"price_data": price, "quantity": 1}


def _email_of(order) -> dict:
    email = getattr(order.user, "email", None)
    return {"customer_email": email} if email else {}


def _create(payment: Payment, expires_at: datetime) -> dict:
    params = parameters(payment, expires_at)
    return ask(lambda v1: v1.checkout.sessions.create(params, {"idempotency_key": f"co:{payment.uuid}"}))


def _note_expiry(payment: Payment, *, instead_of: datetime | None) -> datetime:
    """Written before the call, so that two tabs and a second try ask for the same session."""
    fresh = Payment.objects.filter(pk=payment.pk, provider_ref="", expires_at=instead_of)
    fresh.update(expires_at=(timezone.now() + OPEN_FOR).replace(microsecond=0))
    payment.refresh_from_db(fields=["expires_at", "provider_ref"])
    return payment.expires_at


def _look_up(payment: Payment) -> str | None:
    """The session of a payment whose call was never answered, by the minutes in which it must have been made."""
    if payment.expires_at is None:
        return None
    began = payment.expires_at - OPEN_FOR
    within = {
        "gte": int((began - CLOCKS_DIFFER).timestamp()),
        "lte": int((began + CLOCKS_DIFFER).timestamp()),
    }
    page = {"created": within, "limit": 100}
    while True:
        listed = ask(lambda v1, page=page: v1.checkout.sessions.list(page))
        for session in listed["data"]:
            if (session["metadata"] or {}).get("payment") == str(payment.uuid):
                return session["id"]
        if not listed["has_more"]:
            return None
        page = {**page, "starting_after": listed["data"][-1]["id"]}
