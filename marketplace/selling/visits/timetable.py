"""The times of a visit: many at once, places more or fewer."""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import ngettext

from catalogue.experiences.making import BadSlot, add_slot
from catalogue.experiences.models import Experience, Slot
from catalogue.listing import faceting
from sellers.access import Acting
from sellers.changes import note_change
from sellers.goods.owning import must_be_allowed

USUAL_PLACES = 10


class Plan(NamedTuple):
    """`new`: times that would be made; `there`: those that stand already and are left as they are."""

    new: list[datetime]
    there: list[datetime]


class Made(NamedTuple):
    slots: list[Slot]
    skipped: list[datetime]


def plan(experience: Experience, moments: list[datetime]) -> Plan:
    """One query."""
    standing = Slot.objects.filter(experience=experience, called_off_at=None, starts_at__in=moments)
    known = set(standing.values_list("starts_at", flat=True))
    return Plan([at for at in moments if at not in known], [at for at in moments if at in known])


def make_times(*, acting: Acting, experience: Experience, moments: list[datetime], places: int, price: int) -> Made:
    """All that can be made. What stands already, or begins too soon to be booked, is skipped and named.

    Raises BadSlot for what is wrong with every time alike, places or price; then none is made.
    """
    must_be_allowed(acting, experience.product)
    made, skipped = [], []
    with transaction.atomic():
        for at in moments:
            try:
                with transaction.atomic():
                    made.append(
                        add_slot(
                            experience=experience,
                            starts_at=at,
                            places=places,
                            price=price,
                            partner=acting.seller.partner,
                        )
                    )
            except BadSlot as error:
                if error.field != "starts_at":
                    raise
                skipped.append(at)
        if made:
            note_change(acting, "visit_times", _words(experience, len(made)))
            transaction.on_commit(faceting.forget)
    return Made(made, skipped)


def _words(experience: Experience, number: int) -> str:
    text = ngettext("%(title)s: %(n)d time added", "%(title)s: %(n)d times added", number)
    return text % {"title": experience.product.title, "n": number}


def usual_places(experience: Experience) -> int:
    """As many as the latest time has."""
    latest = experience.slots.order_by("-starts_at").select_related("product").first()
    record = latest and latest.product.stockrecords.first()
    return (record and record.num_in_stock) or USUAL_PLACES
