"""The list to telephone: who, why, since when; what came of it; the order answered on the telephone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from marketplace.desk.calling.due import calls
from marketplace.desk.models import CallNote
from marketplace.desk.scoping import Reach
from marketplace.fulfilment.models import Parcel
from sellers.helping.models import HelpWish
from sellers.papers.models import Submission
from tests.desk_sellers import market
from tests.desk_sellers.pressing import errors, logged, press

pytestmark = pytest.mark.django_db


@pytest.fixture
def caller(client, staff):
    client.force_login(staff.care)
    return staff.care


def shown(client, query="") -> list[str]:
    return [call.name for call in client.get(reverse("desk:calls") + query).context["object_list"]]


def reasons(name) -> list[str]:
    return [why.kind for call in calls(Reach()) if call.name == name for why in call.reasons]


def test_one_row_tells_all_reasons_of_a_seller(client, caller, made):
    page = client.get(reverse("desk:calls")).content.decode()

    assert reasons(made.live.name) == ["orders", "silent"]
    assert f'href="tel:{made.live.phone}"' in page
    assert shown(client) == [made.live.name, made.wish.name]


def test_an_order_within_its_time_is_nobodys_call(caller, made):
    market.question(market.seller("Hộ mới nhận đơn", state="open"), hours=5, title="Xoài")

    assert reasons("Hộ mới nhận đơn") == []


def test_a_dossier_sent_back_two_weeks_ago_is_called_unless_something_came_since(made):
    sent_back = timezone.now() - timedelta(days=15)
    Submission.objects.filter(seller=made.asking).update(sent_at=sent_back - timedelta(days=1))
    Submission.objects.filter(pk=made.paper.pk).update(state="sent_back", decided_at=sent_back, reason="Mờ")
    made.request.delete()
    assert reasons(made.asking.name) == ["stuck"]

    market.paper(made.asking, made.owner)

    assert reasons(made.asking.name) == []


def test_a_call_agreed_for_later_leaves_the_list_until_its_time(client, caller, made):
    again = timezone.localtime() + timedelta(days=2)

    press(client, "call.note", made.live, result="later", note="Đang đi ruộng", again_at=f"{again:%Y-%m-%dT%H:%M}")
    assert shown(client) == [made.wish.name]
    assert shown(client, "?show=later") == [made.live.name]

    CallNote.objects.update(again_at=timezone.now() - timedelta(minutes=1))
    assert made.live.name in shown(client)
    assert "again" in reasons(made.live.name)


def test_who_was_called_today_comes_back_tomorrow(client, caller, made):
    press(client, "call.note", made.live, result="nobody", note="", again_at="")
    assert shown(client) == [made.wish.name]

    CallNote.objects.update(at=timezone.now() - timedelta(days=1))

    assert made.live.name in shown(client)


def test_after_a_note_the_next_call_opens(client, caller, made):
    answer = press(
        client, "call.note", made.live, query="?show=now", result="reached", note="Hứa trả lời chiều nay", again_at=""
    )

    note = CallNote.objects.get()
    assert (note.by, note.phone, note.outcome, note.note) == (
        caller,
        made.live.phone,
        "reached",
        "Hứa trả lời chiều nay",
    )
    assert answer.url == reverse("desk:wish", args=[made.wish.pk]) + "?show=now"
    assert logged("call.note")[0].object_id == str(made.live.pk)


def test_call_again_says_when(client, caller, made):
    page = press(client, "call.note", made.live, result="later", note="Bận chợ", again_at="")

    assert list(errors(page)) == ["again_at"]
    assert "Bận chợ" in page.content.decode()
    assert not CallNote.objects.exists()


def test_the_order_is_answered_for_the_seller_on_the_telephone(client, caller, made):
    press(client, "call.yes", made.question)

    made.question.refresh_from_db()
    assert (made.question.answer, made.question.via, made.question.person) == ("yes", "desk", caller)
    assert made.question.answered_by == "chamsocnguoiban"
    assert Parcel.objects.get(pk=made.question.parcel_id).state == Parcel.State.ACCEPTED


def test_less_is_answered_line_by_line(client, caller, made):
    line = made.question.parcel.lines.get()

    press(client, "call.less", made.question, **{f"units-{line.pk}": 1, "note_to_buyer": "Còn một bao"})

    made.question.refresh_from_db()
    assert (made.question.answer, made.question.figures) == ("less", {"missing": [[1, "Gạo thơm"]]})


def test_more_than_was_ordered_is_refused_beside_its_field(client, caller, made):
    line = made.question.parcel.lines.get()

    page = press(client, "call.less", made.question, **{f"units-{line.pk}": 3, "note_to_buyer": ""})

    assert list(errors(page)) == [f"units-{line.pk}"]
    made.question.refresh_from_db()
    assert made.question.answer == ""


def test_an_order_is_answered_once(client, caller, made):
    press(client, "call.yes", made.question)

    press(client, "call.no", made.question, note_to_buyer="")

    made.question.refresh_from_db()
    assert made.question.answer == "yes"
    assert len(logged("call.yes")) == 1 and logged("call.no") == []


def test_a_wish_is_taken_and_finished_with_what_came_of_it(client, caller, made):
    press(client, "wish.take", made.wish)
    assert HelpWish.objects.get().taken_by == caller

    press(client, "wish.finish", made.wish, came_of_it="Đã lập gian hàng giúp bà.")

    made.wish.refresh_from_db()
    assert (made.wish.state, made.wish.outcome) == ("done", "Đã lập gian hàng giúp bà.")
    assert made.wish.name not in shown(client)


def test_a_finished_wish_stays_finished(client, caller, made):
    press(client, "wish.finish", made.wish, came_of_it="Xong")

    press(client, "wish.finish", made.wish, came_of_it="Khác")

    assert HelpWish.objects.get().outcome == "Xong"


def test_calls_to_a_shop_of_another_commune_are_not_read_at_a_wish(client, staff, made):
    there = market.seller("Hộ nơi khác", at=market.THERE)
    for at, of, words in ((1, there, "Chuyện nơi khác"), (2, made.live, "Chuyện ở đây"), (3, None, "Chuyện chung")):
        CallNote.objects.create(
            seller=of, phone=made.wish.phone, outcome="reached", note=words, by=staff.care,
            at=timezone.now() - timedelta(days=at),
        )  # fmt: skip

    def read_by(officer):
        client.force_login(officer)
        page = client.get(reverse("desk:wish", args=[made.wish.pk]))
        return [note.note for note in page.context["sections"][1].table.data]

    assert read_by(staff.here) == ["Chuyện ở đây", "Chuyện chung"]
    assert read_by(staff.care) == ["Chuyện nơi khác", "Chuyện ở đây", "Chuyện chung"]


def test_orders_of_a_seller_are_counted_for_that_seller(made):
    market.question(made.live, hours=30, title="Xoài")
    market.question(market.seller("Hộ bên cạnh", state="open"), hours=30, title="Mận")

    words = {call.name: call.words[0] for call in calls(Reach()) if call.seller}

    assert {name: text.split()[0] for name, text in words.items()} == {made.live.name: "2", "Hộ bên cạnh": "1"}


def test_the_list_is_narrowed_by_reason_commune_and_phone(client, caller, made):
    assert shown(client, "?why=wish") == [made.wish.name]
    assert shown(client, "?why=silent&commune=30469") == [made.live.name]
    assert shown(client, f"?find={made.live.phone[-6:]}") == [made.live.name]
    assert shown(client, "?find=ho+dang+ban") == [made.live.name]
