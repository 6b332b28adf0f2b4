"""The steps of a parcel that its producer takes, each as one button where the parcel's way allows it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.answering.answering import Via, answer_less, answer_no, answer_yes
from marketplace.fulfilment.models import Parcel
from marketplace.fulfilment.moving import next_of
from marketplace.payments.cancelling import cannot_deliver
from marketplace.payments.cod import SELF
from marketplace.payments.lessening import lessen
from marketplace.payments.locking import locked_parcel
from marketplace.payments.parcel_life import arriving, coming_back, handing_over, stepping
from sellers.access import Acting
from sellers.changes import note_change

from .naming import name_of

S = Parcel.State
OWN_WAY = (S.HANDED_OVER, S.IN_TRANSIT, S.OUT_FOR_DELIVERY)


@dataclass(frozen=True)
class Step:
    """`take` moves the parcel by its own life; `asks`: a page asks once more, because it cannot be taken back."""

    name: str
    label: str | Promise
    action: str
    take: Callable
    is_offered: Callable[[Parcel], bool]
    asks: bool = False
    tone: str = ""


def _is_own_way(parcel: Parcel) -> bool:
    return parcel.carrier == SELF and parcel.state in OWN_WAY


STEPS = (
    Step(
        "packed",
        gettext_lazy("Packed"),
        "order.packed",
        stepping.pack,
        lambda p: p.state == S.ACCEPTED and S.PACKED in next_of(p),
    ),
    Step(
        "picked-up",
        gettext_lazy("Picked up"),
        "order.picked_up",
        arriving.deliver,
        lambda p: p.state == S.PACKED and p.is_pickup,
        asks=True,
    ),
    Step("delivered", gettext_lazy("Delivered"), "order.delivered", arriving.deliver, _is_own_way, asks=True),
    Step(
        "not-there",
        gettext_lazy("Nobody was there"),
        "order.not_there",
        stepping.fail_delivery,
        _is_own_way,
        tone="quiet",
    ),
    Step(
        "try-again",
        gettext_lazy("I bring it once more"),
        "order.try_again",
        stepping.out_for_delivery,
        lambda p: p.carrier == SELF and p.state == S.DELIVERY_FAILED,
    ),
    Step(
        "refused",
        gettext_lazy("Refused: I take it home"),
        "order.refused",
        coming_back.bring_back,
        lambda p: p.carrier == SELF and p.state in (*OWN_WAY, S.DELIVERY_FAILED),
        asks=True,
        tone="quiet",
    ),
    Step(
        "came-back",
        gettext_lazy("It is back with me"),
        "order.came_back",
        coming_back.come_back,
        lambda p: p.state == S.RETURNING,
        asks=True,
    ),
)
BY_NAME = {step.name: step for step in STEPS}
MAY_GIVE_UP = (S.NEW, S.ACCEPTED, S.PACKED)
MAY_SEND_LESS = (S.NEW, S.ACCEPTED)


def may_hand_over(parcel: Parcel) -> bool:
    return parcel.state == S.PACKED and not parcel.is_pickup


def take(*, acting: Acting, parcel: Parcel, step: Step) -> Parcel:
    """A step that was taken already changes and notes nothing. Raises WrongState."""
    return _taken(acting, parcel, step.action, _words(step.label, parcel), lambda **who: step.take(**who))


def hand_over(*, acting: Acting, parcel: Parcel, carrier: str, tracking_no: str) -> Parcel:
    """Raises WrongState, UnknownCarrier."""
    way = {"carrier": carrier, "tracking_no": tracking_no}
    words = _words(_("Handed over"), parcel, carrier, tracking_no)
    return _taken(acting, parcel, "order.handed_over", words, lambda **who: handing_over.hand_over(**who, **way))


def say_yes(*, acting: Acting, parcel: Parcel) -> None:
    """Raises Answered."""
    with transaction.atomic():
        answer_yes(parcel=parcel, by=name_of(acting), person=acting.person, via=Via.WORKSPACE)
        _note_once(acting, "order.yes", _words(_("Yes"), parcel))


def send_less(*, acting: Acting, parcel: Parcel, missing: dict[int, int]) -> None:
    """As an answer while it waits, later as a change of it. Raises Answered, WrongState, NotLessenable."""
    if parcel.state == S.NEW:
        answer_less(parcel=parcel, missing=missing, by=name_of(acting), person=acting.person, via=Via.WORKSPACE)
    else:
        lessen(parcel=parcel, missing=missing, by=name_of(acting))
    _note_once(acting, "order.less", _words(_("Less"), parcel))


def give_up(*, acting: Acting, parcel: Parcel) -> None:
    """Raises Answered, WrongState."""
    if parcel.state == S.NEW:
        answer_no(parcel=parcel, by=name_of(acting), person=acting.person, via=Via.WORKSPACE)
    else:
        cannot_deliver(parcel=parcel, by=name_of(acting))
    _note_once(acting, "order.not_now", _words(_("I cannot send it"), parcel))


def _taken(acting: Acting, parcel: Parcel, action: str, words: str, step: Callable) -> Parcel:
    with locked_parcel(parcel) as held:
        before = held.parcel.state
        current = step(parcel=held.parcel, by=name_of(acting))
        if current.state != before:
            note_change(acting, action, words)
        return current


def _note_once(acting: Acting, action: str, words: str) -> None:
    """Pressed twice, it is one change."""
    if not acting.seller.changes.filter(action=action, words=words[:300]).exists():
        note_change(acting, action, words)


def _words(label, parcel: Parcel, *more: str) -> str:
    return " · ".join(filter(None, [parcel.number, str(label), *more]))
