"""The invariants of states, stock and what belongs to one parcel only (payments.md 11)."""

from collections import Counter, defaultdict

from marketplace.fulfilment.models import PlacedCheckout
from marketplace.notify.models import Message

from .picture import Picture, net

# The graph of payments.md 2.3, written down here a second time.
GRAPH = {
    "awaiting_payment": {"new", "cancelled", "expired"},
    "expired": {"new"},
    "new": {"accepted", "cancelled"},
    "accepted": {"packed", "cancelled"},
    "packed": {"handed_over", "delivered", "cancelled"},
    "handed_over": {
        "in_transit", "out_for_delivery", "delivered", "delivery_failed", "returning", "lost", "damaged",
    },
    "in_transit": {"out_for_delivery", "delivered", "delivery_failed", "returning", "lost", "damaged"},
    "out_for_delivery": {"delivered", "delivery_failed", "returning", "lost", "damaged"},
    "delivery_failed": {"out_for_delivery", "returning", "lost", "damaged"},
    "returning": {"returned", "lost", "damaged"},
    "delivered": {"completed"},
}  # fmt: skip
OPEN = ("created", "pending", "authorised")
HELD = ("awaiting_payment", "new", "accepted", "packed")
NOT_ORDERED = ("awaiting_payment", "expired", "cancelled")
NEVER_CONSUMED = (*HELD, "expired", "cancelled")
SPOILS = ("chilled", "frozen", "live")


def i11_confirmed_means_paid_or_promised(life, before: Picture, now: Picture):
    for order_id, order in now.orders.items():
        ordered = [parcel for parcel in now.parcels_of(order_id) if parcel.state not in NOT_ORDERED]
        if not ordered and order.status != "confirmed":
            continue
        payments, bill = now.payments_of(order_id), now.bills[order_id]
        if bill.pay_by is None:
            promised = {payment.parcel_id for payment in payments}
            assert all(parcel.pk in promised for parcel in ordered)
            continue
        came = sum(payment.received for payment in payments if payment.parcel_id is None)
        sent_back = sum(refund.amount for refund in now.refunds_of(order_id) if refund.parcel_id is None)
        assert came - sent_back >= bill.total, order.number
        assert bill.paid_at


def i12_what_was_captured_stays(life, before: Picture, now: Picture):
    after = {"captured": {"captured"}, "collected": {"collected", "remitted"}, "remitted": {"remitted"}}
    for pk, payment in before.payments.items():
        assert now.payments[pk].received >= payment.received
        if payment.state in after:
            assert now.payments[pk].state in after[payment.state], payment.state


def i13_told_once(life, before: Picture, now: Picture):
    """One word to the buyer, one to each producer, one capture for each sum that came."""
    told = Counter(
        Message.objects.filter(template__in=("order_paid", "order_for_seller")).values_list("template", "about")
    )
    assert all(count <= 2 for count in told.values())  # by e-mail and by phone
    captures = Counter()
    for entry in now.entries:
        if entry.posting_kind in ("capture", "cod_collected") and entry.amount > 0:
            captures[entry.posting_key.split(":")[1]] += entry.amount
    for payment in now.payments.values():
        assert captures[str(payment.uuid)] == payment.received


def i15_money_of_ended_orders_goes_back(life, before: Picture, now: Picture):
    flagged = {flag.order_id for flag in now.attentions if flag.reason == "refund_failed"}
    for order_id, order in now.orders.items():
        if order.status in ("expired", "cancelled") and order_id not in flagged:
            assert now.held(f"buyer_funds:{order_id}") == 0, order.number


def i15_nobodys_money_has_a_flag(life, before: Picture, now: Picture):
    abouts = {flag.about for flag in now.attentions if flag.closed_at is None}
    waiting = [receipt for receipt in now.receipts if receipt.state in ("unmatched", "returning")]
    assert all(f"receipt:{receipt.pk}" in abouts for receipt in waiting if receipt.judged_at)
    strange = 0
    for payment in now.payments.values():
        found = [e.amount for e in now.entries if e.posting_key.startswith(f"mismatch:{payment.uuid}") and e.amount > 0]
        assert not found or str(payment.uuid) in abouts
        strange += sum(found)
    unsettled = sum(
        line.cod_amount
        for line in now.statement_lines
        if line.statement_state == "posted" and line.result not in ("matched", "fee_differs")
    )
    nobodys = (sum(receipt.amount for receipt in waiting), strange, unsettled)
    assert now.held("unallocated") == sum(nobodys), (now.held("unallocated"), nobodys)


def i16_a_mismatch_never_confirms(life, before: Picture, now: Picture):
    for session in life.book.sessions.values():
        if session.oddity:
            payment = now.payments[session.payment_id]
            assert payment.state != "captured" and payment.received == 0


def i17_one_order_per_token_and_one_open_attempt(life, before: Picture, now: Picture):
    assert PlacedCheckout.objects.count() == len(now.orders)
    open_attempts = Counter(p.order_id for p in now.payments.values() if p.parcel_id is None and p.state in OPEN)
    assert all(count == 1 for count in open_attempts.values())
    for session in life.book.sessions.values():
        if session.is_open:
            payment = now.payments[session.payment_id]
            assert payment.state in OPEN or session.payment_id in life.unreachable, payment.state


def i18_parcels_follow_the_graph(life, before: Picture, now: Picture):
    path = defaultdict(list)
    for event in now.events:
        path[event.parcel_id].append(event.state)
    for parcel in now.parcels.values():
        steps = path[parcel.pk]
        assert steps[0] in ("awaiting_payment", "new") and steps[-1] == parcel.state
        for here, there in zip(steps, steps[1:], strict=False):
            assert there in GRAPH.get(here, ()), f"{parcel.number}: {here} -> {there}"


def i19_other_parcels_are_untouched(life, before: Picture, now: Picture):
    if life.touched is None:
        return
    for pk in before.parcels:
        if pk not in life.touched:
            assert _worth(before, pk) == _worth(now, pk), now.parcels[pk].number


def _worth(at: Picture, parcel_id: int) -> tuple:
    cash = [(p.state, p.received) for p in at.payments.values() if p.parcel_id == parcel_id]
    refunds = [(r.pk, r.amount, r.state) for r in at.refunds.values() if r.parcel_id == parcel_id]
    sales = at.sales_of(parcel_id=parcel_id)
    return at.parcels[parcel_id].state, cash, refunds, net(sales, "seller_net", "buyer_part"), len(sales)


def i20_stock_is_never_oversold(life, before: Picture, now: Picture):
    for record in now.stock.values():
        assert 0 <= (record.num_allocated or 0) <= record.num_in_stock


def i21_goods_are_held_once_and_come_back_once(life, before: Picture, now: Picture):
    held, gone = defaultdict(int), defaultdict(int)
    for line in now.lines.values():
        parcel = now.parcels[line.parcel_id]
        if parcel.state in HELD:
            held[line.line_stockrecord_id] += line.quantity
        if parcel.state not in NEVER_CONSUMED:
            is_back = parcel.state == "returned" and parcel.temperature not in SPOILS
            gone[line.line_stockrecord_id] += 0 if is_back else line.quantity
    for pk, record in now.stock.items():
        assert (record.num_allocated or 0) == held[pk]
        assert record.num_in_stock == life.shelf[pk] - gone[pk]


CHECKS = (
    i11_confirmed_means_paid_or_promised,
    i12_what_was_captured_stays,
    i13_told_once,
    i15_money_of_ended_orders_goes_back,
    i15_nobodys_money_has_a_flag,
    i16_a_mismatch_never_confirms,
    i17_one_order_per_token_and_one_open_attempt,
    i18_parcels_follow_the_graph,
    i19_other_parcels_are_untouched,
    i20_stock_is_never_oversold,
    i21_goods_are_held_once_and_come_back_once,
)
