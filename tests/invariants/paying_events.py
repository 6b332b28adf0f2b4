"""What the desk does with money that leaves: payout batches, changed accounts, holds, and the tax of a month."""

from django.utils import timezone

from marketplace.payouts.approving import OwnBatch, approve_batch, reject_batch
from marketplace.payouts.bank_accounts import change_account
from marketplace.payouts.drafting import NothingToPay, draft_batch
from marketplace.payouts.exporting import export_batch
from marketplace.payouts.holding import hold, lift
from marketplace.payouts.models import PayoutHold, TransferBatch
from marketplace.payouts.reading_results import Result
from marketplace.payouts.rechecking import WrongState
from marketplace.payouts.recording import record_results
from marketplace.sales.tax_months.closing import close_month, open_months
from marketplace.sales.tax_months.models import TaxPeriod
from marketplace.sales.tax_months.months import is_over
from marketplace.sales.tax_months.paying import mark_declared, mark_paid


def plan_batch(life):
    try:
        batch = draft_batch(by=life.market.clerk).batch
    except NothingToPay:
        return None
    return f"{batch.number} {batch.total}"


def approve_a_batch(life):
    """Never by whoever made it (I27)."""
    batches = list(TransferBatch.objects.filter(state="draft").order_by("pk"))
    if not batches:
        return None
    batch = life.dice.pick(batches)
    try:
        approve_batch(batch=batch, by=life.market.clerk)
        raise AssertionError("I27: a batch was approved by its maker")
    except OwnBatch:
        pass
    if life.dice.one_in(8):
        reject_batch(batch=batch, by=life.market.boss)
        return f"{batch.number} rejected"
    approve_batch(batch=batch, by=life.market.boss)
    return batch.number


def export(life):
    batches = list(TransferBatch.objects.filter(state="approved").order_by("pk"))
    if not batches:
        return None
    batch = life.dice.pick(batches)
    try:
        export_batch(batch=batch, by=life.market.clerk)
        export_batch(batch=batch, by=life.market.clerk)
    except WrongState as error:
        return f"{batch.number}: {type(error).__name__}"
    return batch.number


def bank_answers(life):
    """Some transfers are paid, some come back; the same answer twice is once."""
    batches = list(TransferBatch.objects.filter(state__in=("exported", "done")).order_by("pk"))
    if not batches:
        return None
    batch = life.dice.pick(batches)
    rows = [_answer(life, line) for line in batch.lines.standing().order_by("seq")]
    rows = [row for row in rows if row]
    if not rows:
        return None
    before = _paid(batch)
    record_results(batch=batch, by=life.market.clerk, rows=rows)
    record_results(batch=batch, by=life.market.clerk, rows=rows)
    life.bank -= _paid(batch) - before
    return f"{batch.number} {[(row.reference, row.is_paid) for row in rows]}"


def _answer(life, line) -> Result | None:
    if life.dice.one_in(4):
        return None
    return Result(line.reference, not life.dice.one_in(3), "Sai số tài khoản", amount=line.amount)


def _paid(batch) -> int:
    return sum(line.amount for line in batch.lines.filter(state="paid"))


def pay_everybody(life):
    """A whole payday: planned, approved, sent, answered."""
    told = plan_batch(life)
    if told is None:
        return None
    return f"{told} {approve_a_batch(life)} {export(life)} {bank_answers(life)}"


def move_account(life):
    """Freezes what was planned (I27)."""
    maker, number = life.dice.pick(life.market.sellers), life.dice.number(1, 9)
    change_account(seller=maker, bin="970405", number=f"99{number}4567890", holder="Nguyễn Thị Mẫu")
    return f"{maker.pk} {number}"


def hold_or_lift(life):
    holds = list(PayoutHold.objects.standing().order_by("pk"))
    if holds:
        lift(hold=holds[0])
        return "lifted"
    maker = life.dice.pick(life.market.sellers)
    hold(seller=maker, reason="Đang xem lại")
    return f"held {maker.pk}"


def close_tax_month(life):
    """The oldest that is over; then declared, then paid."""
    step = TaxPeriod.objects.exclude(state__in=("paid", "amended", "open")).order_by("month").first()
    if step is None:
        months = [month for month in open_months() if is_over(month)]
        return close_month(month=months[0], by=None).month if months else None
    if step.state == "closed":
        mark_declared(period=step, reference="TK", by=None)
        return f"{step.month} declared"
    life.bank -= mark_paid(period=step, reference="UNC", by=None).due
    return f"{step.month} paid"


def wait_for_next_month(life):
    life.clock.turn(days=32 - timezone.localdate().day)
    return f"{timezone.localdate():%Y-%m}"


EVENTS = (
    *(pay_everybody,) * 3, *(plan_batch,) * 2, *(approve_a_batch,) * 2, *(export,) * 2, *(bank_answers,) * 2,
    move_account, hold_or_lift, *(close_tax_month,) * 2, wait_for_next_month,
)  # fmt: skip
