"""What the clock does about help: ends it on its day, and tells sellers once a day what helpers changed."""

from datetime import datetime, time, timedelta

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils import timezone

from sellers.models import Seller, SellerChange

from .ending import end_due
from .telling import tell_of_changes

# Days before today that are looked at again: the worker may have been down, and a day may end between two runs.
LOOK_BACK = timedelta(days=2)


def watch() -> int:
    """Runs again and again; each message of a day leaves once. How many consents ended."""
    tell_what_helpers_changed()
    return end_due()


def tell_what_helpers_changed() -> int:
    """The first change of a helper on a day is told with the next run; later ones of that day stand on the page.

    Messages are keyed by the day of the change, so looking back tells nothing twice. How many helpers' days were looked at.
    """
    since = _midnight(timezone.localdate() - LOOK_BACK)
    changes = SellerChange.objects.filter(at__gte=since, is_helper=True, by__isnull=False)
    changes = changes.exclude(action="helper.ended").annotate(day=TruncDate("at"))
    numbers = list(changes.order_by().values_list("seller", "by", "day").annotate(n=Count("pk")).order_by("day"))
    sellers = Seller.objects.select_related("partner").in_bulk({seller for seller, _by, _day, _n in numbers})
    for seller, by, day, number in numbers:
        that_day = changes.filter(seller=seller, by=by, day=day)
        first = that_day.select_related("by").order_by("at", "pk").first()
        tell_of_changes(sellers[seller], helper=first.by, words=first.words, number=number, day=day)
    return len(numbers)


def _midnight(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
