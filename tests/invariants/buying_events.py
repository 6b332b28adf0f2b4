"""What buyers do, and their banks: order, pay by card or transfer, too early, too late, too much, twice, never."""

from dataclasses import replace

from oscar.core.loading import get_model

from marketplace.checkout.placing import NotPlaced, token_of
from marketplace.fulfilment.models import Parcel
from marketplace.fulfilment.moving import WrongState
from marketplace.payments.applying import apply
from marketplace.payments.cancelling import PaidMeanwhile, cancel_by_buyer
from marketplace.payments.expiring import expire_due
from marketplace.payments.models import BankReceipt, Payment
from marketplace.payments.providers import ProviderUnavailable
from marketplace.payments.receipts.allocating import CashOrder, NotWaiting, TooMuch, allocate_by_hand
from marketplace.payments.receipts.entering import AlreadyKnown, confirm_entry, enter_by_hand
from marketplace.payments.receipts.matching import take
from marketplace.payments.receipts.permitting import SamePerson
from marketplace.payments.receipts.returning import confirm_returned, keep_after_all, return_receipt, set_aside
from marketplace.payments.starting import NotPayable, attempt_by, begin
from marketplace.payments.syncing import ask_pending, sync_and_apply
from tests.checkout.buying import basket_of, buyer, fresh, order_basket, total_of
from tests.payments.transfers.banking import memo, transfer

from . import gateway

MOST_ORDERS = 4


def place(life):
    """1 to 3 sellers, one or two goods of each; the same token again is the same order (I17)."""
    dice = life.dice
    if len(life.tokens) >= MOST_ORDERS:
        return None
    sellers = {life.market.sellers[dice.number(0, 3)].pk for _n in range(dice.number(1, 3))}
    goods = [dice.pick(life.market.products[pk]) for pk in sorted(sellers)]
    wanted = [(good, dice.number(1, 3)) for good in goods]
    basket = basket_of(*wanted)
    if card := life.market.vouchers[dice.pick(["", "shop", "percent", "seller"])]:
        basket.vouchers.add(card)
    way, who = dice.pick(["card", "vietqr", "cod"]), buyer(phone=f"+8491234{len(life.tokens):04d}")
    total = total_of(fresh(basket), who.address.commune)
    try:
        order = order_basket(fresh(basket), by=who, payment=way, shown_total=total)
    except NotPlaced as error:
        return f"refused: {type(error).__name__}"
    again = order_basket(fresh(basket), by=who, payment="card", shown_total=total, token=token_of(basket))
    assert again.pk == order.pk, "I17"
    life.tokens.append(order.pk)
    return f"{order.number} {way} {total}"


def go_to_pay(life):
    """The open attempt, or another way; sometimes the provider is silent."""
    orders = life.orders(status="pending_payment")
    if not orders:
        return None
    order, code = life.dice.pick(orders), life.dice.pick(["card", "vietqr"])
    life.book.silent = life.dice.number(0, 1) * life.dice.number(0, 1)
    try:
        begin(attempt_by(order, code=code))
    except (NotPayable, ProviderUnavailable) as error:
        return f"{code}: {type(error).__name__}"
    finally:
        life.book.silent = 0
    return f"{order.number} {code}"


def pay_card(life):
    """At the provider's page; rarely what it then has is not what we asked for (I16), or the session was closed before."""
    sessions = [
        session for session in life.book.sessions.values() if not session.money and session.status != "captured"
    ]
    if not sessions:
        return None
    session = life.dice.pick(sessions)
    if session.status == "open" and life.dice.one_in(6):
        session.status = "authorised"
        return f"{session.ref} authorised"
    oddity = life.dice.pick(["amount", "currency", "metadata"]) if life.dice.one_in(10) else ""
    gateway.pay(session, oddity=oddity, fee=life.dice.pick([None, 2_000]))
    return f"{session.ref} {oddity}"


def hear(life):
    """By message, by return, by the clock: once, twice, thrice (I13, I14)."""
    payments = life.payments(provider="card")
    if not payments:
        return None
    payment = life.dice.pick(payments)
    life.book.silent = 1 if life.dice.one_in(8) else 0
    for _time in range(life.dice.number(1, 3)):
        try:
            sync_and_apply(payment.pk)
        except ProviderUnavailable:
            life.book.silent = 0
    return str(payment.pk)


def hear_late(life):
    """What the provider said before is only now applied: another process was slow. A failure too, after success (I12)."""
    said = [(session, state) for session in life.book.sessions.values() for state in session.said]
    if not said:
        return None
    session, state = life.dice.pick(said)
    if session.status == "captured" and not session.oddity:
        state = replace(state, status=life.dice.pick(["failed", "cancelled", "expired", "pending"]), charge_ref="")
    if session.is_open and state.status in ("cancelled", "expired"):
        return None
    apply(Payment.objects.get(pk=session.payment_id), state)
    return f"{session.ref} {state.status}"


def poll(life):
    return str(ask_pending())


def come_by_transfer(life):
    """A transfer for an order: the sum, a part, more, again; with its code, with two, with none (payments.md 4.6)."""
    orders = life.orders()
    if not orders:
        return None
    dice = life.dice
    order = dice.pick(orders if dice.one_in(3) else life.orders(status="pending_payment") or orders)
    named = {"code": memo(order), "none": "CHUYEN TIEN", "two": memo(order, orders[0])}
    way = dice.pick(["code", "code", "code", "none", "two"])
    total = order.bill.total + (orders[0].bill.total if way == "two" and orders[0] != order else 0)
    missing = total - sum(p.received for p in order.payments.filter(parcel=None))
    amount = max(1, dice.pick([total, missing, total // 2, total + 5_000]))
    told = transfer(named[way], amount, at=life.clock.now)
    life.transfers.append(told)
    life.bank += amount
    take(told)
    return f"{order.number} {way} {amount}"


def tell_transfer_again(life):
    """The same feed, or another one with the bank's reference."""
    if not life.transfers:
        return None
    told = life.dice.pick(life.transfers)
    if life.dice.one_in(2):
        told = type(told)(**{**vars(told), "provider": "casso", "provider_id": f"c{told.provider_id}"})
    take(told)
    return told.reference


def look_at_transfer(life):
    """Staff: give it to an order, send it back, set it aside, or think again."""
    receipts = list(BankReceipt.objects.filter(state__in=("unmatched", "returning")).order_by("pk"))
    orders = life.orders()
    if not receipts or not orders:
        return None
    receipt, how = life.dice.pick(receipts), life.dice.pick(["give", "return", "aside", "keep", "left"])
    clerk, boss = life.market.clerk, life.market.boss
    try:
        if how == "give":
            allocate_by_hand(receipt=receipt, order=life.dice.pick(orders), by=clerk)
        elif how == "return":
            return_receipt(receipt=receipt, by=clerk, reason="Không rõ", bin="970405", number="123456789", holder="A B")
        elif how == "aside":
            set_aside(receipt=receipt, by=boss, note="Tiền của sàn")
            life.bank -= receipt.amount
        elif how == "left":
            confirm_returned(receipt=receipt, by=boss, reference="FT1")
            life.bank -= receipt.amount
        else:
            keep_after_all(receipt=receipt, by=boss)
    except (NotWaiting, CashOrder, TooMuch, SamePerson) as error:
        return f"{how}: {type(error).__name__}"
    return f"{how} {receipt.pk}"


def type_in_transfer(life):
    """Two persons type and confirm what no feed tells; sometimes a feed had told it."""
    orders = life.orders()
    if not orders:
        return None
    order, known = life.dice.pick(orders), life.dice.one_in(3) and life.transfers
    if known:
        told = life.dice.pick(life.transfers)
        facts = {"amount": told.amount, "content": told.content, "reference": told.reference, "at": told.at}
    else:
        reference = f"FTH{len(life.story):06d}"
        facts = {
            "amount": max(1, order.bill.total),
            "content": memo(order),
            "reference": reference,
            "at": life.clock.now,
        }
    entry = enter_by_hand(by=life.market.clerk, **facts)
    try:
        confirm_entry(receipt=entry, by=life.market.boss)
    except AlreadyKnown:
        return "known"
    assert not known, "I13: the same transfer was booked twice"
    life.bank += facts["amount"]
    return f"{order.number} {facts['amount']}"


def expire(life):
    """Time runs out; what the provider does not answer about waits."""
    life.clock.turn(minutes=life.dice.pick([20, 50, 24 * 60 + 20]))
    life.book.silent = life.dice.number(0, 1)
    try:
        return str(expire_due())
    finally:
        life.book.silent = 0


def cancel(life):
    """The buyer; refused once the producer has begun (I19), unless less is sent than was ordered."""
    parcels = life.parcels("awaiting_payment", "new", "accepted", "packed")
    if not parcels:
        return None
    parcel = life.dice.pick(parcels)
    life.book.silent = life.dice.number(0, 1) * life.dice.number(0, 1)
    whole = parcel.state == Parcel.State.AWAITING_PAYMENT
    life.touched = set(parcel.order.parcels.values_list("pk", flat=True)) if whole else {parcel.pk}
    try:
        cancel_by_buyer(parcel=parcel, by="buyer")
    except (WrongState, PaidMeanwhile, ProviderUnavailable) as error:
        return f"{parcel.number}: {type(error).__name__}"
    finally:
        life.book.silent = 0
    return parcel.number


def sell_elsewhere(life):
    """The producer sells at the market what is not held for anybody: late money may find nothing left (R11)."""
    records = [r for r in get_model("partner", "StockRecord").objects.order_by("pk") if r.net_stock_level > 0]
    if not records:
        return None
    record = life.dice.pick(records)
    life.take_off_shelf(record, record.net_stock_level)
    return str(record.pk)


def wait(life):
    life.clock.turn(hours=life.dice.pick([1, 25, 24 * 8, 24 * 31]))
    return f"{life.clock.now:%d.%m. %H:%M}"


def pay_as_asked(life):
    """What most buyers do: the whole sum, in time, and the shop hears of it."""
    orders = life.orders(status="pending_payment")
    if not orders:
        return None
    order = life.dice.pick(orders)
    payment = order.payments.filter(parcel=None).last()
    try:
        begin(payment)
    except NotPayable:
        return f"{order.number}: not payable"
    if payment.provider == "card":
        gateway.pay(life.book.sessions[payment.pk], fee=life.dice.pick([None, 2_000]))
        sync_and_apply(payment.pk)
        return f"{order.number} card"
    missing = max(1, Payment.objects.get(pk=payment.pk).missing)
    life.bank += missing
    life.transfers.append(transfer(memo(order), missing, at=life.clock.now))
    take(life.transfers[-1])
    return f"{order.number} transfer {missing}"


EVENTS = (
    *(place,) * 3, *(go_to_pay,) * 2, *(pay_as_asked,) * 3, *(pay_card,) * 3, *(hear,) * 3, *(hear_late,) * 2, poll,
    *(come_by_transfer,) * 3, tell_transfer_again, look_at_transfer, type_in_transfer, expire, cancel, sell_elsewhere,
    wait,
)  # fmt: skip
