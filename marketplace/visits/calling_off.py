"""A slot that does not take place: nobody can book it any more, every visit is cancelled, all money goes back, all are told."""

import logging
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from catalogue.experiences.models import Slot
from catalogue.experiences.wording import slot_text
from catalogue.listing.refreshing import refresh_soon
from marketplace.folding import clean
from marketplace.fulfilment.models import Parcel
from marketplace.fulfilment.moving import WrongState
from marketplace.payments.cancelling import PaidMeanwhile, cancel_unpaid, cannot_deliver
from marketplace.payments.patience import be_patient, outside_transactions
from marketplace.payments.providers import ProviderUnavailable
from marketplace.payments.telling import tell_of_undelivered
from sellers.access import Acting, OutsideScope
from sellers.changes import note_change
from sellers.helping.models import Scope
from sellers.models import Seller, SellerChange

from .checking_in import WrongVisit, name_of
from .models import Visit
from .querysets import BOOKED

logger = logging.getLogger(__name__)
S = Parcel.State
LONGEST_REASON, LONGEST_WORDS = 200, 300
PAID, UNPAID = "paid", "unpaid"
CALLED_OFF = "visit_called_off"


class CalledOff(NamedTuple):
    """`paid`: cancelled, their money goes back; `unpaid`: orders that ended before they were paid; `waiting`: could not be
    cancelled at this moment, and are cancelled by a job.
    """

    paid: list[Visit]
    unpaid: list[Visit]
    waiting: list[Visit]

    @property
    def visits(self) -> list[Visit]:
        return sorted([*self.paid, *self.unpaid], key=lambda visit: visit.pk)


class ReasonMissing(ValueError):
    """Who calls a day off says why: guests read it."""


class SlotOver(Exception):
    """It has ended: what is to be given back is a matter of each visit now."""


def call_off(*, slot: Slot, by, reason: str) -> CalledOff:
    """What became of the bookings. `by`: the seller's Acting, or a person of the desk. Called off twice, it is once.

    What cannot be cancelled at this moment, because a provider does not answer, a job cancels later. Raises WrongVisit,
    OutsideScope, ReasonMissing, SlotOver. No transaction may be open: money goes back by the provider.
    """
    outside_transactions()
    who, reason = _who(slot, by), clean(reason)[:LONGEST_REASON].strip()
    if not reason:
        raise ReasonMissing(_("Say why: your guests read it."))
    if slot.ends_at <= timezone.now():
        raise SlotOver(slot.pk)
    return cancel_booked(_closed(slot, by, who, reason))


def cancel_booked(slot: Slot) -> CalledOff:
    """Of a slot that was called off: every visit that is still expected, each by itself; one failing stops no other."""
    by, reason = slot.called_off_by, slot.called_off_reason
    expected = Visit.objects.filter(slot=slot, outcome="", parcel__state__in=(*BOOKED, S.AWAITING_PAYMENT))
    cancelled = {PAID: [], UNPAID: []}
    for visit in list(expected.select_related("parcel__order").order_by("pk")):
        if was := _cancel(visit, by, reason):
            cancelled[was].append(visit)
    return CalledOff(cancelled[PAID], cancelled[UNPAID], list(expected.order_by("pk")))


def finish_calling_off() -> int:
    """Visits of called-off slots that could not be cancelled at once, or were paid for meanwhile; how many were cancelled."""
    waiting = Visit.objects.filter(outcome="", parcel__state__in=(*BOOKED, S.AWAITING_PAYMENT))
    slots = Slot.objects.filter(visits__in=waiting).exclude(called_off_at=None).distinct()
    done = 0
    for slot in slots.order_by("pk"):
        done += len(cancel_booked(slot).visits)
    return done


def _who(slot: Slot, by) -> str:
    if not isinstance(by, Acting):
        return str(by)[:120]
    if not by.may(Scope.ORDERS):
        raise OutsideScope
    records = get_model("partner", "StockRecord").objects.filter(product=slot.pk)
    if not records.filter(partner=by.seller.partner_id).exists():
        raise WrongVisit(_("This time is not one of yours."))
    return name_of(by)


@transaction.atomic
def _closed(slot: Slot, by, who: str, reason: str) -> Slot:
    """No stock from here on: an order that is being placed at this moment finds none, or is seen by what follows.

    The key of the slot is not locked: who places an order holds the stock and then points a visit at the slot.
    """
    be_patient()
    current = Slot.objects.select_for_update(no_key=True).get(pk=slot.pk)
    if current.called_off_at is None:
        current.called_off_at, current.called_off_by, current.called_off_reason = timezone.now(), who, reason
        current.save(update_fields=["called_off_at", "called_off_by", "called_off_reason"])
        _note(current, by)
    get_model("partner", "StockRecord").objects.filter(product=slot.pk).update(num_in_stock=0)
    get_model("catalogue", "Product").objects.filter(pk=slot.pk).update(is_public=False)
    refresh_soon(current.experience_id)
    return current


def _note(slot: Slot, by) -> None:
    """Among the changes that the seller reads."""
    what = _("Called off: %(what)s") % {"what": f"{slot.experience.product.title}, {slot_text(slot)}"}
    words = f"{what[: LONGEST_WORDS - len(slot.called_off_reason) - 1]}\n{slot.called_off_reason}"
    if isinstance(by, Acting):
        note_change(by, CALLED_OFF, words)
        return
    seller = Seller.objects.get(partner__stockrecords__product=slot.pk)
    person = by if isinstance(by, get_user_model()) else None
    SellerChange.objects.create(seller=seller, by=person, action=CALLED_OFF, words=words)


def _cancel(visit: Visit, by: str, reason: str) -> str:
    """PAID or UNPAID, as it was; empty when it was not cancelled."""
    try:
        if visit.parcel.state == S.AWAITING_PAYMENT and _end_unpaid(visit, by, reason):
            return UNPAID
        visit.parcel = cannot_deliver(parcel=visit.parcel, by=by, note=reason)
    except (ProviderUnavailable, OperationalError):
        logger.warning("visit %s could not be cancelled yet", visit.pk, exc_info=True)
        return ""
    except WrongState:
        return ""  # cancelled or checked in by somebody else at this moment
    except Exception:
        logger.exception("visit %s", visit.pk)
        return ""
    return PAID


def _end_unpaid(visit: Visit, by: str, reason: str) -> bool:
    """The order ends whole, as its bill is one. False when the money came first."""
    try:
        cancel_unpaid(visit.parcel.order_id, by=by, note=reason)
    except PaidMeanwhile:
        return False
    visit.parcel = Parcel.objects.select_related("order", "seller").get(pk=visit.parcel_id)
    tell_of_undelivered(visit.parcel)
    return True
