"""Where a producer was asked, a step that the desk takes is the answer."""

import pytest

from marketplace.answering.models import OrderQuestion
from marketplace.fulfilment.models import Parcel
from tests.payments import till

from .pressing import press

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("button", "typed", "answer"),
    [("accept", {}, "yes"), ("cannot-deliver", {"note": "Hết hàng"}, "no")],
)
def test_the_desks_step_answers_the_question_at_once(client, made, staff, button, typed, answer):
    parcel = till.parcel_of(till.paid((made.honey, 1)))
    client.force_login(staff.care)

    press(client, f"order.{button}", parcel, **typed)

    question = OrderQuestion.objects.get(parcel=parcel)
    assert (question.answer, question.via, question.person) == (answer, "desk", staff.care)
    assert question.answered_by == "chamsoc"


def test_what_was_accepted_and_cannot_be_delivered_after_all_keeps_its_answer(client, made, staff):
    parcel = till.parcel_of(till.paid((made.honey, 1)))
    client.force_login(staff.care)
    press(client, "order.accept", parcel)

    press(client, "order.cannot-deliver", parcel, note="Hết hàng")

    assert Parcel.objects.get(pk=parcel.pk).state == "cancelled"
    assert OrderQuestion.objects.get(parcel=parcel).answer == "yes"
