"""Books a carrier's statement: cash becomes money in the bank, fees become costs, sellers' parts go free."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace.fulfilment.models import Parcel
from marketplace.ledger import accounts
from marketplace.ledger.models import PostingKind
from marketplace.ledger.posting import NothingToPost, post
from marketplace.sales.releasing import release

from ..applying import hand_on
from ..attending import call_for_attention
from ..models import Attention, BankReceipt, CarrierStatement, CarrierStatementLine, Payment
from ..patience import be_patient
from .checking import RIGHT, Sums, check

PERMISSION = "payments.post_carrier_statement"


class NotPostable(Exception):
    """Nothing was booked; the text says why."""


class DoesNotBalance(NotPostable):
    """Cash less fees is not what was handed on, or not what the bank received."""


class LinesDiffer(NotPostable):
    """Lines that are not right; `lines` names them. Mend the parcels, or book and let staff look into them."""

    def __init__(self, lines):
        self.lines = lines
        super().__init__(_("%(count)d lines are not right.") % {"count": len(lines)})


class ReceiptUsed(NotPostable):
    """That incoming transfer belongs to something else."""


def post_statement(
    *,
    statement: CarrierStatement,
    by,
    received: int | None = None,
    receipt: BankReceipt | None = None,
    accept_differences: bool = False,
) -> CarrierStatement:
    """Booked once. The money is named by its incoming transfer, or as dong read off the bank's statement (`received`).

    With `accept_differences` the cash of lines that are not right is held as nobody's, and staff are called for each.
    Raises PermissionDenied, DoesNotBalance, LinesDiffer, ReceiptUsed.
    """
    if not (by and by.has_perm(PERMISSION)):
        raise PermissionDenied(PERMISSION)
    with transaction.atomic():
        be_patient()
        _lock_orders(statement)
        current = CarrierStatement.objects.select_for_update().get(pk=statement.pk)
        if current.state == CarrierStatement.State.POSTED:
            return current
        sums = check(current)
        wrong = list(current.lines.exclude(result__in=RIGHT).order_by("row"))
        _require_balance(sums, receipt.amount if receipt else received)
        if wrong and not accept_differences:
            raise LinesDiffer(wrong)
        _book(current, sums, _taken(receipt, current), by)
        _settle_parcels(current)
        for line in wrong:
            _call(line)
        current.state, current.posted_at, current.posted_by = CarrierStatement.State.POSTED, timezone.now(), by
        current.save(update_fields=["state", "posted_at", "posted_by"])
        return current


def _lock_orders(statement: CarrierStatement) -> None:
    """Orders, payments, parcels, each in key order, as everywhere."""
    check(statement)
    parcels = Parcel.objects.filter(statement_lines__statement=statement).order_by()
    orders = get_model("order", "Order").objects.filter(pk__in=parcels.values("order_id"))
    keys = list(orders.select_for_update().order_by("pk").values_list("pk", flat=True))
    list(Payment.objects.select_for_update().filter(order__in=keys).order_by("pk").values_list("pk", flat=True))
    held = Parcel.objects.select_for_update().filter(pk__in=list(parcels.values_list("pk", flat=True)))
    list(held.order_by("pk").values_list("pk", flat=True))


def _require_balance(sums: Sums, received: int | None) -> None:
    if not sums.balances:
        raise DoesNotBalance(_("Cash less fees is not the sum that the carrier hands on."))
    if received is None or received != sums.net:
        raise DoesNotBalance(
            _("The bank received %(received)s, the statement says %(net)s.") % {"received": received, "net": sums.net}
        )


def _taken(receipt: BankReceipt | None, statement: CarrierStatement):
    """The account the money lies in: one already noted as nobody's is given its name now."""
    if receipt is None:
        return accounts.bank_collection()
    found = BankReceipt.objects.filter(pk=receipt.pk, state=BankReceipt.State.UNMATCHED)
    if not found.update(state=BankReceipt.State.MATCHED, note=str(statement)[:300]):
        raise ReceiptUsed(_("This transfer belongs to something else already."))
    return accounts.unallocated()


def _book(statement: CarrierStatement, sums: Sums, money, by) -> None:
    legs = [
        (money, sums.net),
        (accounts.carrier_cost(), sums.fees - sums.adjustment),
        (accounts.clearing_cod(statement.carrier), -sums.cash_of_ours),
        (accounts.unallocated(), sums.cash_of_ours - sums.cod),
    ]
    key = f"cod-statement:{statement.carrier}:{statement.number}"
    try:
        post(key=key, kind=PostingKind.COD_REMITTANCE, legs=legs, by=str(by)[:150], memo=str(statement))
    except NothingToPost:
        return


def _settle_parcels(statement: CarrierStatement) -> None:
    """Purses are locked by release, in the order of sellers."""
    lines = statement.lines.filter(result__in=RIGHT, cod_amount__gt=0).select_related("parcel")
    for line in lines.order_by("parcel__seller_id", "parcel_id"):
        hand_on(line.parcel.payments.get(state=Payment.State.COLLECTED))
        release(parcel=line.parcel)


def _call(line: CarrierStatementLine) -> None:
    call_for_attention(
        reason=Attention.Reason.COD_MISMATCH,
        about=f"{line.statement}:{line.tracking_no}",
        order=line.parcel.order if line.parcel else None,
        text=f"{line.get_result_display()}: {line.cod_amount} ₫",
    )
