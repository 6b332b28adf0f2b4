"""Writes to a seller by phone and e-mail, through the outbox. A message that cannot be stored undoes no decision."""

import logging

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from marketplace.accounts.phones import BadPhone, normalise_phone
from marketplace.notify.sending import send

logger = logging.getLogger(__name__)


def tell(seller, template: str, context: dict, *, key: str, page: str = "papers") -> None:
    """`page`: where in the workspace the message leads. The same `key` is told once."""
    try:
        with transaction.atomic():
            send(
                template=template,
                context={"seller": seller.name, "url": address_in_workspace(seller, page)} | context,
                language=settings.LANGUAGE_CODE,
                phone=phone_of(seller),
                email=seller.email or None,
                dedupe_key=f"{template}:{key}",
                about=f"seller:{seller.pk}",
            )
    except Exception:
        logger.exception("message %s to seller %s could not be stored", template, seller.pk)


def address_in_workspace(seller, page: str) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return f"{settings.SITE_URL}{reverse(f'selling:{page}', args=[seller.slug])}"


def phone_of(seller) -> str | None:
    try:
        return normalise_phone(seller.phone)
    except BadPhone:
        return None
