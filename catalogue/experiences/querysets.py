"""Which slots can be booked."""

from django.db.models import QuerySet


class SlotQuerySet(QuerySet):
    def open_at(self, now):
        """Still to be booked at that moment, places aside."""
        return self.filter(called_off_at=None, closes_at__gt=now)

    def closed_at(self, now):
        return self.exclude(called_off_at=None, closes_at__gt=now)

    def in_time_order(self):
        return self.order_by("starts_at", "pk")
