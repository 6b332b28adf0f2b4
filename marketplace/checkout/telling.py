"""Tells the shopper and each producer about an order, through the outbox; no failure here can undo an order."""

import logging

from django.conf import settings
from django.db import transaction
from django.utils import translation

from marketplace.accounts.phones import BadPhone, display_phone, normalise_phone
from marketplace.fulfilment.order_codes import shown
from marketplace.money import format_dong, whole_dong
from marketplace.notify.sending import send

from .order_links import path_of

logger = logging.getLogger(__name__)


def tell_of_order(order, parcels, buyer) -> None:
    """Call in the transaction that places the order: the messages are stored with it and leave after commit."""
    email = getattr(buyer.user, "email", None)
    _send(
        "order_placed",
        _order_context(order, parcels, buyer.language),
        language=buyer.language,
        phone=buyer.phone,
        email=email,
        key=order.number,
    )
    for parcel in parcels:
        _tell_seller("order_for_seller", parcel)


def tell_of_cancelling(parcel) -> None:
    _tell_seller("order_cancelled", parcel)


def _tell_seller(template: str, parcel) -> None:
    seller = parcel.seller
    _send(
        template,
        _parcel_context(parcel),
        language=settings.LANGUAGE_CODE,
        phone=_phone(seller.phone),
        email=seller.email or None,
        key=parcel.number,
    )


def _send(template, context, *, language, phone, email, key) -> None:
    try:
        with transaction.atomic():
            send(
                template=template,
                context=context,
                language=language,
                phone=phone,
                email=email,
                dedupe_key=f"{template}:{key}",
                about=key,
            )
    except Exception:
        logger.exception("message %s about %s could not be stored", template, key)


def _order_context(order, parcels, language) -> dict:
    with translation.override(language):
        path = path_of(order)
    return {
        "number": shown(order.number),
        "total": format_dong(whole_dong(order.total_incl_tax)),
        "url": f"{settings.SITE_URL}{path}",
        "parcels": [_parcel_context(parcel) for parcel in parcels],
        "arrive_by": max(parcel.arrive_by for parcel in parcels),
    }


def _parcel_context(parcel) -> dict:
    return {
        "number": parcel.number,
        "seller": parcel.seller.name,
        "seller_phone": display_phone(_phone(parcel.seller.phone)) or parcel.seller.phone,
        "amount": format_dong(parcel.buyer_pays),
        "is_pickup": parcel.is_pickup,
        "ship_on": parcel.ship_on,
        "arrive_by": parcel.arrive_by,
        "recipient": parcel.recipient_name,
        "recipient_phone": display_phone(parcel.recipient_phone),
        "place": str(parcel.to_commune),
        "lines": [(content.quantity, content.line.title) for content in parcel.lines.select_related("line")],
    }


def _phone(text: str) -> str | None:
    try:
        return normalise_phone(text)
    except BadPhone:
        return None
