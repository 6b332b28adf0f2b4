"""What becomes of the money when a whole parcel does not reach its buyer."""

from django.utils.translation import gettext as _

from marketplace.fulfilment.models import Parcel

from ..applying import apply
from ..attending import call_for_attention
from ..locking import Locked
from ..models import Attention, Refund
from ..providers import ProviderState
from .deciding import approve_by_shop
from .drafting import MoreThanReceived, NothingToRefund, draft_refund
from .portions import refunded_fee, units_left


def void_cash(held: Locked) -> bool:
    """Nothing is to be paid at the door any more. False when nothing was promised."""
    if held.cash is None:
        return False
    apply(held.cash, ProviderState("cancelled", held.cash.amount, held.cash.currency))
    return True


def paid_in_advance(held: Locked) -> bool:
    return any(payment.received for payment in held.payments if payment.parcel_id is None)


def give_back_rest(parcel: Parcel, *, reason: str, by: str, key: str) -> Refund | None:
    """An approved refund of all that is left of a prepaid parcel, with its fee. None when all goes back already.

    Drafts of single units are part of it now: left to be rejected later, they would keep the buyer's money here.
    Call under the lock of the parcel.
    """
    Refund.objects.filter(parcel=parcel, state=Refund.State.DRAFT).update(
        state=Refund.State.REJECTED, note=_("The whole parcel is refunded.")
    )
    draft = draft_rest(parcel, reason=reason, by=by, key=key, with_fee=True)
    return approve_by_shop(refund=draft) if draft else None


def draft_rest(parcel: Parcel, *, reason: str, by: str, key: str, with_fee: bool, note: str = "") -> Refund | None:
    """The same as a draft for staff. Money that is not there is a person's business, not a reason to stop a parcel."""
    fee = with_fee and not refunded_fee(parcel, with_drafts=True)
    wish = {"units": units_left(parcel), "with_fee": fee, "reason": reason, "by": by, "note": note, "key": key}
    try:
        return draft_refund(parcel=parcel, **wish)
    except NothingToRefund:
        return None
    except MoreThanReceived as error:
        call_for_attention(
            reason=Attention.Reason.REFUND_FAILED, about=parcel.number, order=parcel.order, text=str(error)
        )
        return None
