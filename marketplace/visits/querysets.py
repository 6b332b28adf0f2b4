"""Which visits are expected, and which wait for word of what became of them."""

from django.db.models import QuerySet

from marketplace.fulfilment.models import Parcel

S = Parcel.State
BOOKED = (S.NEW, S.ACCEPTED, S.PACKED)


class VisitQuerySet(QuerySet):
    def of_seller(self, seller):
        return self.filter(parcel__seller=seller)

    def booked(self):
        """Paid, and neither cancelled nor used."""
        return self.filter(parcel__state__in=BOOKED, outcome="")

    def with_slot(self):
        return self.select_related("parcel__order", "slot__experience__product", "slot__product")
