"""The producer and the deputy answer in the same second, on PostgreSQL with real threads: one outcome."""

import threading

import pytest
from django.db import connection

from marketplace.answering.answering import Answered, Via, answer_less, answer_no, answer_yes
from marketplace.answering.models import OrderQuestion
from marketplace.answering.reminding import look_after_questions
from marketplace.fulfilment.models import Parcel
from marketplace.fulfilment.moving import WrongState
from marketplace.notify.models import Message
from marketplace.payments.cancelling import cancel_by_buyer
from marketplace.payments.models import Payment, Refund
from tests.payments import till

from .asked import held_of, lines_of, ordered, question_of

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(calls) -> list:
    """What each returned, or the exception that it was refused with."""
    start, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def run(nth, call):
        try:
            start.wait(timeout=10)
            answers[nth] = call()
        except Exception as error:
            answers[nth] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


@pytest.mark.parametrize("times", range(3))
@pytest.mark.parametrize("payment", ["till", "cod"])
def test_yes_no_and_less_at_once_have_one_outcome(payment, times):
    parcel = ordered(payment=payment)
    missing = {lines_of(parcel)["Khô cá lóc"]: 2}
    question_of(parcel)

    answers = at_once(
        [
            lambda: answer_yes(parcel=parcel, by="seller", via=Via.LINK),
            lambda: answer_no(parcel=parcel, by="deputy", via=Via.LINK),
            lambda: answer_less(parcel=parcel, missing=missing, by="helper", via=Via.WORKSPACE),
            lambda: answer_yes(parcel=parcel, by="seller", via=Via.LINK),
        ]
    )

    question = OrderQuestion.objects.get()
    taken = {answer.answer for answer in answers if isinstance(answer, OrderQuestion)}
    assert taken == {question.answer}
    assert all(isinstance(answer, OrderQuestion | Answered) for answer in answers)
    expected = {
        "yes": ("accepted", [5, 2], 0),
        "no": ("cancelled", [0, 0], 250_000),
        "less": ("accepted", [3, 2], 80_000),
    }
    state, held, back = expected[question.answer]
    assert Parcel.objects.get(pk=parcel.pk).state == state
    assert held_of(parcel) == held
    assert Refund.objects.total() == (back if payment == "till" else 0)
    if payment == "cod":
        promised = Payment.objects.filter(state="promised").values_list("amount", flat=True)
        assert sum(promised) == 250_000 - back
    till.figures(parcel.order)


def test_the_buyer_cancels_while_the_producer_says_yes():
    parcel = ordered()

    answers = at_once(
        [
            lambda: cancel_by_buyer(parcel=parcel, by="buyer"),
            lambda: answer_yes(parcel=parcel, by="seller", via=Via.LINK),
        ]
    )

    refused = [answer for answer in answers if isinstance(answer, WrongState | Answered)]
    assert len(refused) == 1
    state = Parcel.objects.get(pk=parcel.pk).state
    assert (state, Refund.objects.count()) in [("accepted", 0), ("cancelled", 1)]


def test_less_is_not_done_twice_at_once():
    parcel = ordered()
    missing = {lines_of(parcel)["Khô cá lóc"]: 2}

    at_once([lambda: answer_less(parcel=parcel, missing=missing, by="seller", via=Via.LINK)] * 4)

    assert Parcel.objects.count() == 2
    assert Refund.objects.get().amount == 80_000


def test_two_sweeps_at_once_tell_nobody_twice():
    parcel = ordered()
    question = question_of(parcel)
    now = question.desk_due_at.replace(hour=3)

    at_once([lambda: look_after_questions(now + (question.desk_due_at - question.asked_at))] * 4)

    assert Message.objects.filter(template="answer_reminder").count() == 1
