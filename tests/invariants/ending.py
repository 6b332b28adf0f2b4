"""Drives everything to its end: no faults any more, everybody does what is left to do."""

from marketplace.payments.expiring import expire_due
from marketplace.payments.models import BankReceipt, CarrierStatementLine, Refund, ReturnRequest
from marketplace.payments.parcel_life.completing import complete_due
from marketplace.payments.parcel_life.handing_over import hand_over
from marketplace.payments.parcel_life.recognition import recognise_due
from marketplace.payments.receipts.returning import confirm_returned, return_receipt
from marketplace.payments.refunding.accounts import give_account
from marketplace.payments.refunding.deciding import approve, reject
from marketplace.payments.refunding.drafting import NotRefundable, draft_refund
from marketplace.payments.refunding.portions import refunded_fee, units_left
from marketplace.payments.refunding.sending import send_due
from marketplace.payments.refunding.settling import settle_refund
from marketplace.payments.remitting.mending import settle_line
from marketplace.payments.remitting.posting import NotPostable
from marketplace.payments.remitting.reading import CodLine
from marketplace.payments.returning import reject_return
from marketplace.payments.syncing import sync_and_apply
from marketplace.payouts.holding import lift
from marketplace.payouts.models import PayoutHold, TransferBatch
from marketplace.payouts.reading_results import Result
from marketplace.payouts.recording import record_results
from marketplace.payouts.statement import statement_of_month
from sellers.models import Seller

from . import gateway, paying_events
from .sending_events import STEP_BY_STATE, book_statement

ROUNDS = 12
MONTHS = ("2026-11", "2026-12", "2027-01", "2027-02")


def everybody_pays_or_not(life):
    """Whatever the provider knows is heard, and what was never paid expires."""
    life.book.silent, life.book.refund_answer = 0, "succeeded"
    for payment in life.payments(provider="card"):
        sync_and_apply(payment.pk)
    life.clock.turn(hours=49)
    for payment in life.payments(provider="card"):
        sync_and_apply(payment.pk)
    return str(expire_due())


def desk_decides(life):
    boss = life.market.boss
    for maker in life.market.sellers:
        Seller.objects.filter(pk=maker.pk, kind="").update(kind=maker.kind)
    recognise_due()
    for request in ReturnRequest.objects.filter(state__in=ReturnRequest.OPEN):
        reject_return(request=request, by=boss, answer="Không đúng")
    for refund in Refund.objects.filter(state="draft").order_by("pk"):
        try:
            approve(refund=refund, by=boss)
        except NotRefundable:
            reject(refund=refund, by=boss)
    for parcel in life.parcels("returned"):
        _give_all_back(parcel, boss)
    for receipt in BankReceipt.objects.filter(state__in=("unmatched", "returning")):
        if receipt.state == "unmatched":
            return_receipt(receipt=receipt, by=life.market.clerk, reason="Không rõ", number="123456789")
        confirm_returned(receipt=receipt, by=boss, reference="FT9") if receipt.returned_by_id != boss.pk else None
        life.bank -= receipt.amount
    for held in PayoutHold.objects.standing():
        lift(hold=held)
    return "done"


def _give_all_back(parcel, boss) -> None:
    """Of a prepaid parcel that nobody took the delivery fee stays with the buyer's money until staff give it back."""
    wish = {"units": units_left(parcel), "with_fee": not refunded_fee(parcel), "reason": "returned", "by": "x"}
    try:
        approve(refund=draft_refund(parcel=parcel, **wish), by=boss)
    except NotRefundable:
        return  # cash, or all of it went back


def parcels_arrive(life):
    for _step in range(6):
        for parcel in life.parcels(*STEP_BY_STATE):
            if parcel.state == "packed":
                hand_over(parcel=parcel, carrier="ghn", tracking_no=f"T{parcel.pk}", by="seller")
            else:
                STEP_BY_STATE[parcel.state](parcel=parcel, by="x")
    life.clock.turn(days=9)
    return str(complete_due())


def cash_arrives(life):
    told = []
    for line in CarrierStatementLine.objects.filter(statement__state="posted").exclude(result="matched"):
        try:
            settle_line(line=line, by=life.market.boss, bear_difference=True)
        except NotPostable:
            continue
    for carrier in ("ghn", "vtp"):
        due = [p.parcel for p in life.payments(state="collected") if p.parcel.carrier == carrier]
        rows = [
            CodLine(row=n, tracking_no=parcel.tracking_no, cod_amount=parcel.buyer_pays, net_amount=parcel.buyer_pays)
            for n, parcel in enumerate(due, 1)
        ]
        if rows:
            told.append(book_statement(life, carrier, rows, accept=False))
    return str(told)


def refunds_arrive(life):
    """Those that the provider still has arrive; the rest goes by transfer."""
    life.clock.turn(minutes=20)
    send_due()
    for refund in Refund.objects.filter(state="sent", channel="provider"):
        settle_refund(refund=refund, state=gateway.end_refund(str(refund.uuid), "succeeded"))
    for refund in Refund.objects.waiting_for_account():
        give_account(refund=refund, bin="970436", number="9876543210", holder="Trần Văn Mẫu")
    return "done"


def batches_leave(life):
    """What is planned is paid, until nothing is left to plan."""
    told = []
    life.clock.turn(days=4)
    for _round in range(ROUNDS):
        if TransferBatch.objects.filter(state="draft").exists():
            paying_events.approve_a_batch(life)
        elif TransferBatch.objects.filter(state="approved").exists():
            paying_events.export(life)
        elif TransferBatch.objects.filter(state="exported").exists():
            batch = TransferBatch.objects.filter(state="exported").first()
            _all_paid(life, batch)
        elif paying_events.plan_batch(life) is None:
            break
        told.append(_round)
    return str(len(told))


def _all_paid(life, batch) -> None:
    lines = list(batch.lines.waiting())
    record_results(batch=batch, by=life.market.clerk, rows=[Result(line.reference, True) for line in lines])
    life.bank -= sum(line.amount for line in batch.lines.filter(pk__in=[line.pk for line in lines], state="paid"))


ENDING = (
    everybody_pays_or_not, desk_decides, parcels_arrive, desk_decides, cash_arrives, refunds_arrive, batches_leave,
    batches_leave,
)  # fmt: skip


def check_the_end(life):
    """payments.md 2.5: at the end no order holds money, and nobody waits for any."""
    now = life.now
    for order_id, order in now.orders.items():
        about = f"{order.number} {order.status} {[parcel.state for parcel in now.parcels_of(order_id)]}"
        assert order.status in ("completed", "cancelled", "expired"), about
        assert now.held(f"buyer_funds:{order_id}") == 0, about
        assert now.held(f"refund_due:{order_id}") == 0, about
    assert not any(code.startswith("clearing:cod") and amount for code, amount in now.balances.items())
    money = sum(session.money for session in life.book.sessions.values())
    fees = now.held("gateway_fee")
    foreign = [session for session in life.book.sessions.values() if session.oddity == "currency"]
    assert not any(session.money for session in foreign)
    lies = now.held("clearing:stripe")
    assert lies == money - fees - life.book.given_back, (lies, money, fees, life.book.given_back)
    with_sales = {sale.seller_id for sale in now.sales}
    for maker in life.market.sellers:
        for month in MONTHS if maker.pk in with_sales else ():
            statement_of_month(maker, month)  # I7: raises NotTied
