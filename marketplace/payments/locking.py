"""The rows of an order, locked in the order of the house: order, payments, parcels, stock; purses come after."""

from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from oscar.core.loading import get_model

from marketplace.fulfilment.models import Parcel, ParcelLine

from .models import Payment
from .patience import be_patient


@dataclass(frozen=True)
class Locked:
    """What one holds: the order, its payments, and the parcel asked for."""

    order: Any
    payments: list[Payment]
    parcel: Parcel

    @property
    def cash(self) -> Payment | None:
        """The promise of cash for this parcel, or what became of it."""
        of_parcel = [payment for payment in self.payments if payment.parcel_id == self.parcel.pk]
        return next((payment for payment in reversed(of_parcel) if payment.state != Payment.State.VOID), None)


@contextmanager
def locked_order(order_id: int):
    """A transaction that holds the order and its payments. Yields the order."""
    with transaction.atomic():
        be_patient()
        order = get_model("order", "Order").objects.select_for_update().get(pk=order_id)
        list(Payment.objects.select_for_update().filter(order=order).order_by("pk").values_list("pk", flat=True))
        yield order


@contextmanager
def locked_parcel(parcel: Parcel):
    """A transaction that holds the parcel with its order and payments. Yields what is in the database now."""
    with transaction.atomic():
        be_patient()
        order = get_model("order", "Order").objects.select_for_update().get(pk=parcel.order_id)
        payments = list(Payment.objects.select_for_update().filter(order=order).order_by("pk"))
        current = Parcel.objects.select_for_update().get(pk=parcel.pk)
        current.order = order
        yield Locked(order, payments, current)


def lock_stock(parcels) -> None:
    """The stock records of these parcels, in key order: two orders never wait for each other."""
    records = ParcelLine.objects.filter(parcel__in=list(parcels)).values("line__stockrecord_id")
    stock = get_model("partner", "StockRecord").objects.select_for_update().filter(pk__in=records)
    list(stock.order_by("pk").values_list("pk", flat=True))
