"""How an order stands with its producer, read without writing: a look at a link changes nothing."""

from dataclasses import dataclass
from datetime import datetime

from marketplace.fulfilment.models import Parcel

from .following import BUYER, answer_of, answering_event
from .models import OrderQuestion

S, Answer = Parcel.State, OrderQuestion.Answer
# Where the producer can still say that it will not be sent after all.
MAY_GIVE_UP = (S.ACCEPTED, S.PACKED)


@dataclass(frozen=True)
class Standing:
    """`answer` is empty while the order waits. `by` and `at` say who ended that, and when."""

    parcel: Parcel
    answer: str = ""
    by: str = ""
    at: datetime | None = None
    via: str = ""
    missing: tuple = ()
    cancelled_by: str = ""

    @property
    def is_open(self) -> bool:
        return self.parcel.state == S.NEW

    @property
    def was_cancelled_by_buyer(self) -> bool:
        return self.cancelled_by == BUYER

    @property
    def was_given_up(self) -> bool:
        """Somebody had said yes, and it is not sent after all."""
        return (
            self.parcel.state == S.CANCELLED
            and self.answer in (Answer.YES, Answer.LESS)
            and not self.was_cancelled_by_buyer
        )

    @property
    def is_to_be_sent(self) -> bool:
        """Somebody said yes, and it has not left."""
        return self.answer in (Answer.YES, Answer.LESS) and self.parcel.state in MAY_GIVE_UP

    @property
    def is_on_its_way(self) -> bool:
        return self.answer in (Answer.YES, Answer.LESS) and self.parcel.state not in (*MAY_GIVE_UP, S.CANCELLED)


def standing_of(parcel: Parcel) -> Standing:
    """By the question, and by the parcel's own steps where nobody has noted the answer. Four queries at most."""
    if parcel.state == S.NEW:
        return Standing(parcel)
    cancelled = parcel.events.filter(state=S.CANCELLED).last() if parcel.state == S.CANCELLED else None
    cancelled_by = cancelled.by if cancelled else ""
    question = OrderQuestion.objects.filter(parcel=parcel).exclude(answer=Answer.NONE).first()
    if question is None:
        event = answering_event(parcel)
        by, at = (event.by, event.at) if event else ("", None)
        return Standing(parcel, answer_of(parcel, event), by, at, cancelled_by=cancelled_by)
    via = question.get_via_display() if question.answered_by != BUYER else ""
    missing = tuple(tuple(row) for row in question.figures.get("missing", ()))
    return Standing(parcel, question.answer, question.answered_by, question.answered_at, via, missing, cancelled_by)
