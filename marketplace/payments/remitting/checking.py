"""Holds each line of a carrier's statement against our parcel, and the sums against each other (payments.md 5.3)."""

from dataclasses import dataclass

from django.utils import timezone

from marketplace.fulfilment.models import Parcel
from marketplace.legal.parameters import parameter

from ..models import CarrierStatement, CarrierStatementLine, Payment

R = CarrierStatementLine.Result
# These stop nothing: the cash of the parcel is the one we wait for.
RIGHT = {R.MATCHED, R.FEE_DIFFERS}


@dataclass(frozen=True)
class Sums:
    """Dong. `cash_of_ours` is what the right lines hand on; the rest of `cod` is nobody's yet."""

    cod: int
    fees: int
    adjustment: int
    net: int
    cash_of_ours: int

    @property
    def balances(self) -> bool:
        return self.cod - self.fees + self.adjustment == self.net


def check(statement: CarrierStatement) -> Sums:
    """Note the result of each line as things stand now, and the statement's totals; until it is booked, as often as wanted.

    Of a booked statement nothing is noted anew: its own cash would look as if it had been handed on before.
    """
    lines = list(statement.lines.order_by("row"))
    if not CarrierStatement.objects.filter(pk=statement.pk, state=CarrierStatement.State.POSTED).exists():
        _note(statement, lines)
    sums = Sums(
        cod=sum(line.cod_amount for line in lines),
        fees=sum(line.fees for line in lines),
        adjustment=sum(line.adjustment for line in lines),
        net=sum(line.net_amount for line in lines),
        cash_of_ours=sum(line.cod_amount for line in lines if line.result in RIGHT),
    )
    statement.cod_total, statement.fee_total = sums.cod, sums.fees
    statement.adjustment_total, statement.net_total = sums.adjustment, sums.net
    statement.save(update_fields=["cod_total", "fee_total", "adjustment_total", "net_total"])
    return sums


def _note(statement: CarrierStatement, lines) -> None:
    parcels = _parcels(statement, lines)
    named = set()
    for line in lines:
        line.parcel = parcels.get(line.tracking_no) or parcels.get(line.client_ref)
        # One parcel under two numbers hands on its cash once.
        line.result = R.ALREADY_REMITTED if line.parcel and line.parcel in named else _result(line)
        named.add(line.parcel)
    CarrierStatementLine.objects.bulk_update(lines, ["parcel", "result"])


def _parcels(statement: CarrierStatement, lines) -> dict[str, Parcel]:
    """By tracking number with this carrier, and by our own number."""
    of_carrier = Parcel.objects.filter(carrier=statement.carrier).prefetch_related("payments")
    by_tracking = of_carrier.filter(tracking_no__in={line.tracking_no for line in lines})
    by_number = of_carrier.filter(number__in={line.client_ref for line in lines if line.client_ref})
    return {parcel.number: parcel for parcel in by_number} | {parcel.tracking_no: parcel for parcel in by_tracking}


def _result(line: CarrierStatementLine) -> str:
    parcel = line.parcel
    if parcel is None:
        return R.UNKNOWN_TRACKING
    if line.cod_amount and (odd := _about_cash(line, parcel)):
        return odd
    most = parcel.fee + parameter("cod.fee_tolerance", timezone.localdate())
    return R.FEE_DIFFERS if line.fees > most else R.MATCHED


def _about_cash(line: CarrierStatementLine, parcel: Parcel) -> str:
    payment = next((p for p in reversed(list(parcel.payments.all())) if p.state != Payment.State.VOID), None)
    if payment is None:
        return R.VOID_PARCEL
    if payment.state == Payment.State.REMITTED:
        return R.ALREADY_REMITTED
    if payment.state != Payment.State.COLLECTED:
        return R.NOT_DELIVERED_HERE
    return R.AMOUNT_DIFFERS if line.cod_amount != payment.received else ""
