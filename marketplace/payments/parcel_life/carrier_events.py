"""What a carrier reports: kept once, applied only where the way leads there (payments.md 7.6, R19, I18)."""

from collections import deque

from django.db import transaction
from django.utils import timezone

from marketplace.fulfilment.models import Parcel
from marketplace.fulfilment.moving import NEXT

from ..models import ProviderEvent
from .arriving import deliver
from .coming_back import bring_back, come_back
from .handing_over import hand_over
from .losing import damage, lose
from .stepping import fail_delivery, in_transit, out_for_delivery

S = Parcel.State
STEPS = {
    S.IN_TRANSIT: in_transit,
    S.OUT_FOR_DELIVERY: out_for_delivery,
    S.DELIVERY_FAILED: fail_delivery,
    S.DELIVERED: deliver,
    S.RETURNING: bring_back,
    S.RETURNED: come_back,
    S.LOST: lose,
    S.DAMAGED: damage,
}
# With the carrier, or ready for it: only then does a carrier's word move a parcel.
UNDER_WAY = {S.PACKED, S.HANDED_OVER, S.IN_TRANSIT, S.OUT_FOR_DELIVERY, S.DELIVERY_FAILED, S.RETURNING}


@transaction.atomic
def carrier_event(*, carrier: str, tracking_no: str, code: str, at, note: str = "") -> bool:
    """Whether it moved the parcel. `code` is a parcel state; `at` is when the carrier says it happened.

    Late, repeated, impossible or about nobody's parcel: kept, and nothing moves. The answer to the carrier is 200.
    """
    if not _is_new(carrier, tracking_no, code, at):
        return False
    parcel = Parcel.objects.filter(carrier=carrier, tracking_no=tracking_no).first() if tracking_no else None
    if parcel is None:
        return False
    way = way_to(parcel.state, code)
    for step in way:
        _take(parcel, step, by=carrier, note=note)
    return bool(way)


def way_to(state: str, wanted: str) -> list[str]:
    """The steps between two states as a carrier may skip them in its reports; none when the way does not lead there."""
    if state not in UNDER_WAY or wanted not in {*STEPS, S.HANDED_OVER}:
        return []
    found = deque([(state, [])])
    seen = {state}
    while found:
        here, steps = found.popleft()
        if here == wanted:
            return steps
        # Delivered at the producer's door is picked up, never a carrier's word.
        following = (NEXT.get(here, set()) & {*STEPS, S.HANDED_OVER}) - seen
        if here == S.PACKED:
            following -= {S.DELIVERED}
        for after in sorted(following):
            seen.add(after)
            found.append((after, [*steps, after]))
    return []


def _take(parcel: Parcel, step: str, **about) -> None:
    if step == S.HANDED_OVER:
        hand_over(parcel=parcel, carrier=parcel.carrier, tracking_no=parcel.tracking_no, **about)
    else:
        STEPS[step](parcel=parcel, **about)


def _is_new(carrier: str, tracking_no: str, code: str, at) -> bool:
    name = f"{tracking_no}:{code}:{at:%Y%m%dT%H%M%S%z}"[:120]
    _event, is_new = ProviderEvent.objects.get_or_create(
        provider=carrier[:20],
        event_id=name,
        defaults={"type": code[:80], "object_id": tracking_no[:120], "processed_at": timezone.now()},
    )
    return is_new
