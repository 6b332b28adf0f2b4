"""Tells who sells a product what the desk decided. The message is stored with the decision and leaves after commit."""

import logging

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from oscar.core.loading import get_model

from marketplace.accounts.phones import BadPhone, normalise_phone
from marketplace.notify.sending import send

from .fields import LABELS
from .models import FieldChange, ProductReview

logger = logging.getLogger(__name__)
LONGEST_NAME = 30


def tell_of_decision(review: ProductReview, product, changes) -> None:
    """Once per review."""
    with translation.override(settings.LANGUAGE_CODE):
        sent_back = [
            (str(LABELS.get(change.field, change.field)), change.reason)
            for change in changes
            if change.decision == FieldChange.Decision.SENT_BACK
        ]
    context = {"state": review.state, "sent_back": sent_back, "reason": review.reason, "is_public": product.is_public}
    _tell("listing_decided", product, context, key=f"listing-review-{review.pk}")


def tell_of_block(product, reason: str) -> None:
    _tell("listing_blocked", product, {"reason": reason}, key=None)


def tell_of_unblock(product, reason: str, *, is_back: bool) -> None:
    """`is_back`: it stands where it stood; otherwise it is to be sent again."""
    _tell("listing_unblocked", product, {"reason": reason, "is_back": is_back}, key=None)


def _tell(template: str, product, context: dict, *, key: str | None) -> None:
    seller = seller_of(product)
    if seller is None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        path = reverse("selling:product", args=[seller.slug, product.pk])
    name = product.title if len(product.title) <= LONGEST_NAME else product.title[: LONGEST_NAME - 1] + "…"
    send(
        template=template,
        context=context | {"title": product.title, "name": name, "url": settings.SITE_URL + path},
        language=settings.LANGUAGE_CODE,
        phone=_phone(seller),
        email=seller.email or None,
        dedupe_key=key,
        about=f"product {product.pk}",
    )


def seller_of(product):
    """Who sells it; followed by name, since sellers stand above the catalogue."""
    records = get_model("partner", "StockRecord").objects.select_related("partner__seller")
    record = (records.filter(product=product) | records.filter(product__parent=product)).order_by("pk").first()
    return getattr(record.partner, "seller", None) if record else None


def _phone(seller) -> str | None:
    try:
        return normalise_phone(seller.phone) if seller.phone else None
    except BadPhone:
        logger.warning("seller %s has no phone that a message could go to", seller.pk)
        return None
