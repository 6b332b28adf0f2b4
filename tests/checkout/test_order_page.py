"""After the order: the signed page, finding it by phone and number, changing one's mind."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from oscar.core.loading import get_model

from marketplace.checkout.order_page import rows_of
from marketplace.fulfilment.moving import WrongState, move
from marketplace.fulfilment.order_links import key_of
from marketplace.notify.models import Message
from marketplace.payments.cancelling import cancel_by_buyer

from .buying import buy

pytestmark = pytest.mark.django_db
ORDERS = "/en/shop/orders/"


def address(order, key=None):
    return f"{ORDERS}{order.number}/?k={key_of(order.number) if key is None else key}"


def find(client, phone, number, **more):
    return client.post(ORDERS, {"phone": phone, "number": number}, **more)


def cancel(client, order, parcel, key=None):
    key = key_of(order.number) if key is None else key
    return client.post(f"{ORDERS}{order.number}/cancel/", {"k": key, "parcel": parcel.number}, follow=True)


def test_the_signed_page_shows_a_state_per_producer():
    order = buy(parcels=2)
    move(parcel=order.parcels.first(), to="accepted", by="seller")

    response = Client().get(address(order))

    page = response.context["page"]
    assert [[stop["state"] for stop in view.stops] for view in page.parcels] == [
        ["done", "now", "", ""],
        ["now", "", "", ""],
    ]
    assert [view.total_text for view in page.parcels] == ["70.000\u00a0₫"] * 2
    assert (page.fee_text, page.total_text) == ("40.000\u00a0₫", "140.000\u00a0₫")
    body = response.content.decode()
    assert body.count('href="tel:+84900000001"') == 2
    assert f"{order.number[:3]}-{order.number[3:6]}-{order.number[6:]}" in body
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]


def test_nobody_opens_an_order_without_its_key():
    order, other = buy(), buy(phone="+84912345679")

    for key in ("", "x", key_of(other.number), key_of(order.number)[:-1], "\x00"):
        response = Client().get(address(order, key))
        assert response.status_code == 404
        assert "Nguyễn Văn Mẫu" not in response.content.decode()
    assert Client().get(f"{ORDERS}AAAAAAAAA/?k=x").status_code == 404


def test_the_owner_opens_it_without_a_key_and_a_stranger_does_not():
    owner = get_user_model().objects.create_user(email="chu@example.vn", password="x")
    stranger = get_user_model().objects.create_user(email="la@example.vn", password="x")
    order = buy(user=owner)

    for person, status in ((owner, 200), (stranger, 404)):
        client = Client()
        client.force_login(person)
        assert client.get(f"{ORDERS}{order.number}/").status_code == status
        listed = client.get("/en/account/").status_code
        assert listed == 200
    assert [row.sellers for row in rows_of(owner)] == ["Người bán 0"]
    assert rows_of(stranger) == []


def test_phone_and_number_however_typed_lead_to_the_page():
    order = buy()
    number = order.number.lower()

    response = find(Client(), "0912.345.678", f" {number[:3]}-{number[3:6]} {number[6:]} ")

    assert response.url == address(order)


def test_a_wrong_number_and_a_wrong_phone_get_the_same_answer():
    order = buy()

    answers = [find(Client(), "0912345679", order.number), find(Client(), "0912345678", "AAAAAAAAN")]

    errors = [answer.context["form"].non_field_errors() for answer in answers]
    assert errors[0] == errors[1]
    assert len(errors[0]) == 1
    assert [answer.status_code for answer in answers] == [200, 200]


def test_guessing_is_stopped_after_ten_tries():
    order, client = buy(), Client()
    for _try in range(10):
        assert find(client, "0912345678", "AAAAAAAAN").status_code == 200

    response = find(client, "0912345678", order.number)

    assert response.status_code == 429
    assert response.context["form"]["phone"].value() == "0912345678"


def test_a_phone_of_seven_digits_and_garbage_get_plain_words():
    response = find(Client(), "0912345", "@@@")

    assert response.context["form"].errors == {
        "phone": ["This phone number has 7 digits; it must have 10, for example 0912 345 678."],
        "number": ["An order number has letters and digits, for example K3M-9QX-DHT."],
    }
    assert find(Client(), "0912345678", "x" * 5000).status_code == 200


def test_cancelling_one_part_brings_its_goods_back_and_leaves_the_rest():
    order = buy(parcels=2)
    first, second = order.parcels.order_by("pk")

    response = cancel(Client(), order, first)

    assert "has been told" in response.content.decode()
    order.refresh_from_db()
    assert [parcel.state for parcel in order.parcels.order_by("pk")] == ["cancelled", "new"]
    assert [payment.state for payment in order.payments.order_by("pk")] == ["void", "promised"]
    assert [line.stockrecord.num_allocated for line in order.lines.order_by("pk")] == [0, 1]
    assert order.status == "confirmed"
    assert Message.objects.filter(template="order_cancelled").count() == 1
    assert second.events.count() == 2


def test_when_every_part_is_cancelled_so_is_the_order():
    order = buy(parcels=2)

    for parcel in order.parcels.all():
        cancel(Client(), order, parcel)

    order.refresh_from_db()
    assert order.status == "cancelled"
    assert Client().get(address(order)).context["page"].is_cancelled


def test_a_part_cannot_be_cancelled_twice_nor_after_the_producer_began():
    order = buy()
    parcel = order.parcels.get()
    cancel_by_buyer(parcel=parcel, by="buyer")
    with pytest.raises(WrongState):
        cancel_by_buyer(parcel=parcel, by="buyer")
    assert order.lines.get().stockrecord.num_allocated == 0

    begun = buy(phone="+84912345679").parcels.get()
    move(parcel=begun, to="accepted", by="seller")
    response = cancel(Client(), begun.order, begun)
    assert "has begun already" in response.content.decode()
    begun.refresh_from_db()
    assert begun.state == "accepted"


def test_nobody_cancels_with_a_wrong_key_or_a_parcel_of_another_order():
    order, other = buy(), buy(phone="+84912345679")

    cancel(Client(), order, order.parcels.get(), key="x")
    cancel(Client(), order, other.parcels.get())

    assert set(get_model("order", "Order").objects.values_list("parcels__state", flat=True)) == {"new"}


def test_a_parcel_follows_its_graph_only():
    parcel = buy().parcels.get()

    for wrong in ("packed", "delivered", "returned", "new"):
        with pytest.raises(WrongState):
            move(parcel=parcel, to=wrong)
    for right in ("accepted", "packed", "handed_over", "in_transit", "out_for_delivery", "delivered", "completed"):
        parcel = move(parcel=parcel, to=right, by="seller")

    assert [event.state for event in parcel.events.all()][-2:] == ["delivered", "completed"]


def test_the_page_asks_as_few_questions_for_three_parcels_as_for_one():
    one, three = buy(), buy(phone="+84912345679", parcels=3)
    Client().get(address(one))
    with CaptureQueriesContext(connection) as for_one:
        Client().get(address(one))

    with CaptureQueriesContext(connection) as for_three:
        Client().get(address(three))

    assert len(for_three) == len(for_one)
    assert len(for_three) <= 8
