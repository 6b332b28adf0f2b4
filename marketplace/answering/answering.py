"""Yes, less, or not now: one answer to each order, whoever gives it first and by whichever way.

The parcel itself decides who was first: each answer moves it under its lock, and only while it waits. The question then
notes who it was; a sweep makes up for a process that died in between (following.py). What is returned says by `noted_now`
whether this very answer counted: who only repeats what somebody else said has not answered.
"""

from django.utils import timezone

from marketplace.fulfilment.models import Parcel, ParcelLine
from marketplace.fulfilment.moving import WrongState
from marketplace.payments.cancelling import cannot_deliver
from marketplace.payments.lessening import lessen
from marketplace.payments.locking import locked_parcel
from marketplace.payments.parcel_life.stepping import accept

from .asking import ask
from .models import OrderQuestion

Answer, Via = OrderQuestion.Answer, OrderQuestion.Via
WAITS = frozenset({Parcel.State.NEW})


class Answered(Exception):
    """Another answer stands, or none is needed any more; `question` as it is now."""

    def __init__(self, question: OrderQuestion):
        self.question = question
        super().__init__(f"{question.parcel_id}: {question.answer}")


def answer_yes(
    *, parcel: Parcel | None = None, question: OrderQuestion | None = None, by: str, person=None, via: str
) -> OrderQuestion:
    """All of it will be sent. Said twice it is one answer, as with all three. Raises Answered."""
    parcel = _parcel(parcel, question)
    try:
        with locked_parcel(parcel) as held:
            is_first = held.parcel.state in WAITS
            accept(parcel=parcel, by=by)
            noted = note(parcel, Answer.YES, by=by, person=person, via=via) if is_first else _as_it_is(parcel)
    except WrongState as error:
        raise Answered(_as_it_is(parcel)) from error
    return _same(noted, Answer.YES)


def answer_less(
    *,
    parcel: Parcel | None = None,
    question: OrderQuestion | None = None,
    missing: dict[int, int],
    by: str,
    person=None,
    via: str,
    note_to_buyer: str = "",
) -> OrderQuestion:
    """`missing`: parcel line id -> units that will not be sent. No transaction may be open.

    Raises Answered, and lessening.NotLessenable with a text (NothingLeft when all is missing: that is a No).
    """
    parcel = _parcel(parcel, question)
    missing = {pk: units for pk, units in missing.items() if units}
    titles = _titles(parcel, missing)
    try:
        lessen(parcel=parcel, missing=missing, by=by, note=note_to_buyer, from_states=WAITS)
    except WrongState as error:
        standing = _as_it_is(parcel)
        if standing.answer == Answer.LESS and standing.figures.get("missing") == titles:
            return standing
        raise Answered(standing) from error
    return _same(note(parcel, Answer.LESS, by=by, person=person, via=via, figures={"missing": titles}), Answer.LESS)


def answer_no(
    *,
    parcel: Parcel | None = None,
    question: OrderQuestion | None = None,
    by: str,
    person=None,
    via: str,
    note_to_buyer: str = "",
) -> OrderQuestion:
    """Nothing will be sent: the buyer is told and gets the money back. No transaction may be open. Raises Answered."""
    parcel = _parcel(parcel, question)
    try:
        cannot_deliver(parcel=parcel, by=by, note=note_to_buyer, from_states=WAITS)
    except WrongState as error:
        return _same(_as_it_is(parcel), Answer.NO, error)
    return _same(note(parcel, Answer.NO, by=by, person=person, via=via), Answer.NO)


def note(parcel: Parcel, answer: str, *, by: str, person=None, via: str, figures: dict | None = None, at=None):
    """Write down who answered, unless somebody stands there. "No answer needed" gives way to a person's answer."""
    question = ask(parcel)
    changed = OrderQuestion.objects.filter(pk=question.pk, answer__in=(Answer.NONE, Answer.MOOT)).update(
        answer=answer,
        answered_at=at or timezone.now(),
        answered_by=by[:200],
        person=person,
        via=via,
        figures=figures or {},
    )
    question.refresh_from_db()
    question.noted_now = bool(changed)
    return question


def _parcel(parcel: Parcel | None, question: OrderQuestion | None) -> Parcel:
    return parcel if parcel is not None else question.parcel


def _as_it_is(parcel: Parcel) -> OrderQuestion:
    question = ask(parcel)
    question.noted_now = False
    return question


def _same(question: OrderQuestion, answer: str, cause: Exception | None = None) -> OrderQuestion:
    if question.answer != answer:
        raise Answered(question) from cause
    return question


def _titles(parcel: Parcel, missing: dict[int, int]) -> list[list]:
    """What is missing as it is read later, when the lines are divided: [units, title]."""
    lines = ParcelLine.objects.filter(pk__in=missing, line__order=parcel.order_id).select_related("line")
    lines = lines.order_by("line_id", "pk")
    return [[missing[line.pk], line.line.title] for line in lines]
