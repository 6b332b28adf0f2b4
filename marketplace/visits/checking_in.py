"""The guest is there, or did not come: the sale is recognised, once, and who noted it is kept."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.fulfilment.models import Parcel
from marketplace.payments.locking import Locked, locked_parcel
from marketplace.payments.parcel_life.arriving import ARRIVED, deliver
from sellers.access import Acting, OutsideScope
from sellers.helping.models import Scope

from .models import Visit
from .querysets import BOOKED

S = Parcel.State
CAME, DID_NOT_COME = Visit.Outcome.CAME, Visit.Outcome.DID_NOT_COME
UNPAID = {S.AWAITING_PAYMENT, S.EXPIRED}


class NotCheckedIn(Exception):
    """Nothing was changed; `text` says in plain words why."""

    def __init__(self, text: str):
        self.text = text
        super().__init__(text)


class WrongVisit(NotCheckedIn):
    """Booked with somebody else: as if there were none (404)."""


class NotPaid(NotCheckedIn):
    """The voucher does not count: it was not paid."""


class VisitCancelled(NotPaid):
    """The voucher does not count any more: it was cancelled, and the money went back."""


class AlreadySettled(NotCheckedIn):
    """It was noted before; the first word stands."""


class TooEarly(NotCheckedIn):
    """The day of the visit, or its end, is still to come."""


class WrongNumber(NotCheckedIn):
    """Nobody, or more people than were booked."""


def check_in(*, visit: Visit, by: Acting, people: int | None = None) -> Visit:
    """The guest showed the code; `people` who came, all when not said. From the day on which the slot begins.

    Raises OutsideScope and a NotCheckedIn: WrongVisit, NotPaid, AlreadySettled, TooEarly, WrongNumber.
    """
    people = visit.people if people is None else people
    if not 1 <= people <= visit.people:
        raise WrongNumber(_("The voucher is for %(people)d people.") % {"people": visit.people})
    return _settle(visit, by, CAME, people, _("Checked in"), _must_be_the_day)


def did_not_come(*, visit: Visit, by: Acting) -> Visit:
    """The place was kept, so it stays paid. Not before the slot has ended. Raises as check_in does."""
    return _settle(visit, by, DID_NOT_COME, 0, _("Did not come"), _must_be_over)


def has_begun(parcel: Parcel, now: datetime) -> bool:
    """Of a parcel that is a visit: by its slot, and without one by its day. One query."""
    begins = Visit.objects.filter(parcel=parcel).values_list("slot__starts_at", flat=True).first()
    return begins <= now if begins else parcel.arrive_by <= timezone.localdate(now)


def name_of(acting: Acting) -> str:
    """The person; of a helper both names."""
    if acting.is_owner:
        return str(acting.person)[:120]
    return (_("%(helper)s for %(seller)s") % {"helper": acting.person, "seller": acting.seller.name})[:120]


def _settle(visit: Visit, by: Acting, outcome: str, people: int, note: str, must_be: Callable) -> Visit:
    if not by.may(Scope.ORDERS):
        raise OutsideScope
    with locked_parcel(visit.parcel) as held:
        current = Visit.objects.select_for_update(of=("self",)).select_related("slot").get(pk=visit.pk)
        _check(current, held, by)
        must_be(current, timezone.now())
        current.parcel = deliver(parcel=held.parcel, by=name_of(by), note=note)
        current.outcome, current.people_came = outcome, people
        current.settled_at, current.settled_by = timezone.now(), name_of(by)
        current.save(update_fields=["outcome", "people_came", "settled_at", "settled_by"])
        return current


def _check(visit: Visit, held: Locked, by: Acting) -> None:
    if held.parcel.seller_id != by.seller.pk:
        raise WrongVisit(_("This code is not one of yours."))
    if visit.outcome:
        at = f"{timezone.localtime(visit.settled_at):%H:%M %d/%m}"
        words = {"what": visit.get_outcome_display(), "at": at, "by": visit.settled_by}
        raise AlreadySettled(_("Noted already: %(what)s, %(at)s, %(by)s.") % words)
    if held.parcel.state in UNPAID:
        raise NotPaid(_("This visit is not paid."))
    if visit.slot.called_off_at:
        raise VisitCancelled(_("This time was called off; the money goes back."))
    # The desk may have closed the parcel by hand; what became of the guest can still be noted.
    if held.parcel.state not in {*BOOKED, *ARRIVED}:
        raise VisitCancelled(_("This visit was cancelled, and the money went back."))


def _must_be_the_day(visit: Visit, now: datetime) -> None:
    day = timezone.localdate(visit.slot.starts_at)
    if timezone.localdate(now) < day:
        raise TooEarly(_("This visit is on %(day)s.") % {"day": f"{day:%d/%m}"})


def _must_be_over(visit: Visit, now: datetime) -> None:
    if now < visit.slot.ends_at:
        at = f"{timezone.localtime(visit.slot.ends_at):%H:%M %d/%m}"
        raise TooEarly(_("They may still come: the visit ends at %(at)s.") % {"at": at})
