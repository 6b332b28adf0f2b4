"""The buyer of a visit cannot come after all: free of charge until the moment that was promised, then not any more."""

from datetime import datetime

from django.utils import timezone

from marketplace.fulfilment.models import Parcel
from marketplace.fulfilment.moving import WrongState
from marketplace.payments.cancelling import cancel_by_buyer

from .models import Visit
from .querysets import BOOKED


class TooLate(Exception):
    """The time in which it could be cancelled is over, or it is not to be expected any more."""


def may_cancel(visit: Visit, now: datetime) -> bool:
    """Of a paid visit; `visit.parcel` loaded."""
    return _is_in_time(visit, visit.parcel, now)


def cancel_visit(*, visit: Visit, by: str, note: str = "") -> Parcel:
    """The money goes back whole, the places are free again, the producer is told; before it is paid, the whole order ends.

    Raises TooLate, and PaidMeanwhile and ProviderUnavailable as payments.cancelling does. No transaction may be open.
    """
    try:
        return cancel_by_buyer(
            parcel=visit.parcel, by=by, note=note, is_allowed=lambda held: _is_in_time(visit, held, timezone.now())
        )
    except WrongState as error:
        raise TooLate(visit.code) from error


def _is_in_time(visit: Visit, parcel: Parcel, now: datetime) -> bool:
    return parcel.state in BOOKED and visit.outcome == Visit.Outcome.EXPECTED and now < visit.cancel_until
