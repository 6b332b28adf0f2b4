"""What a host changes of visits that were booked: another meeting place, and a guest who cannot be welcomed."""

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.experiences.models import Experience
from marketplace.folding import clean
from marketplace.fulfilment.models import Parcel
from marketplace.payments.cancelling import cannot_deliver
from marketplace.payments.patience import outside_transactions
from marketplace.payments.telling import language_of, tell_of_moved
from sellers.access import Acting, OutsideScope
from sellers.changes import note_change
from sellers.helping.models import Scope

from .calling_off import LONGEST_REASON, ReasonMissing
from .checking_in import AlreadySettled, NotCheckedIn, WrongVisit, name_of
from .models import Visit
from .querysets import BOOKED


class HasBegun(NotCheckedIn):
    """The guest may be there already: from here on it is said who came."""


def tell_moved(*, experience: Experience, before: dict[str, str]) -> int:
    """How many guests of times to come were told where to meet now; those whose language reads as before are not.

    `before`: meeting_place and meeting_place_en as they stood. Call in the transaction of the change.
    """
    visits = Visit.objects.booked().filter(slot__experience=experience, slot__starts_at__gt=timezone.now())
    now = {name: getattr(experience, name) for name in before}
    moved = [
        visit.parcel
        for visit in visits.select_related("parcel__order__checkout", "parcel__seller").order_by("pk")
        if _read(before, visit) != _read(now, visit)
    ]
    for parcel in moved:
        tell_of_moved(parcel)
    return len(moved)


def _read(places: dict[str, str], visit: Visit) -> str:
    is_english = language_of(visit.parcel.order) == "en"
    return (is_english and places["meeting_place_en"]) or places["meeting_place"]


def cannot_welcome(*, visit: Visit, by: Acting, reason: str) -> Parcel:
    """One booking is cancelled, all its money goes back, and the guest reads why; the time and its other guests stay.

    Raises OutsideScope, ReasonMissing, WrongVisit, AlreadySettled, HasBegun, and WrongState when it is not booked any
    more. No transaction may be open: money goes back by the provider.
    """
    outside_transactions()
    if not by.may(Scope.ORDERS):
        raise OutsideScope
    visit = Visit.objects.with_slot().select_related("parcel__seller").get(pk=visit.pk)
    if visit.parcel.seller_id != by.seller.pk:
        raise WrongVisit(_("This code is not one of yours."))
    if visit.outcome:
        raise AlreadySettled(_("Said already: %(what)s.") % {"what": visit.get_outcome_display()})
    if timezone.now() >= visit.slot.starts_at:
        raise HasBegun(_("This visit has begun: say whether the guest came."))
    reason = clean(reason)[:LONGEST_REASON]
    if not reason:
        raise ReasonMissing(_("Say why: your guests read it."))
    parcel = cannot_deliver(parcel=visit.parcel, by=name_of(by), note=reason, from_states=BOOKED)
    note_change(by, "visit.not_welcome", f"{parcel.number} · {reason}")
    return parcel
