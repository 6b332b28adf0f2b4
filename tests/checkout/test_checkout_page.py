"""The one page between basket and order: five fields, plain answers, nothing that was typed is lost."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from oscar.core.loading import get_model

from marketplace.fulfilment.loading import load_rates
from marketplace.fulfilment.models import Parcel, PlacedCheckout
from marketplace.notify.models import Message
from tests import stall

from .buying import fields

pytestmark = pytest.mark.django_db
CHECKOUT = "/en/shop/checkout/"
Order = get_model("order", "Order")


@pytest.fixture(autouse=True)
def near():
    load_rates()
    return stall.commune("30470", "Xã Khánh Hòa", search_text=" khanh hoa / xa khanh hoa / tinh an giang / ")


@pytest.fixture
def shopper():
    return Client()


def add(client, product, quantity=1):
    client.post(f"/en/shop/basket/add/{product.pk}/", {"quantity": quantity})
    return product


def page_of(client, **more):
    return client.post(CHECKOUT, fields(calculate=1, **more)).context["page"]


def order(client, **more):
    """Fill in the page that stands before the shopper and press the button."""
    page = page_of(
        client,
        **{name: value for name, value in more.items() if name.startswith("way-") or name in ("place", "commune")},
    )
    return client.post(CHECKOUT, fields(**{"token": page.token, "shown_total": page.total, **more}))


def test_a_guest_orders_from_two_producers_with_five_fields(shopper):
    anh_ba, ba_tu = stall.seller("Anh Ba", phone="+84900000011"), stall.seller("Bà Tư", phone="+84900000012")
    fish, sugar = (
        add(shopper, stall.product("Khô cá lóc", by=anh_ba, price=120_000), 2),
        add(shopper, stall.product("Đường", by=ba_tu, price=50_000)),
    )

    response = order(shopper, note="Gọi trước\r\nkhi giao")

    made = Order.objects.get()
    assert response.status_code == 302
    assert response.url.startswith(f"/en/shop/orders/{made.number}/?k=")
    assert (made.status, made.total_incl_tax, made.shipping_incl_tax) == ("confirmed", 330_000, 40_000)
    assert [(p.number, p.seller, p.state, p.goods_total, p.fee) for p in made.parcels.order_by("pk")] == [
        (f"{made.number}-1", anh_ba, "new", 240_000, 20_000),
        (f"{made.number}-2", ba_tu, "new", 50_000, 20_000),
    ]
    assert [(p.amount, p.state, p.provider) for p in made.payments.order_by("pk")] == [
        (260_000, "promised", "cod"),
        (70_000, "promised", "cod"),
    ]
    assert [fish.stockrecords.get().num_allocated, sugar.stockrecords.get().num_allocated] == [2, 1]
    address = made.shipping_address
    assert (address.first_name, address.line1, address.line4, address.state) == (
        "Nguyễn Văn Mẫu",
        "Số 1, ấp Mẫu",
        "Xã Khánh Hòa",
        "Tỉnh An Giang",
    )
    assert (str(address.phone_number), address.notes) == ("+84912345678", "Gọi trước\nkhi giao")
    assert set(made.lines.values_list("status", flat=True)) == {"confirmed"}


def test_the_shopper_and_each_producer_are_told_after_the_order_stands(shopper, django_capture_on_commit_callbacks):
    add(shopper, stall.product("Khô cá lóc", by=stall.seller("Anh Ba", phone="+84900000011")))
    add(shopper, stall.product("Đường", by=stall.seller("Bà Tư", phone="+84900000012", email="ba@example.vn")))

    with django_capture_on_commit_callbacks(execute=True):
        order(shopper)

    told = sorted(Message.objects.values_list("template", "channel", "recipient"))
    assert told == [
        ("order_for_seller", "email", "ba@example.vn"),
        ("order_for_seller", "sms", "+84900000011"),
        ("order_for_seller", "sms", "+84900000012"),
        ("order_placed", "sms", "+84912345678"),
    ]
    number = Order.objects.get().number
    to_shopper = Message.objects.get(template="order_placed").body
    assert f"/en/shop/orders/{number}/?k=" in to_shopper


def test_a_message_that_fails_does_not_undo_the_order(shopper, monkeypatch):
    add(shopper, stall.product())
    monkeypatch.setattr("marketplace.payments.telling.send", lambda **_message: 1 / 0)

    assert order(shopper).status_code == 302
    assert Order.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field", "answer"),
    [
        ({"phone": "0912345"}, "phone", "This phone number has 7 digits; it must have 10, for example 0912 345 678."),
        ({"phone": ""}, "phone", "Type your phone number."),
        ({"name": "<b>Mẫu</b>"}, "name", "A name has no < or > in it."),
        ({"name": "\x00 \u200b"}, "name", "Type the name of who receives the goods."),
        ({"house": ""}, "house", "Type the house number or the hamlet, so that the courier finds you."),
        ({"house": "<script>alert(1)</script>"}, "house", "Write it without < and >."),
        ({"note": "x" * 501}, "note", "Ensure this value has at most 500 characters (it has 501)."),
        ({"place": "", "commune": ""}, "place", "Type the ward or commune, and choose it from the list."),
        ({"place": "", "commune": "99999"}, "place", "Type the ward or commune, and choose it from the list."),
        (
            {"place": "Xóm Không Có, Sao Hỏa", "commune": "99999"},
            "place",
            "No ward or commune has this code. Type its name and choose it from the list.",
        ),
        (
            {"place": "Sao Hỏa", "commune": "30470"},
            "place",
            "Xã Khánh Hòa, An Giang is not in the place you typed. Type it again and choose it from the list.",
        ),
        (
            {"place": "Xóm Không Có", "commune": ""},
            "place",
            "We know no ward or commune of this name. Type its name and province, for example: Mỹ Đức, An Giang.",
        ),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_everything_typed_stays(shopper, wrong, field, answer):
    add(shopper, stall.product())

    response = order(shopper, **{"note": "Gọi trước", **wrong})

    assert response.status_code == 200
    form = response.context["form"]
    assert form.errors == {field: [answer]}
    body = response.content.decode()
    assert "<script>alert" not in body
    assert "<b>Mẫu" not in body
    for name, value in {**fields(), **wrong}.items():
        if name in ("phone", "name", "house"):
            assert form[name].value() == value
    assert form["note"].value() == wrong.get("note", "Gọi trước")
    assert form.destination.text == wrong.get("place", "Xã Khánh Hòa, An Giang").strip()
    assert Order.objects.count() == 0


def test_a_commune_of_another_province_than_the_typed_one_is_refused(shopper):
    stall.commune("31117", "Phường Ninh Kiều", "92", search_text=" ninh kieu / phuong ninh kieu / tinh can tho / ")
    add(shopper, stall.product())

    form = order(shopper, place="An Giang", commune="31117").context["form"]

    assert form.place_error
    assert form.destination.commune is None
    assert Order.objects.count() == 0


def test_the_typed_place_counts_when_the_hidden_code_is_that_of_another(shopper):
    stall.commune("31117", "Phường Ninh Kiều", "92", search_text=" ninh kieu / phuong ninh kieu / tinh can tho / ")
    add(shopper, stall.product())

    order(shopper, place="Xã Khánh Hòa, An Giang", commune="31117")

    assert Order.objects.get().parcels.get().to_commune_id == "30470"


def test_without_scripts_a_typed_place_that_fits_two_communes_offers_both(shopper):
    stall.commune(
        "10999", "Xã Khánh Hòa", "15", region="north", search_text=" khanh hoa / xa khanh hoa / tinh lao cai / "
    )
    add(shopper, stall.product(price=50_000))

    response = shopper.post(CHECKOUT, fields(place="Khánh Hòa", commune="", calculate=1))
    assert [commune.code for commune in response.context["form"].destination.candidates] == ["30470", "10999"]
    assert 'name="candidate" value="30470"' in response.content.decode()

    page = shopper.post(CHECKOUT, fields(place="Khánh Hòa", commune="", candidate="30470", calculate=1)).context["page"]
    assert (page.fee_text, page.total_text) == ("20.000\u00a0₫", "70.000\u00a0₫")


def test_without_scripts_a_typed_place_that_is_clear_is_enough(shopper):
    add(shopper, stall.product(price=50_000))

    first = shopper.post(CHECKOUT, fields(place="khanh hoa an giang", commune=""))
    assert first.context["page"].problem == "The total has changed. Look at it below and press once more."
    page = first.context["page"]
    second = shopper.post(
        CHECKOUT, fields(place="khanh hoa an giang", commune="", token=page.token, shown_total=page.total)
    )

    assert second.status_code == 302
    assert Order.objects.get().parcels.get().to_commune_id == "30470"


def test_a_script_gets_only_the_part_that_depends_on_the_ward(shopper):
    add(shopper, stall.product(price=50_000))

    body = shopper.post(CHECKOUT, fields(calculate=1), HTTP_HX_REQUEST="true").content.decode()

    assert "<html" not in body
    assert "Delivery 20.000\u00a0₫" in body
    assert 'name="shown_total" value="70000"' in body


def test_pick_up_costs_nothing_and_is_chosen_per_producer(shopper):
    anh_ba, ba_tu = stall.seller("Anh Ba"), stall.seller("Bà Tư")
    add(shopper, stall.product("Khô cá lóc", by=anh_ba, price=50_000))
    add(shopper, stall.product("Đường", by=ba_tu, price=50_000))

    order(shopper, **{f"way-{anh_ba.pk}-ambient": "pickup"})

    assert sorted(Parcel.objects.values_list("seller__name", "zone", "fee")) == [
        ("Anh Ba", "pickup", 0),
        ("Bà Tư", "province", 20_000),
    ]
    assert Order.objects.get().total_incl_tax == 120_000


def test_an_impossible_way_becomes_the_first_that_is_possible(shopper):
    by = stall.seller(has_pickup=False)
    add(shopper, stall.product(by=by, price=50_000))

    order(shopper, **{f"way-{by.pk}-ambient": "pickup"})

    assert Parcel.objects.get().fee == 20_000


def test_another_total_than_the_one_shown_saves_nothing_and_says_why(shopper):
    made = add(shopper, stall.product("Khô cá lóc", price=50_000))
    page = page_of(shopper)
    made.stockrecords.update(price=55_000)

    response = shopper.post(CHECKOUT, fields(token=page.token, shown_total=page.total))

    assert "went from 50.000\u00a0₫ to 55.000\u00a0₫" in response.context["page"].problem
    assert response.context["page"].total == 75_000
    assert (Order.objects.count(), made.stockrecords.get().num_allocated) == (0, None)


def test_goods_that_ran_out_are_named_with_how_many_are_left(shopper):
    made = add(shopper, stall.product("Khô cá lóc", price=50_000), 5)
    page = page_of(shopper)
    made.stockrecords.update(num_in_stock=3)

    response = shopper.post(CHECKOUT, fields(token=page.token, shown_total=page.total))
    assert response.context["page"].problem == "Only 3 of Khô cá lóc are left, so we count 3."
    assert Order.objects.count() == 0

    again = response.context["page"]
    assert shopper.post(CHECKOUT, fields(token=again.token, shown_total=again.total)).status_code == 302
    assert Order.objects.get().lines.get().quantity == 3


def test_when_everything_is_gone_the_basket_says_so(shopper):
    made = add(shopper, stall.product("Khô cá lóc"))
    page = page_of(shopper)
    made.stockrecords.update(num_in_stock=0)

    response = shopper.post(CHECKOUT, fields(token=page.token, shown_total=page.total), follow=True)

    assert response.redirect_chain == [("/en/shop/basket/", 302)]
    assert "Khô cá lóc has just sold out." in response.content.decode()


def test_a_withdrawn_product_is_left_out_of_the_order(shopper):
    gone = add(shopper, stall.product("Khô cá lóc"))
    add(shopper, stall.product("Mắm", price=60_000))
    type(gone).objects.filter(pk=gone.pk).update(is_public=False)

    order(shopper)

    assert [line.title for line in Order.objects.get().lines.all()] == ["Mắm"]


def test_goods_that_nothing_brings_there_name_their_producer_and_can_be_kept_for_later(shopper):
    stall.commune("00070", "Phường Hoàn Kiếm", "01", region="north")
    by = stall.seller("Anh Ba", has_pickup=False)
    add(shopper, stall.product("Cá đông lạnh", by=by, facts={"storage": "frozen"}))
    add(shopper, stall.product("Đường", by=stall.seller("Bà Tư"), price=50_000))
    there = {"place": "", "commune": "00070"}

    response = order(shopper, **there)
    assert "Goods from Anh Ba cannot be sent to this place." in response.context["page"].problem
    assert "Anh Ba cannot send these to your place." in response.content.decode()

    kept = shopper.post(CHECKOUT, fields(**there, name="Chị Năm", later=f"{by.pk}-frozen"))
    assert [group.seller.name for group in kept.context["page"].groups] == ["Bà Tư"]
    assert kept.context["form"]["name"].value() == "Chị Năm"
    assert order(shopper, **there).status_code == 302
    assert [line.title for line in shopper.get("/en/shop/basket/").context["page"].kept] == ["Cá đông lạnh"]


def test_cash_that_is_not_possible_is_shown_with_its_reason(shopper):
    add(shopper, stall.product(price=600_000), 2)

    response = order(shopper)

    page = response.context["page"]
    assert "1.000.000" in page.problem
    assert Order.objects.count() == 0


def test_an_empty_basket_has_no_checkout(shopper):
    assert shopper.get(CHECKOUT).url == "/en/shop/basket/"
    assert shopper.post(CHECKOUT, fields(calculate=1)).url == "/en/shop/basket/"
    assert shopper.post(CHECKOUT, fields()).url == "/en/shop/basket/"


def test_the_same_page_sent_again_leads_to_the_same_order(shopper):
    add(shopper, stall.product())
    page = page_of(shopper)
    sent = fields(token=page.token, shown_total=page.total)

    first, second = shopper.post(CHECKOUT, sent), shopper.post(CHECKOUT, sent)

    assert first.url == second.url
    assert (Order.objects.count(), PlacedCheckout.objects.count()) == (1, 1)


def test_two_tabs_have_one_token_and_give_one_order(shopper):
    add(shopper, stall.product())
    tabs = [page_of(shopper), page_of(shopper)]

    for page in tabs:
        assert shopper.post(CHECKOUT, fields(token=page.token, shown_total=page.total)).status_code == 302

    assert Order.objects.count() == 1


def test_a_new_basket_after_an_order_is_a_new_order(shopper):
    made = stall.product()
    for _time in range(2):
        add(shopper, made)
        order(shopper)

    assert Order.objects.count() == 2


def test_a_program_that_fills_in_everything_orders_nothing(shopper):
    add(shopper, stall.product())

    assert order(shopper, website="http://example.vn").status_code == 200
    assert Order.objects.count() == 0


def test_too_many_orders_from_one_phone_wait(shopper):
    add(shopper, stall.product())
    for _try in range(10):
        shopper.post(CHECKOUT, fields(shown_total=1))

    response = shopper.post(CHECKOUT, fields(shown_total=1))

    assert response.status_code == 429
    assert response.context["form"]["name"].value() == "Nguyễn Văn Mẫu"


def test_alcohol_needs_a_tick_and_is_never_paid_in_cash(shopper, settings):
    settings.ALCOHOL_ENABLED = True
    add(shopper, stall.product("Rượu", facts={"is_alcohol": True}))

    assert "Tick the box" in order(shopper).context["page"].problem
    response = order(shopper, is_of_age="on")
    assert "cannot be paid in cash" in response.context["page"].problem
    assert Order.objects.count() == 0


def test_alcohol_is_not_sold_where_it_is_not_switched_on(shopper, settings):
    settings.ALCOHOL_ENABLED = True
    add(shopper, stall.product("Rượu", facts={"is_alcohol": True}))
    settings.ALCOHOL_ENABLED = False

    assert shopper.get("/en/shop/basket/").context["page"].is_empty


def test_a_person_who_ordered_before_finds_the_fields_filled_in():
    person = get_user_model().objects.create_user(email="chi@example.vn", password="x", full_name="Chị Năm")
    client = Client()
    client.force_login(person)
    made = stall.product()
    add(client, made)
    order(client, phone="0987 654 321")
    add(client, made)

    form = client.get(CHECKOUT).context["form"]

    assert Order.objects.get().user == person
    assert (form["phone"].value(), form["name"].value(), form["house"].value()) == (
        "0987 654 321",
        "Nguyễn Văn Mẫu",
        "Số 1, ấp Mẫu",
    )
    assert form.destination.commune.code == "30470"


def test_the_ward_that_was_chosen_before_is_filled_in(shopper):
    add(shopper, stall.product(price=50_000))
    shopper.cookies["ward"] = "30470"

    page = shopper.get(CHECKOUT).context["page"]

    assert page.total == 70_000


def test_nothing_that_was_typed_is_run_as_html(shopper):
    add(shopper, stall.product(by=stall.seller("Anh Ba")))

    body = shopper.post(
        CHECKOUT, fields(place='"><img src=x onerror=alert(1)>', name="<i>x", calculate=1)
    ).content.decode()

    assert "<img src=x" not in body
    assert "<i>x" not in body


def test_garbage_in_hidden_fields_is_no_error(shopper):
    add(shopper, stall.product())

    for odd in (
        {"token": "x"},
        {"shown_total": "ba"},
        {"shown_total": "9" * 4000},
        {"payment": "gold"},
        {"commune": "\x00"},
        {"way-1": "x" * 9999},
    ):
        assert shopper.post(CHECKOUT, fields(**odd)).status_code == 200
    assert Order.objects.count() == 0
