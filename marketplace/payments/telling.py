"""Tells the shopper and each producer about an order, through the outbox; no failure here can undo an order."""

import logging
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from marketplace.accounts.phones import BadPhone, display_phone, normalise_phone
from marketplace.fulfilment import answer_links
from marketplace.fulfilment.models import Temperature
from marketplace.fulfilment.order_codes import shown
from marketplace.fulfilment.order_links import path_of
from marketplace.fulfilment.recipients import short_name
from marketplace.money import format_dong, whole_dong
from marketplace.notify.sending import send
from marketplace.notify.waking import next_waking

from .visit_words import begins_at, is_visit, visit_context

logger = logging.getLogger(__name__)
# Who hears of a guest needs so long to get ready.
TO_GET_READY = timedelta(hours=1)


def tell_of_order(order, parcels, buyer) -> None:
    """Call in the transaction that places the order: the messages are stored with it and leave after commit.

    Producers are told at once of cash orders; of the others when they are paid.
    """
    email = getattr(buyer.user, "email", None)
    context = _order_context(order, parcels, buyer.language)
    _send(
        "order_placed" if context["is_cash"] else "order_to_pay",
        context,
        language=buyer.language,
        phone=buyer.phone,
        email=email,
        key=order.number,
    )
    if context["is_cash"]:
        tell_sellers(order, parcels)


def tell_sellers(order, parcels=None) -> None:
    """Each producer of an order that is certain."""
    if parcels is None:
        parcels = order.parcels.select_related("seller", "to_commune__province").order_by("pk")
    for parcel in parcels:
        tell_seller_of_order(parcel)


def tell_seller_of_order(parcel) -> None:
    """With the link that answers it; at night it waits until morning. The same parcel is told once.

    A visit asks for no answer: its places were counted, so the producer just hears who comes.
    """
    now = timezone.now()
    if is_visit(parcel):
        _tell_seller("visit_booked", parcel, due_at=_before_the_guest(parcel, now))
        return
    with translation.override(settings.LANGUAGE_CODE):
        url = f"{settings.SITE_URL}{answer_links.path_of(parcel, now=now)}"
    _tell_seller("order_for_seller", parcel, due_at=next_waking(now), answer_url=url)


def _before_the_guest(parcel, now: datetime) -> datetime:
    """In the morning, unless the guest would be there before the message, or as good as."""
    morning, begins = next_waking(now), begins_at(parcel)
    return now if begins and morning > begins - TO_GET_READY else morning


def tell_of_payment(order) -> None:
    tell_buyer("order_paid", order)
    for parcel in order.parcels.filter(temperature=Temperature.SERVICE).select_related("seller").order_by("pk"):
        _tell_visitor("visit_voucher", order, parcel)


def remind_visitor(parcel) -> None:
    """On the day before a visit; the same visit is reminded of once."""
    _tell_visitor("visit_reminder", parcel.order, parcel)


def tell_of_moved(parcel) -> None:
    """Of a booked visit: where to meet has changed. The same words in the same minute are said once."""
    place = visit_context(parcel, language_of(parcel.order)).get("meeting_place", "")
    said = f"{place} {timezone.now():%Y%m%d%H%M}"
    _tell_visitor("visit_moved", parcel.order, parcel, said=said)


def tell_of_expiry(order) -> None:
    tell_buyer("order_expired", order)


def tell_of_money_back(refund) -> None:
    """Money goes back; by transfer only when the buyer has said where to."""
    tell_buyer(
        "money_back",
        refund.order,
        key=str(refund.uuid),
        amount=format_dong(refund.amount),
        reason=refund.get_reason_display(),
        needs_account=refund.needs_account,
    )


def tell_of_missing(order, *, received: int, missing: int, has_code: bool, key: str) -> None:
    """A part of the sum has come by transfer: how much more, and until when; no code when another way was chosen since."""
    sums = {"received": format_dong(received), "missing": format_dong(missing)}
    tell_buyer("transfer_partial", order, key=key, has_code=has_code, **sums)


def tell_of_second_transfer(order, *, amount: str, key: str) -> None:
    """The order was paid before: a person looks after this money."""
    tell_buyer("transfer_twice", order, key=key, amount=amount)


def tell_of_refund_failed(refund) -> None:
    """The way back was closed: the buyer names an account."""
    tell_buyer(
        "refund_failed",
        refund.order,
        key=f"{refund.uuid}:{refund.error[:20]}",
        amount=format_dong(refund.amount),
    )


def tell_of_undelivered(parcel) -> None:
    """The producer cannot send it; of a visit: the day was called off, for the reason that stands in the last event."""
    if is_visit(parcel):
        event = parcel.events.order_by("at", "pk").last()
        _tell_visitor("visit_called_off", parcel.order, parcel, reason=event.note if event else "")
        return
    tell_buyer("parcel_cancelled", parcel.order, key=parcel.number, seller=parcel.seller.name, parcel=parcel.number)


def tell_of_less(sent, missing, refund) -> None:
    """The producer sends less: what comes, what does not, what goes back or is paid at the door, and the right to refuse."""
    tell_buyer(
        "parcel_lessened",
        sent.order,
        key=sent.number,
        seller=sent.seller.name,
        parcel=sent.number,
        sent=[(content.quantity, content.line.title) for content in sent.lines.select_related("line")],
        missing=[(content.quantity, content.line.title) for content in missing.lines.select_related("line")],
        back=format_dong(refund.amount) if refund else "",
        to_pay=format_dong(sent.buyer_pays),
    )


def tell_of_return(request) -> None:
    """The producer hears that goods are to come back."""
    _tell_seller("return_asked", request.parcel, words=request.text, reason=request.get_reason_display())


def tell_of_return_answer(request) -> None:
    """Agreed or rejected, with the words of whoever answered."""
    tell_buyer(
        "return_answered",
        request.parcel.order,
        key=f"{request.pk}:{request.state}",
        parcel=request.parcel.number,
        seller=request.parcel.seller.name,
        is_agreed=request.state == "approved",
        answer=request.answer,
    )


def tell_buyer(template: str, order, *, key: str = "", about: str = "", **more) -> None:
    """In the language of the order, to the phone of its parcels and the e-mail of its account.

    `key`: the same is told once; `about`: the number by which it is found, `key` when not given.
    """
    parcels = list(order.parcels.select_related("seller", "to_commune__province").order_by("pk"))
    language = language_of(order)
    _send(
        template,
        _order_context(order, parcels, language) | more,
        language=language,
        phone=_phone(parcels[0].recipient_phone) if parcels else None,
        email=getattr(order.user, "email", None) or None,
        key=key or order.number,
        about=about,
    )


def language_of(order) -> str:
    """The one it was placed in."""
    checkout = getattr(order, "checkout", None)
    return checkout.language if checkout else settings.LANGUAGE_CODE


def tell_of_cancelling(parcel) -> None:
    _tell_seller("visit_cancelled" if is_visit(parcel) else "order_cancelled", parcel)


def _tell_visitor(template: str, order, parcel, *, said: str = "", **more) -> None:
    """`said`: what makes it another message of the same kind about the same visit."""
    context = _parcel_context(parcel, language_of(order))
    context.pop("number")
    key = f"{parcel.number}:{sha256(said.encode()).hexdigest()[:12]}" if said else parcel.number
    tell_buyer(template, order, key=key, about=parcel.number, **context, **more)


def _tell_seller(template: str, parcel, *, due_at=None, **more) -> None:
    seller = parcel.seller
    _send(
        template,
        _parcel_context(parcel) | more,
        language=settings.LANGUAGE_CODE,
        phone=_phone(seller.phone),
        email=seller.email or None,
        key=parcel.number,
        due_at=due_at,
    )


def _send(template, context, *, language, phone, email, key, about="", due_at=None) -> None:
    try:
        with transaction.atomic():
            send(
                template=template,
                context=context,
                language=language,
                phone=phone,
                email=email,
                dedupe_key=f"{template}:{key}",
                about=about or key,
                due_at=due_at,
            )
    except Exception:
        logger.exception("message %s about %s could not be stored", template, key)


def _order_context(order, parcels, language) -> dict:
    with translation.override(language):
        path = path_of(order)
    bill = getattr(order, "bill", None)
    pay_by = bill.pay_by if bill else None
    return {
        "is_cash": pay_by is None,
        "pay_by": timezone.localtime(pay_by) if pay_by else None,
        "number": shown(order.number),
        "total": format_dong(whole_dong(order.total_incl_tax)),
        "url": f"{settings.SITE_URL}{path}",
        "parcels": [_parcel_context(parcel, language) for parcel in parcels],
        "arrive_by": max(parcel.arrive_by for parcel in [p for p in parcels if not is_visit(p)] or parcels),
        "is_visits_only": all(is_visit(parcel) for parcel in parcels),
    }


def _parcel_context(parcel, language: str | None = None) -> dict:
    return {
        **(visit_context(parcel, language or settings.LANGUAGE_CODE) if is_visit(parcel) else {"is_visit": False}),
        "number": parcel.number,
        "seller": parcel.seller.name,
        "seller_phone": display_phone(_phone(parcel.seller.phone)) or parcel.seller.phone,
        "amount": format_dong(parcel.buyer_pays),
        "is_paid": bool(getattr(getattr(parcel.order, "bill", None), "paid_at", None)),
        "is_pickup": parcel.is_pickup,
        "ship_on": parcel.ship_on,
        "arrive_by": parcel.arrive_by,
        "recipient": parcel.recipient_name,
        "recipient_short": short_name(parcel.recipient_name),
        "recipient_phone": display_phone(parcel.recipient_phone),
        "place": str(parcel.to_commune),
        "lines": [(content.quantity, content.line.title) for content in parcel.lines.select_related("line")],
    }


def _phone(text: str) -> str | None:
    try:
        return normalise_phone(text)
    except BadPhone:
        return None
