"""Reminds a producer of an order, and asks the deputy: each with a link of their own."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone, translation

from marketplace.accounts.phones import BadPhone, normalise_phone
from marketplace.fulfilment.answer_links import Recipient, path_of
from marketplace.money import format_dong
from marketplace.notify.sending import send

from .models import OrderQuestion


def remind_seller(question: OrderQuestion, now: datetime) -> None:
    """Says who is asked next, and when."""
    seller = question.parcel.seller
    next_at = question.deputy_due_at if seller.deputy_phone else question.desk_due_at
    context = {
        "deputy": (seller.deputy_name or seller.deputy_phone) if seller.deputy_phone else "",
        "next_at": f"{timezone.localtime(next_at):%H:%M %d/%m}" if next_at > now else "",
    }
    _send("answer_reminder", question, Recipient.SELLER, now, phone=seller.phone, email=seller.email, **context)


def ask_deputy(question: OrderQuestion, now: datetime) -> None:
    _send("answer_deputy", question, Recipient.DEPUTY, now, phone=question.parcel.seller.deputy_phone, email="")


def _send(template: str, question: OrderQuestion, recipient: Recipient, now: datetime, *, phone, email, **more) -> None:
    parcel, language = question.parcel, settings.LANGUAGE_CODE
    with translation.override(language):
        url = f"{settings.SITE_URL}{path_of(parcel, recipient, now=now)}"
    context = {
        "number": parcel.number,
        "amount": format_dong(parcel.buyer_pays),
        "ship_on": parcel.ship_on,
        "seller": parcel.seller.name,
        "seller_short": parcel.seller.name[:24],
        "lines": [(content.quantity, content.line.title) for content in parcel.lines.select_related("line")],
        "answer_url": url,
    }
    send(
        template=template,
        context=context | more,
        language=language,
        phone=_phone(phone),
        email=email or None,
        dedupe_key=f"{template}:{parcel.number}",
        about=parcel.number,
    )


def _phone(text: str) -> str | None:
    try:
        return normalise_phone(text)
    except BadPhone:
        return None
