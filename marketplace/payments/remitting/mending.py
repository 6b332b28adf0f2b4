"""A line that was not right when its statement was booked: its cash is held as nobody's until a person settles it."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from marketplace.ledger import accounts
from marketplace.ledger.models import PostingKind
from marketplace.ledger.posting import post
from marketplace.sales.releasing import release

from ..applying import hand_on
from ..attending import close_by_shop
from ..locking import locked_parcel
from ..models import Attention, CarrierStatement, CarrierStatementLine, Payment
from .posting import PERMISSION, NotPostable

R = CarrierStatementLine.Result


def settle_line(*, line: CarrierStatementLine, by, bear_difference: bool = False) -> CarrierStatementLine:
    """Give held cash to its parcel, which is delivered by now; settled twice, it happens once.

    Another amount than was collected needs `bear_difference`: the shop bears, or keeps, what differs.
    Raises PermissionDenied, NotPostable.
    """
    if not (by and by.has_perm(PERMISSION)):
        raise PermissionDenied(PERMISSION)
    is_booked = CarrierStatement.objects.filter(pk=line.statement_id, state=CarrierStatement.State.POSTED).exists()
    if line.parcel is None or not is_booked:
        raise NotPostable(_("This line names no parcel of ours, or its statement is not booked."))
    with locked_parcel(line.parcel) as held:
        current = CarrierStatementLine.objects.select_for_update().get(pk=line.pk)
        if current.result == R.MATCHED:
            return current
        payment = held.cash
        if payment is None or payment.state != Payment.State.COLLECTED:
            raise NotPostable(_("No cash of this parcel is missing: mark it delivered first."))
        if current.cod_amount != payment.received and not bear_difference:
            raise NotPostable(_("The carrier hands on another amount than was collected."))
        _give(current, held.parcel, payment, by)
        return current


def _give(line: CarrierStatementLine, parcel, payment: Payment, by) -> None:
    post(
        key=f"cod-line:{line.pk}",
        kind=PostingKind.COD_REMITTANCE,
        legs=[
            (accounts.unallocated(), line.cod_amount),
            (accounts.loss_other(), payment.received - line.cod_amount),
            (accounts.clearing_cod(parcel.carrier), -payment.received),
        ],
        by=str(by)[:150],
        memo=f"{line.statement} {line.tracking_no}",
    )
    hand_on(payment)
    release(parcel=parcel)
    line.result = R.MATCHED
    line.save(update_fields=["result"])
    about = f"{line.statement}:{line.tracking_no}"
    close_by_shop(reason=Attention.Reason.COD_MISMATCH, about=about, note=str(by))
