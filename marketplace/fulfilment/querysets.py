"""Which parcels."""

from django.db.models import QuerySet

CLOSED = ("completed", "delivered", "cancelled", "returned", "lost", "damaged", "expired")


class ParcelQuerySet(QuerySet):
    def for_pages(self):
        """With all that the page of an order shows, in a constant number of queries."""
        return self.select_related("seller__commune__province", "to_commune__province").prefetch_related(
            "lines__line", "events", "payments", "returns"
        )

    def of_phone(self, phone: str):
        return self.filter(recipient_phone=phone)

    def open(self):
        return self.exclude(state__in=CLOSED)

    def arrived(self):
        return self.filter(state__in=("delivered", "completed"))
