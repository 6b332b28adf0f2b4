"""Where parcels are fetched, and on which days of the week."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.folding import clean
from sellers.access import Acting
from sellers.changes import note_change
from sellers.helping.models import Scope
from sellers.models import Seller

EVERY_DAY = 0b1111111


class BadPickup(ValueError):
    """`errors`: what is missing, by field: place, days."""

    def __init__(self, errors: dict[str, str]):
        super().__init__(errors)
        self.errors = errors


def tell_pickup(*, acting: Acting, place: str, days: int) -> Seller:
    """`place`: how to find it, in the seller's words. `days`: bit mask, Monday is 1. Raises PermissionDenied, BadPickup."""
    if not acting.may(Scope.PAPERS):
        raise PermissionDenied(Scope.PAPERS)
    place, errors = clean(place)[:200], {}
    if not place:
        errors["place"] = _("Say how to find the place.")
    if not 0 < days <= EVERY_DAY:
        errors["days"] = _("Choose at least one day.")
    if errors:
        raise BadPickup(errors)
    with transaction.atomic():
        seller = Seller.objects.select_for_update().get(pk=acting.seller.pk)
        seller.has_pickup, seller.pickup_days, seller.pickup_note = True, days, place
        seller.save(update_fields=["has_pickup", "pickup_days", "pickup_note"])
        note_change(acting, "pickup_told", _("Place and days of pick-up: %(place)s") % {"place": place})
    return seller
