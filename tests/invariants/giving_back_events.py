"""Money and goods that go back: refunds drafted, decided, sent, failed; returns asked for and settled."""

import itertools

from marketplace.fulfilment.models import Parcel
from marketplace.payments.models import Refund, ReturnRequest
from marketplace.payments.providers import ProviderUnavailable
from marketplace.payments.refunding.accounts import NotChangeable, give_account
from marketplace.payments.refunding.deciding import approve, reject
from marketplace.payments.refunding.drafting import NotRefundable, draft_refund
from marketplace.payments.refunding.portions import units_left
from marketplace.payments.refunding.sending import send, send_due
from marketplace.payments.refunding.settling import settle_refund
from marketplace.payments.returning import (
    NotReturnable,
    WrongStep,
    approve_return,
    ask_for_return,
    note_received,
    note_sent_back,
    reject_return,
    settle_return,
)

from . import gateway

_numbers = itertools.count(1)


def draft(life):
    """k units of a parcel, with or without delivery."""
    parcels = life.parcels(*(state for state in Parcel.State.values if state not in ("awaiting_payment", "expired")))
    if not parcels:
        return None
    parcel = life.dice.pick(parcels)
    life.touched = {parcel.pk}
    units = {pk: life.dice.number(0, most) for pk, most in units_left(parcel).items()}
    with_fee = life.dice.one_in(3)
    try:
        draft_refund(parcel=parcel, units=units, with_fee=with_fee, reason="complaint", by="x")
    except NotRefundable as error:
        return f"{parcel.number} {units} {with_fee}: {type(error).__name__}"
    return f"{parcel.number} {units} {with_fee}"


def refund_one(life):
    """One unit, decided on the spot: before the parcel arrives, after, and after its money went free."""
    parcels = [p for p in life.parcels("new", "handed_over", "delivered", "completed") if units_left(p)]
    if not parcels:
        return None
    parcel = life.dice.pick(parcels)
    life.touched = {parcel.pk}
    line = life.dice.pick(sorted(units_left(parcel)))
    key = f"one-{next(_numbers)}"
    try:
        wish = draft_refund(parcel=parcel, units={line: 1}, with_fee=False, reason="complaint", by="x", key=key)
        approve(refund=wish, by=life.market.boss)
    except NotRefundable as error:
        return f"{parcel.number}: {type(error).__name__}"
    return f"{parcel.number} {wish.amount}"


def decide(life):
    drafts = list(Refund.objects.filter(state="draft").order_by("pk"))
    if not drafts:
        return None
    refund, how = life.dice.pick(drafts), life.dice.pick([approve, approve, approve, reject])
    life.touched = {refund.parcel_id}
    try:
        how(refund=refund, by=life.market.boss)
        how(refund=refund, by=life.market.boss)  # twice is once (R17)
    except NotRefundable as error:
        return f"{refund.pk} {type(error).__name__}"
    return f"{refund.pk} {how.__name__}"


def send_refunds(life):
    life.book.refund_answer = life.dice.pick(["succeeded", "sent", "failed"])
    life.book.silent = life.dice.number(0, 1)
    asked = send_due()
    life.book.silent = 0
    return f"{asked} {life.book.refund_answer}"


def hear_of_refund(life):
    """It arrived, failed, or failed after it had arrived; told in any order (R18)."""
    refunds = [refund for refund in Refund.objects.order_by("pk") if str(refund.uuid) in life.book.refunds]
    if not refunds:
        return None
    refund = life.dice.pick(refunds)
    known = life.book.refunds[str(refund.uuid)]
    status = life.dice.pick(["succeeded", "failed"]) if known.status in ("sent", "succeeded") else known.status
    life.touched = {refund.parcel_id}
    state = gateway.end_refund(str(refund.uuid), status)
    for _time in range(life.dice.number(1, 2)):
        settle_refund(refund=refund, state=state)
    return f"{refund.pk} {status}"


def send_once_more(life):
    """The button pressed twice, or the provider away (R17)."""
    refunds = list(Refund.objects.filter(channel="provider").order_by("pk"))
    if not refunds:
        return None
    try:
        send(life.dice.pick(refunds))
    except ProviderUnavailable:
        return "silent"
    return "asked"


def name_account(life):
    refunds = list(Refund.objects.filter(channel="transfer", state__in=("approved", "manual")).order_by("pk"))
    if not refunds:
        return None
    refund = life.dice.pick(refunds)
    life.touched = {refund.parcel_id}
    try:
        give_account(refund=refund, bin="970436", number=f"98765{life.dice.number(0, 9)}43210", holder="Trần Văn Mẫu")
    except NotChangeable:
        return f"{refund.pk}: refused"
    return str(refund.pk)


def ask_back(life):
    parcels = life.parcels("delivered", "completed", "in_transit")
    if not parcels:
        return None
    parcel = life.dice.pick(parcels)
    life.touched = {parcel.pk}
    units = {pk: life.dice.number(0, most) for pk, most in units_left(parcel).items()}
    try:
        ask_for_return(parcel=parcel, units=units, reason=life.dice.pick(["broken", "changed_mind"]))
    except NotReturnable:
        return f"{parcel.number}: refused"
    return f"{parcel.number} {units}"


def answer_return(life):
    requests = list(ReturnRequest.objects.filter(state__in=ReturnRequest.OPEN).select_related("parcel").order_by("pk"))
    if not requests:
        return None
    request, boss = life.dice.pick(requests), life.market.boss
    how = life.dice.pick(["approve", "sent", "received", "received", "settle", "settle", "settle", "reject"])
    life.touched = {request.parcel_id}
    try:
        if how == "settle":
            _settle(life, request, boss)
        elif how == "reject":
            reject_return(request=request, by=boss, answer="Không đúng")
        else:
            {"approve": lambda request: approve_return(request=request, by=boss), "sent": note_sent_back,
             "received": note_received}[how](request=request)  # fmt: skip
    except (WrongStep, NotRefundable) as error:
        return f"{request.pk} {how}: {type(error).__name__}"
    return f"{request.pk} {how}"


def _settle(life, request, boss) -> None:
    options = {"with_fee": life.dice.one_in(4), "to_shelf": life.dice.one_in(2), "without_goods": life.dice.one_in(4)}
    settle_return(request=request, by=boss, **options)
    spoils = request.parcel.temperature in ("chilled", "frozen", "live")
    if options["to_shelf"] and not options["without_goods"] and not spoils:
        life.put_on_shelf(request.parcel, {line.parcel_line_id: line.quantity for line in request.lines.all()})


EVENTS = (
    *(draft,) * 2, *(refund_one,) * 4, *(decide,) * 3, send_refunds, hear_of_refund, send_once_more, name_account,
    *(ask_back,) * 2, *(answer_return,) * 3,
)  # fmt: skip
