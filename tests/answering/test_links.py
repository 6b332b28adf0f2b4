"""The link in the message: two taps, nothing by a look, nothing of the buyer before a yes, and safe in other hands."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from marketplace.answering.models import OrderQuestion
from marketplace.fulfilment.answer_links import BEGINNING, Recipient, key_of, path_of
from marketplace.fulfilment.models import Parcel
from marketplace.notify.models import Message
from marketplace.payments.cancelling import cancel_by_buyer, cannot_deliver
from marketplace.payments.models import Refund
from marketplace.payments.parcel_life.stepping import accept, pack
from sellers.models import Seller
from tests.payments import till

from .asked import lines_of, maker, ordered, question_of

pytestmark = pytest.mark.django_db
PHONE, HOUSE, NAME = "0912 345 678", "Số 1, ấp Mẫu", "Nguyễn Văn Mẫu"


def link(parcel, recipient=Recipient.SELLER, *, until=None) -> str:
    key = key_of(parcel, recipient, until=until or timezone.now() + timedelta(hours=96))
    return f"/en/selling/answer/{key}/"


def read(url, client=None) -> str:
    answer = (client or Client()).get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def state(parcel) -> str:
    return Parcel.objects.get(pk=parcel.pk).state


def test_the_message_has_the_link_and_nothing_of_the_buyer():
    parcel = ordered(by=maker(email="mau@example.vn"))

    messages = Message.objects.filter(template="order_for_seller")

    assert {message.channel for message in messages} == {"sms", "email"}
    for message in messages:
        (url,) = re.findall(r"https?://\S+/selling/answer/\S+/", message.body)
        assert read(urlsplit(url).path)
        for secret in ("912345678", PHONE, HOUSE, NAME):
            assert secret not in message.body
    assert state(parcel) == "new"


def test_the_sms_is_short():
    ordered(by=maker())

    assert len(Message.objects.get(template="order_for_seller").body) <= 160


def test_a_first_order_is_answered_in_two_taps():
    parcel, client = ordered(), Client()

    asked = client.get(link(parcel))
    answer = client.post(link(parcel), follow=True)

    assert "Can you send this?" in asked.content.decode()
    assert "Answered: yes" in answer.content.decode()
    assert state(parcel) == "accepted"
    question = OrderQuestion.objects.get()
    assert (question.answer, question.answered_by, question.via) == ("yes", "Hộ Mẫu", "link")
    assert question.answered_at is not None


def test_a_look_changes_nothing():
    parcel = ordered()
    before = OrderQuestion.objects.count()

    for rest in ("", "less/", "not-now/"):
        for method in ("get", "head", "options"):
            getattr(Client(), method)(link(parcel) + rest)

    assert state(parcel) == "new"
    assert OrderQuestion.objects.count() == before


def test_answered_twice_the_same_it_says_who_and_when():
    parcel = ordered()
    Client().post(link(parcel))

    answer = Client().post(link(parcel), follow=True)

    assert answer.status_code == 200
    assert "Answered: yes" in answer.content.decode()
    assert "By Hộ Mẫu at" in answer.content.decode()
    assert [event.state for event in parcel.events.all()].count("accepted") == 1


def test_another_answer_afterwards_changes_nothing_and_says_what_stands():
    parcel = ordered()
    Client().post(link(parcel))

    answer = Client().post(link(parcel) + "not-now/")

    assert answer.status_code == 409
    assert "Your answer was not taken" in answer.content.decode()
    assert "Answered: yes" in answer.content.decode()
    assert "I cannot send it" in answer.content.decode()
    assert state(parcel) == "accepted"
    assert Refund.objects.count() == 0


def test_not_now_asks_first_says_what_happens_to_the_buyer_and_gives_the_money_back():
    parcel = ordered()

    asked = read(link(parcel) + "not-now/")
    answer = Client().post(link(parcel) + "not-now/", follow=True)

    assert "250.000" in asked
    assert "Answered: not now" in answer.content.decode()
    assert state(parcel) == "cancelled"
    assert Refund.objects.get().amount == 250_000
    assert OrderQuestion.objects.get().answer == "no"


def test_less_by_the_link():
    parcel = ordered()
    lines = lines_of(parcel)
    asked = read(link(parcel) + "less/")

    numbers = {f"line-{lines['Khô cá lóc']}": 4, f"line-{lines['Đường thốt nốt']}": 0}
    answer = Client().post(link(parcel) + "less/", numbers, follow=True)

    assert asked.count('type="number"') == 2
    assert "Answered: less" in answer.content.decode()
    assert "1 × Khô cá lóc" in answer.content.decode()
    assert Refund.objects.get().amount == 70_000
    question = OrderQuestion.objects.get()
    assert (question.answer, question.figures["missing"]) == ("less", [[1, "Khô cá lóc"], [2, "Đường thốt nốt"]])


def test_less_sent_twice_is_one_answer():
    parcel = ordered()
    lines = lines_of(parcel)
    numbers = {f"line-{lines['Khô cá lóc']}": 4, f"line-{lines['Đường thốt nốt']}": 2}
    Client().post(link(parcel) + "less/", numbers)

    Client().post(link(parcel) + "less/", numbers)

    assert Refund.objects.count() == 1
    assert Parcel.objects.count() == 2


def test_all_of_it_is_a_yes_and_none_of_it_asks_for_a_no():
    parcel, other = ordered(), ordered()
    full = {f"line-{content.pk}": content.quantity for content in parcel.lines.all()}
    none = {f"line-{content.pk}": 0 for content in other.lines.all()}

    Client().post(link(parcel) + "less/", full)
    answer = Client().post(link(other) + "less/", none)

    assert parcel.question.answer == "yes"
    assert answer["Location"] == link(other) + "not-now/"
    assert state(other) == "new"


def test_a_link_that_has_run_out_answers_no_more():
    parcel = ordered()
    old = link(parcel, until=timezone.now() - timedelta(hours=2))

    answers = [Client().get(old), Client().post(old)]

    assert [answer.status_code for answer in answers] == [410, 410]
    assert "This link has run out" in answers[0].content.decode()
    assert state(parcel) == "new"


def test_a_link_ends_within_the_hour_that_is_signed():
    parcel = ordered()
    now = timezone.now()
    path = path_of(parcel, now=now)
    hour = int(path.split("-")[1][1:], 36)

    assert timedelta(0) <= BEGINNING + timedelta(hours=hour) - (now + timedelta(hours=96)) < timedelta(hours=1)


def test_the_deputys_link_answers_for_the_seller_and_ends_with_the_deputy():
    by = maker(deputy_name="Lê Văn Thay", deputy_phone="+84900000077")
    parcel, other = ordered(by=by), ordered(by=by)

    Client().post(link(parcel, Recipient.DEPUTY))

    assert parcel.question.answered_by == "Lê Văn Thay for Hộ Mẫu"
    url = link(other, Recipient.DEPUTY)
    Seller.objects.filter(pk=by.pk).update(deputy_phone="+84900000078")
    assert Client().get(url).status_code == 404


def test_a_seller_without_a_deputy_has_no_such_link():
    parcel = ordered()

    assert Client().get(link(parcel, Recipient.DEPUTY)).status_code == 404


def test_too_late_because_the_buyer_cancelled():
    parcel = ordered()
    cancel_by_buyer(parcel=parcel, by="buyer")

    looked, answer = read(link(parcel)), Client().post(link(parcel))

    assert "The buyer has cancelled" in looked
    assert answer.status_code == 409
    assert "The buyer has cancelled" in answer.content.decode()
    assert state(parcel) == "cancelled"


def test_the_buyer_cancels_the_rest_after_less():
    parcel, client = ordered(), Client()
    client.post(link(parcel) + "less/", {f"line-{content.pk}": 1 for content in parcel.lines.all()})
    cancel_by_buyer(parcel=parcel, by="buyer")

    text = read(link(parcel), client)

    assert "The buyer has cancelled" in text
    assert PHONE not in text


def test_too_late_because_the_desk_answered():
    parcel = ordered()
    accept(parcel=parcel, by="Bàn điều phối")

    text = read(link(parcel))

    assert "Answered: yes" in text
    assert "By Bàn điều phối at" in text


def test_too_late_because_it_is_packed_or_gone():
    parcel = ordered()
    pack(parcel=accept(parcel=parcel, by="Bàn điều phối"), by="x")

    answer = Client().post(link(parcel))

    assert answer.status_code == 409
    assert "Answered: yes" in answer.content.decode()
    assert state(parcel) == "packed"


def test_after_the_answer_the_buyer_of_a_cancelled_parcel_is_hidden_again():
    parcel, client = ordered(), Client()
    client.post(link(parcel))
    cannot_deliver(parcel=parcel, by="Bàn điều phối")

    text = read(link(parcel), client)

    assert PHONE not in text
    assert NAME not in text
    assert "It is not sent after all" in text
    assert "Bàn điều phối gave it up" in text


def test_no_cache_keeps_the_page_and_no_search_engine_finds_it():
    answer = Client().get(link(ordered()))

    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "same-origin"


def test_a_form_of_another_site_answers_nothing():
    parcel = ordered()

    answer = Client(enforce_csrf_checks=True).post(link(parcel))

    assert answer.status_code == 403
    assert state(parcel) == "new"


def test_the_page_is_in_the_language_of_the_message():
    parcel = ordered()
    body = Message.objects.get(template="order_for_seller", channel="sms").body

    (url,) = re.findall(r"https?://\S+", body)

    assert "/en/" not in url
    assert '<html lang="vi">' in read(urlsplit(url).path)
    assert question_of(parcel).answer == ""


def test_a_parcel_that_is_picked_up_and_one_for_cash_say_so():
    parcel = ordered(payment="cod")
    Parcel.objects.filter(pk=parcel.pk).update(zone="pickup")

    text = read(link(parcel))

    assert "picks it up from" in text
    assert "in cash" in text


def test_a_yes_costs_few_queries(django_assert_max_num_queries):
    parcel = ordered()
    url = link(parcel)

    with django_assert_max_num_queries(12):
        Client().get(url)
    assert till.parcel_of(parcel.order) == parcel
