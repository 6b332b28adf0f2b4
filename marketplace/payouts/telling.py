"""Tells sellers about their payouts and accounts, through the outbox; no failure here can undo a payout."""

import logging

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from marketplace.accounts.phones import BadPhone, display_phone, normalise_phone
from marketplace.money import format_dong
from marketplace.notify.sending import send

from .account_details import bank_name
from .links import path_of

logger = logging.getLogger(__name__)


def tell_of_account_change(*, seller, old, new) -> None:
    """To the contact known before. It names the bank and four digits, never a whole account."""
    operator = settings.OPERATOR
    context = {
        "old_bank": bank_name(old.bin),
        "old_end": old.number[-4:],
        "new_bank": bank_name(new.bin),
        "new_end": new.number[-4:],
        "from_when": timezone.localtime(new.usable_from),
        "call": display_phone(_phone(operator.get("phone", ""))) or operator.get("phone", ""),
        "write": operator.get("email", ""),
    }
    _tell(seller, "bank_account_changed", context, key=f"{new.pk}")


def tell_of_paid(payout, *, amount: int) -> None:
    _tell(payout.seller, "payout_paid", _of(payout, amount), key=f"{payout.pk}")


def tell_of_bounced(payout, *, amount: int, reason: str, reference: str) -> None:
    _tell(payout.seller, "payout_bounced", _of(payout, amount) | {"reason": reason}, key=reference)


def _of(payout, amount: int) -> dict:
    with translation.override(settings.LANGUAGE_CODE):
        path = path_of(payout)
    return {
        "seller": payout.seller.name,
        "amount": format_dong(amount),
        "bank": bank_name(payout.account.bin),
        "end": payout.account.number[-4:],
        "url": f"{settings.SITE_URL}{path}",
    }


def _tell(seller, template: str, context: dict, *, key: str) -> None:
    try:
        with transaction.atomic():
            send(
                template=template,
                context={"seller": seller.name} | context,
                language=settings.LANGUAGE_CODE,
                phone=_phone(seller.phone),
                email=seller.email or None,
                dedupe_key=f"{template}:{key}",
                about=f"seller:{seller.pk}",
            )
    except Exception:
        logger.exception("message %s to seller %s could not be stored", template, seller.pk)


def _phone(text: str) -> str | None:
    try:
        return normalise_phone(text)
    except BadPhone:
        return None
