"""What producers and carriers do to parcels: on their way, not arriving, given up, and their cash."""

import itertools

from marketplace.fulfilment.models import Parcel
from marketplace.fulfilment.moving import WrongState
from marketplace.payments.cancelling import cannot_deliver
from marketplace.payments.lessening import NotLessenable, lessen
from marketplace.payments.models import CarrierStatementLine
from marketplace.payments.parcel_life import arriving, coming_back, handing_over, losing, stepping
from marketplace.payments.parcel_life.carrier_events import STEPS, carrier_event
from marketplace.payments.parcel_life.completing import complete_due
from marketplace.payments.parcel_life.recognition import recognise_due
from marketplace.payments.remitting.importing import import_statement
from marketplace.payments.remitting.mending import settle_line
from marketplace.payments.remitting.posting import DoesNotBalance, LinesDiffer, NotPostable, post_statement
from marketplace.payments.remitting.reading import CodLine, CodStatement
from sellers.models import Seller

CARRIERS = ("ghn", "vtp", "seller")
UNDER_WAY = ("handed_over", "in_transit", "out_for_delivery", "delivery_failed", "returning")
STEP_BY_STATE = {
    "new": stepping.accept,
    "accepted": stepping.pack,
    "packed": None,
    "handed_over": stepping.in_transit,
    "in_transit": stepping.out_for_delivery,
    "out_for_delivery": arriving.deliver,
    "delivery_failed": stepping.out_for_delivery,
    "returning": coming_back.come_back,
}
OTHER_STEPS = (
    stepping.fail_delivery, coming_back.bring_back, losing.lose, losing.damage, arriving.deliver, coming_back.come_back,
)  # fmt: skip
_numbers = itertools.count(1)


def move_on(life, parcel=None):
    """The usual next step, of one parcel or of a chosen one."""
    parcels = life.parcels(*STEP_BY_STATE)
    if parcel:
        parcels = [one for one in parcels if one.pk == parcel.pk]
    if not parcels:
        return None
    parcel = life.dice.pick(parcels)
    life.touched = {parcel.pk}
    if parcel.state == Parcel.State.PACKED:
        carrier = life.dice.pick(CARRIERS)
        handing_over.hand_over(parcel=parcel, carrier=carrier, tracking_no=f"T{parcel.pk}", by="seller")
        return f"{parcel.number} {carrier}"
    STEP_BY_STATE[parcel.state](parcel=parcel, by="x")
    return f"{parcel.number} after {parcel.state}"


def move_far(life):
    """Several steps of one parcel at once, as on days on which nothing happens."""
    told = [move_on(life, parcel) for parcel in life.dice.some(life.parcels(*STEP_BY_STATE)) for _step in range(6)]
    life.touched = None
    return str([one for one in told if one]) if told else None


def go_another_way(life):
    """Not arriving, or a step that the graph forbids (I18)."""
    parcels = life.parcels(*UNDER_WAY, "packed", "delivered", "returned")
    if not parcels:
        return None
    parcel, step = life.dice.pick(parcels), life.dice.pick(OTHER_STEPS)
    life.touched = {parcel.pk}
    try:
        step(parcel=parcel, by="x")
    except WrongState:
        return f"{parcel.number} {step.__name__}: refused"
    return f"{parcel.number} {step.__name__}"


def carrier_tells(life):
    """Any code at any time, sometimes twice (R19)."""
    parcels = list(Parcel.objects.exclude(tracking_no="").order_by("pk"))
    if not parcels:
        return None
    parcel, code = life.dice.pick(parcels), life.dice.pick(list(STEPS))
    life.touched, at = {parcel.pk}, life.clock.now
    about = {"carrier": parcel.carrier, "tracking_no": parcel.tracking_no, "code": code, "at": at}
    moved = carrier_event(**about)
    assert not carrier_event(**about), "I13"
    return f"{parcel.number} {code} {moved}"


def give_up(life):
    """The producer cannot deliver (R12)."""
    parcels = life.parcels("new", "accepted", "packed")
    if not parcels:
        return None
    parcel = life.dice.pick(parcels)
    life.touched = {parcel.pk}
    life.book.refund_answer = life.dice.pick(["succeeded", "sent", "failed"])
    cannot_deliver(parcel=parcel, by="seller")
    return f"{parcel.number} {life.book.refund_answer}"


def send_less(life):
    """The producer has a part of it; sometimes none, or more than was asked for."""
    parcels = life.parcels("new", "accepted")
    if not parcels:
        return None
    parcel = life.dice.pick(parcels)
    life.touched = {parcel.pk}
    life.book.refund_answer = life.dice.pick(["succeeded", "sent", "failed"])
    most = 1 if life.dice.one_in(8) else 0
    missing = {line.pk: life.dice.number(0, line.quantity - 1 + most) for line in parcel.lines.order_by("pk")}
    try:
        lessen(parcel=parcel, missing=missing, by="seller")
    except NotLessenable as error:
        return f"{parcel.number}: {type(error).__name__}"
    return f"{parcel.number} {missing}"


def lack_a_rule(life):
    """Nobody knows how to tax a seller for a while, then somebody does: sales wait and are made up for."""
    unknown = list(Seller.objects.filter(kind="").order_by("pk"))
    if not unknown:
        parcels = life.parcels("in_transit", "out_for_delivery", "handed_over")
        if not parcels:
            return None
        Seller.objects.filter(pk=life.dice.pick(parcels).seller_id).update(kind="")
        return "kind taken away"
    kinds = {maker.pk: maker.kind for maker in life.market.sellers}
    for maker in unknown:
        Seller.objects.filter(pk=maker.pk).update(kind=kinds[maker.pk])
    return f"recognised {recognise_due()}"


def complete(life):
    """Time passes; what nobody asks back is over."""
    if not life.parcels("delivered"):
        return None
    life.clock.turn(hours=life.dice.pick([0, 25, 24 * 8]))
    return str(complete_due())


def remit(life):
    """A carrier's statement: right, with a strange row, with another amount; booked only when it balances (I8)."""
    carrier = life.dice.pick(["ghn", "vtp"])
    parcels = list(Parcel.objects.filter(carrier=carrier, payments__provider="cod").distinct().order_by("pk"))
    due = [p for p in parcels if p.payments.filter(state="collected").exists() or life.dice.one_in(6)]
    if not due:
        return None
    rows = [_row(life, nth, parcel) for nth, parcel in enumerate(due, 1)]
    if life.dice.one_in(6):
        rows.append(CodLine(row=99, tracking_no=f"X{next(_numbers)}", cod_amount=7_000, net_amount=7_000))
    return book_statement(life, carrier, rows, accept=life.dice.one_in(2))


def _row(life, nth: int, parcel) -> CodLine:
    amount = max(0, parcel.buyer_pays - (1_000 if life.dice.one_in(8) else 0))
    fee = life.dice.pick([0, 1_500])
    return CodLine(
        row=nth, tracking_no=parcel.tracking_no, cod_amount=amount, cod_fee=fee, net_amount=amount - fee
    )  # fmt: skip


def book_statement(life, carrier, rows, *, accept) -> str:
    statement = import_statement(read=CodStatement(rows, number=f"S{next(_numbers)}"), carrier=carrier)
    net, boss = sum(row.net_amount for row in rows), life.market.boss
    try:
        post_statement(statement=statement, by=boss, received=net + 1, accept_differences=True)
        raise AssertionError("I8: a statement that the bank does not confirm was booked")
    except DoesNotBalance:
        pass
    try:
        post_statement(statement=statement, by=boss, received=net, accept_differences=accept)
    except LinesDiffer:
        return "lines differ"
    life.bank += net
    post_statement(statement=statement, by=boss, received=net, accept_differences=accept)
    return f"{carrier} {net}"


def mend_line(life):
    lines = CarrierStatementLine.objects.filter(statement__state="posted").exclude(
        result__in=("matched", "fee_differs")
    )
    lines = list(lines.order_by("pk"))
    if not lines:
        return None
    line = life.dice.pick(lines)
    try:
        settle_line(line=line, by=life.market.boss, bear_difference=life.dice.one_in(2))
    except NotPostable:
        return f"{line.pk}: refused"
    return str(line.pk)


EVENTS = (
    *(move_on,) * 3, *(move_far,) * 3, *(go_another_way,) * 2, carrier_tells, give_up, *(send_less,) * 2,
    lack_a_rule, *(complete,) * 3, *(remit,) * 2, mend_line,
)  # fmt: skip
