"""The rules of an experience change: until when its times can be booked follows at once."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from oscar.core.loading import get_model

from .models import Experience, Slot


@transaction.atomic
def move_closing(*, experience: Experience) -> int:
    """Times to come close as the experience says now; how many do. What opens again by it is back on sale.

    Times that were called off stay as they are. No transaction is needed; an open one is joined.
    """
    now = timezone.now()
    coming = Slot.objects.filter(experience=experience.pk, called_off_at=None, starts_at__gt=now)
    shut = list(coming.filter(closes_at__lte=now).values_list("pk", flat=True))
    moved = coming.update(closes_at=F("starts_at") - timedelta(hours=experience.closes_hours))
    opened = coming.filter(pk__in=shut, closes_at__gt=now).values("pk")
    products = get_model("catalogue", "Product").objects
    products.filter(pk__in=opened).update(is_public=True)
    # The listing hears no update, but every save.
    products.get(pk=experience.pk).save(update_fields=["date_updated"])
    return moved
