"""The clocks of a question: who is told when, nobody at night, nobody twice, and a lost run catches up."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from marketplace.answering.answering import Answered, Via, answer_less, answer_no, answer_yes
from marketplace.answering.asking import ask_new
from marketplace.answering.following import close_moved
from marketplace.answering.models import OrderQuestion
from marketplace.answering.reminding import look_after_questions
from marketplace.answering.waiting import silent, unanswered, with_desk
from marketplace.fulfilment.models import ParcelEvent
from marketplace.notify.models import Message
from marketplace.notify.waking import after_waking, is_waking, next_waking
from marketplace.payments.cancelling import cancel_by_buyer, cannot_deliver
from marketplace.payments.lessening import lessen
from marketplace.payments.parcel_life.stepping import accept

from .asked import lines_of, maker, ordered

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # 08:00 in Vietnam
EVENING = datetime(2026, 11, 23, 13, 30, tzinfo=UTC)  # 20:30
HOUR = timedelta(hours=1)


def asked_at(at, **more):
    """A question that was asked then."""
    parcel = ordered(**more)
    ParcelEvent.objects.filter(parcel=parcel, state="new").update(at=at)
    ask_new()
    return OrderQuestion.objects.get(parcel=parcel)


def told(template: str) -> int:
    return Message.objects.filter(template=template).count()


def test_people_sleep_from_nine_to_six():
    at = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)  # 21:00

    assert is_waking(at - timedelta(minutes=1))
    assert not is_waking(at)
    assert next_waking(at) == datetime(2026, 11, 23, 23, 0, tzinfo=UTC)
    assert next_waking(datetime(2026, 11, 22, 22, 0, tzinfo=UTC)) == datetime(2026, 11, 22, 23, 0, tzinfo=UTC)
    assert next_waking(MORNING) == MORNING


@pytest.mark.parametrize(
    ("minutes", "hours_later"),
    [(30, 0.5), (31, 9.5 + 1 / 60), (60, 10), (120, 11), (30 + 15 * 60, 24.5), (31 + 15 * 60, 33.5 + 1 / 60)],
)
def test_clocks_stand_still_while_people_sleep(minutes, hours_later):
    assert after_waking(EVENING, minutes) == EVENING + timedelta(minutes=round(hours_later * 60))


@pytest.mark.django_db
def test_every_certain_parcel_becomes_one_question_with_its_clocks():
    question = asked_at(EVENING)

    assert ask_new() == 0
    assert OrderQuestion.objects.count() == 1
    assert question.asked_at == EVENING
    assert question.deputy_due_at == datetime(2026, 11, 24, 4, 30, tzinfo=UTC)  # 30 minutes, then 5½ hours from 06:00
    assert question.desk_due_at == EVENING + 24 * HOUR


@pytest.mark.django_db
def test_reminder_deputy_and_desk_each_at_their_time_and_once():
    asked_at(MORNING, by=maker(deputy_name="Lê Văn Thay", deputy_phone="+84900000077"))

    seen = []
    for hours in (1, 2, 2.1, 6, 6.1, 12.9, 24, 25, 30):
        look_after_questions(MORNING + hours * HOUR)
        seen.append((told("answer_reminder"), told("answer_deputy"), with_desk(MORNING + hours * HOUR).count()))

    assert seen == [(0, 0, 0), (1, 0, 0), (1, 0, 0), (1, 1, 0), (1, 1, 0), (1, 1, 0), (1, 1, 1), (1, 1, 1), (1, 1, 1)]
    assert OrderQuestion.objects.get().desk_told_at == MORNING + 24 * HOUR
    assert Message.objects.get(template="answer_deputy").recipient == "+84900000077"


@pytest.mark.django_db
def test_the_deputys_message_has_a_link_of_their_own():
    asked_at(MORNING, by=maker(deputy_phone="+84900000077"))

    look_after_questions(MORNING + 6 * HOUR)

    links = [
        m.body.rsplit("/answer/", 1)[1] for m in Message.objects.filter(template__startswith="answer_", channel="sms")
    ]
    assert sorted(link.split("-")[1][0] for link in links) == ["d", "s"]


@pytest.mark.django_db
def test_messages_of_these_clocks_fit_an_sms():
    asked_at(MORNING, by=maker("Hợp tác xã nông nghiệp công nghệ cao Mẫu Rất Dài", deputy_phone="+84900000077"))

    look_after_questions(MORNING + 6 * HOUR)

    assert all(
        len(message.body) <= 160 for message in Message.objects.filter(channel="sms", template__startswith="answer")
    )


@pytest.mark.django_db
def test_nobody_is_woken_and_the_desks_list_does_not_wait():
    asked_at(MORNING, by=maker(deputy_phone="+84900000077"))
    night = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)

    look_after_questions(night)
    assert (told("answer_reminder"), told("answer_deputy"), with_desk(night).count()) == (0, 0, 1)
    look_after_questions(next_waking(night))

    assert (told("answer_reminder"), told("answer_deputy")) == (1, 1)


@pytest.mark.django_db
def test_a_run_that_was_lost_is_made_up_for():
    parcel = ordered()
    ParcelEvent.objects.filter(parcel=parcel, state="new").update(at=MORNING)

    look_after_questions(MORNING + 50 * HOUR)

    assert told("answer_reminder") == 1
    assert OrderQuestion.objects.get().desk_told_at is not None


@pytest.mark.django_db
def test_a_message_that_fails_is_tried_again(monkeypatch):
    asked_at(MORNING)
    monkeypatch.setattr("marketplace.answering.telling.send", lambda **_message: 1 / 0)
    look_after_questions(MORNING + 3 * HOUR)
    assert OrderQuestion.objects.get().reminded_at is None
    monkeypatch.undo()

    look_after_questions(MORNING + 3 * HOUR)

    assert told("answer_reminder") == 1


@pytest.mark.django_db
def test_who_has_answered_is_left_alone():
    question = asked_at(MORNING)
    answer_yes(question=question, by="Hộ Mẫu", via=Via.LINK)

    look_after_questions(MORNING + 50 * HOUR)

    assert told("answer_reminder") == 0
    assert list(unanswered()) == []


@pytest.mark.django_db
def test_what_was_moved_another_way_counts_no_more_at_once_and_is_closed_by_the_sweep():
    by = maker()
    yes, no, gone, less = [asked_at(MORNING, by=by) for _n in range(4)]
    accept(parcel=yes.parcel, by="Bàn điều phối")
    cannot_deliver(parcel=no.parcel, by="Bàn điều phối")
    cancel_by_buyer(parcel=gone.parcel, by="buyer")
    lessen(parcel=less.parcel, missing={lines_of(less.parcel)["Khô cá lóc"]: 1}, by="Bàn điều phối")

    assert list(unanswered()) == []
    assert close_moved(timezone.now()) == 0  # whoever moved it may still note the answer
    assert close_moved(timezone.now() + timedelta(minutes=2)) == 4

    found = OrderQuestion.objects.order_by("pk").values_list("answer", "answered_by", "via")
    assert list(found) == [
        ("yes", "Bàn điều phối", "desk"), ("no", "Bàn điều phối", "desk"), ("moot", "buyer", "shop"),
        ("less", "Bàn điều phối", "desk"),
    ]  # fmt: skip


@pytest.mark.django_db
def test_silent_sellers_with_how_many_and_since_when():
    quiet, loud = maker("Hộ Im"), maker("Hộ Nói")
    asked_at(MORNING, by=quiet)
    asked_at(MORNING + HOUR, by=quiet)
    asked_at(MORNING + 40 * HOUR, by=quiet)
    answer_yes(question=asked_at(MORNING, by=loud), by="x", via=Via.DESK)

    (found,) = silent(now=MORNING + 50 * HOUR)

    assert (found.name, found.open_questions, found.oldest_asked_at) == ("Hộ Im", 2, MORNING)
    assert [one.name for one in silent(1, now=MORNING + 50 * HOUR)] == ["Hộ Im"]
    assert silent(now=MORNING + 47 * HOUR).count() == 0


@pytest.mark.django_db
def test_the_queues_of_the_desk_are_one_query_each(django_assert_num_queries):
    by = maker()
    for _n in range(3):
        asked_at(MORNING, by=by)

    with django_assert_num_queries(1):
        rows = [(q.parcel.number, q.parcel.seller.place_text) for q in with_desk(MORNING + 30 * HOUR)]
    with django_assert_num_queries(1):
        assert [(s.place_text, s.open_questions) for s in silent(now=MORNING + 60 * HOUR)] == [(by.place_text, 3)]
    assert len(rows) == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "second"),
    [("yes", "no"), ("yes", "less"), ("no", "yes"), ("no", "less"), ("less", "yes"), ("less", "no")],
)
def test_the_first_answer_stands(first, second):
    question = asked_at(MORNING)
    answers = {
        "yes": lambda: answer_yes(question=question, by="a", via=Via.LINK),
        "no": lambda: answer_no(question=question, by="a", via=Via.LINK),
        "less": lambda: answer_less(
            question=question, missing={lines_of(question.parcel)["Khô cá lóc"]: 1}, by="a", via=Via.LINK
        ),
    }
    answers[first]()

    with pytest.raises(Answered) as refused:
        answers[second]()

    assert refused.value.question.answer == first
    assert OrderQuestion.objects.get().answer == first
