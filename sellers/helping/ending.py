"""Help ends: the seller says so, the helper says so, or its day is over."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sellers.access import Acting, OutsideScope
from sellers.changes import note_change
from sellers.models import SellerChange

from .models import Helper
from .telling import tell_of_end

BATCH = 200


@transaction.atomic
def end(*, helper: Helper, by) -> Helper:
    """By one of the seller's own people or by the helper. Ending twice changes nothing. Raises OutsideScope."""
    helper = _locked(helper.pk)
    is_own = helper.seller.partner.users.filter(pk=by.pk).exists()
    if not is_own and helper.person_id != by.pk:
        raise OutsideScope
    if helper.ended_at:
        return helper
    helper.ended_at, helper.ended_by = timezone.now(), by
    helper.save(update_fields=["ended_at", "ended_by"])
    if helper.agreed_at:
        acting = Acting(by, helper.seller, None if is_own else helper)
        note_change(acting, "helper.ended", _("%(name)s no longer helps") % {"name": str(helper.person)})
        tell_of_end(helper)
    return helper


def end_due() -> int:
    """Close what is past its day and tell both. How many. Access ended with the day already."""
    past = Helper.objects.filter(ended_at=None, until__lt=timezone.localdate()).order_by("pk")
    return sum(_end_by_clock(pk) for pk in list(past.values_list("pk", flat=True)[:BATCH]))


@transaction.atomic
def _end_by_clock(pk: int) -> bool:
    helper = _locked(pk)
    if helper.ended_at or helper.until >= timezone.localdate():
        return False
    helper.ended_at = timezone.now()
    helper.save(update_fields=["ended_at"])
    if helper.agreed_at:
        words = _("%(name)s no longer helps: the agreed day is over") % {"name": str(helper.person)}
        SellerChange.objects.create(seller=helper.seller, action="helper.ended", words=words[:300])
        tell_of_end(helper)
    return True


def _locked(pk: int) -> Helper:
    rows = Helper.objects.select_for_update(of=("self",)).select_related("person", "seller__partner", "ended_by")
    return rows.get(pk=pk)
