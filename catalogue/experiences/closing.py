"""Slots whose booking time is over leave the shop: listings count open ones only."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from oscar.core.loading import get_model

from .models import Slot

BATCH = 200


def close_due(now: datetime | None = None) -> int:
    """Take closed and called-off slots off sale; how many. They cannot be bought before that either. A job."""
    closed = Slot.objects.closed_at(now or timezone.now()).filter(product__is_public=True).order_by("pk")
    done = 0
    while pks := list(closed.values_list("pk", flat=True)[:BATCH]):
        _take_off(pks)
        done += len(pks)
    return done


@transaction.atomic
def _take_off(pks: list[int]) -> None:
    """Saved one by one, as the listing hears every save; it is worked out once, when all are saved."""
    for product in get_model("catalogue", "Product").objects.filter(pk__in=pks).order_by("pk"):
        product.is_public = False
        product.save(update_fields=["is_public", "date_updated"])
