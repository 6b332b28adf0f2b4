"""The producer sends less than was ordered: the rest goes as ordered, what is missing is given up at once.

What is missing becomes a parcel of its own that is cancelled (dividing.py), so that nothing about what is sent needs a
rule of its own: goods go back on the shelf, money paid in advance goes back to the dong, cash is promised for the rest
only, and the sale that is recognised later is that of what was sent. The delivery fee stays as it was agreed, never more.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from marketplace.fulfilment import cancelling as fulfilment
from marketplace.fulfilment.missing_parts import is_missing_part, was_lessened
from marketplace.fulfilment.models import Parcel, Temperature
from marketplace.fulfilment.moving import WrongState, move
from marketplace.fulfilment.order_status import follow

from .dividing import divide
from .locking import Locked, lock_stock, locked_parcel
from .models import Refund
from .patience import outside_transactions
from .refunding.sending import send_soon
from .refunding.whole_parcels import give_back_rest, paid_in_advance, void_cash
from .telling import tell_of_less

S = Parcel.State
LESSENABLE = frozenset({S.NEW, S.ACCEPTED})


class NotLessenable(Exception):
    """Nothing was changed; the text says why."""


class NothingLeft(NotLessenable):
    """All of it is missing: that is a parcel that cannot be delivered."""


class WrongNumber(NotLessenable):
    """None is missing, or more than was ordered."""


@dataclass(frozen=True)
class Lessened:
    """`sent` is the parcel as it goes now, `missing` the cancelled one; `refund` None when nothing was paid in advance."""

    sent: Parcel
    missing: Parcel
    refund: Refund | None


def lessen(
    *, parcel: Parcel, missing: dict[int, int], by: str, note: str = "", from_states: frozenset = LESSENABLE
) -> Lessened:
    """Accept a parcel without some of its goods, once. The buyer is told, and may cancel until it is handed over.

    `missing`: parcel line id -> units. Raises WrongState, NothingLeft, WrongNumber, NotLessenable.
    No transaction may be open: money goes back by the provider.
    """
    outside_transactions()
    missing = {pk: units for pk, units in missing.items() if units}
    with locked_parcel(parcel) as held:
        is_visit = held.parcel.temperature == Temperature.SERVICE
        if held.parcel.state not in from_states or is_visit or is_missing_part(held.parcel):
            raise WrongState(held.parcel, S.ACCEPTED)
        _check(held.parcel, missing)
        lessened = _lessened(held, missing, by, note)
    if lessened.refund:
        send_soon(lessened.refund)
    return lessened


def _check(parcel: Parcel, missing: dict[int, int]) -> None:
    there = dict(parcel.lines.values_list("pk", "quantity"))
    if not missing or any(units < 0 or units > there.get(pk, 0) for pk, units in missing.items()):
        raise WrongNumber(_("Say how many you can send."))
    if missing == there:
        raise NothingLeft(_("Then nothing is left to send."))
    if was_lessened(parcel):
        raise NotLessenable(_("You said already that you send less. Call us to change it once more."))
    if Refund.objects.filter(parcel=parcel).counted().exists():
        raise NotLessenable(_("A part of this order is being paid back already. Call us, please."))


def _lessened(held: Locked, missing: dict[int, int], by: str, note: str) -> Lessened:
    lock_stock([held.parcel])
    _drop_drafts(held.parcel)
    apart = fulfilment.cancel_parcel(parcel=divide(held, missing), by=by, note=note)
    apart.order = held.order
    refund = _undo_payment(Locked(held.order, held.payments, apart), by)
    sent = held.parcel
    if sent.state == S.NEW:
        sent = move(parcel=sent, to=S.ACCEPTED, by=by, note=note)
    sent.order = held.order
    follow(held.order)
    tell_of_less(sent, apart, refund)
    return Lessened(sent, apart, refund)


def _drop_drafts(parcel: Parcel) -> None:
    """They were worked out for goods that are divided now; staff draft them anew for what is sent."""
    drafts = Refund.objects.filter(parcel=parcel, state=Refund.State.DRAFT)
    drafts.update(state=Refund.State.REJECTED, note=_("The producer sends less: to be drafted anew."))


def _undo_payment(of_missing: Locked, by: str) -> Refund | None:
    """Nothing is to be paid for it at the door any more; what was paid in advance goes back."""
    if void_cash(of_missing) or not paid_in_advance(of_missing):
        return None
    return give_back_rest(of_missing.parcel, reason=Refund.Reason.NOT_DELIVERED, by=by, key="cancel")
