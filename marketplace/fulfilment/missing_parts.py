"""What of a parcel its producer does not have lies in a parcel of its own, which is never sent: <parcel>-0.

Ordinary parcels of an order are numbered from 1, so the ending tells them apart for ever.
"""

from collections.abc import Collection

from .models import Parcel

ENDING = "-0"


def number_of_missing_part(parcel_number: str) -> str:
    return f"{parcel_number}{ENDING}"


def is_missing_part(parcel: Parcel) -> bool:
    return parcel.number.endswith(ENDING)


def was_lessened(parcel: Parcel, numbers: Collection[str] | None = None) -> bool:
    """Whether the producer sends less than was ordered. `numbers` of the order's parcels save the query."""
    wanted = number_of_missing_part(parcel.number)
    return Parcel.objects.filter(number=wanted).exists() if numbers is None else wanted in numbers
