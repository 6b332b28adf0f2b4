"""The basket: by producer, re-checked, odd quantities answered in plain words."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from oscar.core.loading import get_model

from marketplace.fulfilment.loading import load_rates
from tests import stall

pytestmark = pytest.mark.django_db
BASKET = "/en/shop/basket/"


@pytest.fixture
def shopper():
    load_rates()
    return Client()


def add(client, product, quantity=1, **more):
    return client.post(f"/en/shop/basket/add/{product.pk}/", {"quantity": quantity, **more})


def lines():
    return {
        line.product.title: line.quantity
        for line in get_model("basket", "Line").objects.filter(basket__status="Open").order_by("pk")
    }


def set_quantity(client, quantity, **more):
    line = get_model("basket", "Line").objects.get()
    return client.post(BASKET, {"line": line.pk, "quantity": quantity}, **more)


def test_goods_stand_under_their_producer(shopper):
    anh_ba, ba_tu = stall.seller("Anh Ba"), stall.seller("Bà Tư")
    add(shopper, stall.product("Khô cá lóc", by=anh_ba, price=120_000), 2)
    add(shopper, stall.product("Đường thốt nốt", by=ba_tu, price=52_555))
    add(shopper, stall.product("Mắm cá linh", by=anh_ba, price=60_000))

    page = shopper.get(BASKET).context["page"]

    assert [(group.seller.name, [line.title for line in group.lines], group.goods_text) for group in page.groups] == [
        ("Anh Ba", ["Khô cá lóc", "Mắm cá linh"], "300.000\u00a0₫"),
        ("Bà Tư", ["Đường thốt nốt"], "52.555\u00a0₫"),
    ]
    assert page.total_text == "352.555\u00a0₫"
    assert page.fee_text == ""


def test_the_fee_is_told_when_the_ward_is_known(shopper):
    add(shopper, stall.product(price=50_000))
    shopper.cookies["ward"] = stall.commune("30470", "Xã Khánh Hòa").code

    page = shopper.get(BASKET).context["page"]

    assert (page.fee_text, page.total_text) == ("20.000\u00a0₫", "70.000\u00a0₫")
    assert "Delivery 20.000\u00a0₫." in page.groups[0].delivery_text


def test_an_empty_basket_leads_to_the_market(shopper):
    assert b'href="/en/shop/"' in shopper.get(BASKET).content


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("0", "At least 1. To leave it, press “Take out”."),
        ("-1", "At least 1. To leave it, press “Take out”."),
        ("1000000000", "Only 10 are left."),
        ("11", "Only 10 are left."),
        ("ba", "Type a number in digits, for example 2."),
        ("", "Type how many, for example 2."),
        ("1.5", "Type a number in digits, for example 2."),
        ("9" * 5000, "Type a number in digits, for example 2."),
    ],
)
def test_an_odd_quantity_is_answered_beside_the_field_and_kept(shopper, typed, answer):
    add(shopper, stall.product("Khô cá lóc"), 3)

    response = set_quantity(shopper, typed)

    assert response.status_code == 200
    line = response.context["page"].groups[0].lines[0]
    assert (line.error, line.quantity) == (answer, typed[:20])
    assert lines() == {"Khô cá lóc": 3}


@pytest.mark.parametrize("typed", ["0", "-1", "1000000000", "ba", "9" * 5000])
def test_an_odd_quantity_when_adding_is_answered_on_a_page_that_keeps_it(shopper, typed):
    response = add(shopper, stall.product("Khô cá lóc"), typed)

    assert response.status_code == 200
    assert response.context["form"].errors["quantity"]
    assert f'value="{typed[:20]}"' in response.content.decode()
    assert lines() == {}


def test_quantities_without_stock_have_an_upper_end(shopper, settings):
    add(shopper, stall.product(stock=10_000), 999)

    response = set_quantity(shopper, 1000)

    assert "999 pieces at most" in response.context["page"].groups[0].lines[0].error


def test_a_change_answers_a_script_with_the_basket_alone(shopper):
    add(shopper, stall.product(price=50_000))

    response = set_quantity(shopper, 4, HTTP_HX_REQUEST="true")

    body = response.content.decode()
    assert "<html" not in body
    assert 'id="basket"' in body
    assert "200.000" in body
    assert 'id="basket-count"' in body
    assert lines() == {"Khô cá lóc": 4}


def test_a_change_answers_a_plain_form_with_a_redirect(shopper):
    add(shopper, stall.product())

    response = set_quantity(shopper, 4)

    assert (response.status_code, response.url) == (302, BASKET)
    assert lines() == {"Khô cá lóc": 4}


def test_a_line_can_be_taken_out(shopper):
    add(shopper, stall.product())
    line = get_model("basket", "Line").objects.get()

    response = shopper.post(BASKET, {"line": line.pk, "action": "take"}, follow=True)

    assert "Khô cá lóc is out of the basket." in response.content.decode()
    assert lines() == {}


def test_a_guest_keeps_something_for_later_and_brings_it_back(shopper):
    add(shopper, stall.product(price=50_000), 2)
    line = get_model("basket", "Line").objects.get()

    shopper.post(BASKET, {"line": line.pk, "action": "later"})
    page = shopper.get(BASKET).context["page"]
    assert (page.is_empty, [kept.title for kept in page.kept]) == (True, ["Khô cá lóc"])

    shopper.post(BASKET, {"line": line.pk, "action": "back"})
    assert lines() == {"Khô cá lóc": 2}


def test_what_a_guest_kept_follows_them_when_they_sign_in(shopper):
    add(shopper, stall.product(price=50_000))
    shopper.post(BASKET, {"line": get_model("basket", "Line").objects.get().pk, "action": "later"})

    shopper.force_login(get_user_model().objects.create_user(email="chi@example.vn", password="x"))

    assert [kept.title for kept in shopper.get(BASKET).context["page"].kept] == ["Khô cá lóc"]
    assert [kept.title for kept in shopper.get(BASKET).context["page"].kept] == ["Khô cá lóc"]


def test_nobody_touches_the_lines_of_another(shopper):
    add(shopper, stall.product(), 2)
    line = get_model("basket", "Line").objects.get()
    stranger = Client()

    for action in ("take", "later", "back", "forget", "set"):
        stranger.post(BASKET, {"line": line.pk, "quantity": 9, "action": action})
    stranger.post(BASKET, {"line": "1 OR 1=1", "action": "take"})

    assert lines() == {"Khô cá lóc": 2}


def test_a_withdrawn_product_is_told_and_set_aside(shopper):
    gone = stall.product("Khô cá lóc", price=70_000)
    add(shopper, gone)
    add(shopper, stall.product("Mắm cá linh", price=60_000))
    type(gone).objects.filter(pk=gone.pk).update(is_public=False)

    page = shopper.get(BASKET).context["page"]

    assert page.total_text == "60.000\u00a0₫"
    assert [line.notes for line in page.set_aside] == [
        ["Khô cá lóc is no longer sold. It is set aside and not counted."]
    ]


def test_a_paused_seller_sells_nothing(shopper):
    by = stall.seller("Anh Ba")
    made = stall.product(by=by)
    add(shopper, made)
    type(by).objects.filter(pk=by.pk).update(state="paused")

    assert shopper.get(BASKET).context["page"].is_empty
    assert "not sold any more" in add(Client(), made).content.decode()


def test_less_stock_and_another_price_are_told(shopper):
    made = stall.product("Khô cá lóc", price=50_000)
    add(shopper, made, 5)
    made.stockrecords.update(num_in_stock=3, price=55_000)

    page = shopper.get(BASKET).context["page"]

    line = page.groups[0].lines[0]
    assert line.quantity == 3
    assert line.notes == ["Only 3 of Khô cá lóc are left, so we count 3."]
    assert page.total_text == "165.000\u00a0₫"


def test_a_changed_price_is_told_until_the_shopper_has_seen_it(shopper):
    made = stall.product("Khô cá lóc", price=50_000)
    add(shopper, made)
    made.stockrecords.update(price=55_000)

    notes = shopper.get(BASKET).context["page"].groups[0].lines[0].notes
    assert notes == ["The price of Khô cá lóc went from 50.000\u00a0₫ to 55.000\u00a0₫ since you put it in the basket."]

    set_quantity(shopper, 2)
    assert shopper.get(BASKET).context["page"].groups[0].lines[0].notes == []


def test_a_pack_is_added_by_its_own_number_and_never_one_of_another_product(shopper):
    made, by = stall.product("Mật ong", price=None), stall.seller()
    half = stall.product("Mật ong 500 ml", parent=made, by=by, price=90_000)
    other = stall.product("Khô cá lóc", by=by)

    add(shopper, made, child_id=half.pk)
    assert lines() == {"Mật ong 500 ml": 1}

    for wrong in ("", other.pk, "ba", "9" * 30):
        assert "Choose a pack first." in add(shopper, made, child_id=wrong).content.decode()
    assert lines() == {"Mật ong 500 ml": 1}


def test_a_form_on_a_cached_page_works_without_a_token_but_not_from_another_site():
    made = stall.product()
    client = Client(enforce_csrf_checks=True)
    address = f"/en/shop/basket/add/{made.pk}/"

    assert client.post(address, {"quantity": 1}, HTTP_SEC_FETCH_SITE="same-origin").status_code == 302
    assert client.post(address, {"quantity": 1}, HTTP_SEC_FETCH_SITE="cross-site").status_code == 403
    assert client.post(address, {"quantity": 1}).status_code == 403


def test_a_redirect_after_adding_stays_on_this_site(shopper):
    made = stall.product()

    assert add(shopper, made, next="/en/shop/").url == "/en/shop/"
    assert add(shopper, made, next="https://evil.example/").url == BASKET


def test_an_unknown_product_is_not_found(shopper):
    assert shopper.post("/en/shop/basket/add/999999/", {"quantity": 1}).status_code == 404


def test_the_page_asks_as_few_questions_for_seven_lines_as_for_one(shopper):
    by = [stall.seller(f"Người bán {n}") for n in range(3)]
    shopper.cookies["ward"] = stall.commune("30470", "Xã Khánh Hòa").code
    add(shopper, stall.product("Món 0", by=by[0]))
    with CaptureQueriesContext(
        connection,
    ) as for_one:
        shopper.get(BASKET)
    for n in range(1, 7):
        add(shopper, stall.product(f"Món {n}", by=by[n % 3]))

    with CaptureQueriesContext(connection) as for_seven:
        page = shopper.get(BASKET).context["page"]

    assert sum(len(group.lines) for group in page.groups) == 7
    assert len(for_seven) == len(for_one)
    assert len(for_seven) <= 20
    assert "no-store" in shopper.get(BASKET)["Cache-Control"]


def test_a_hidden_product_tells_a_stranger_nothing_not_even_its_name(client):
    from tests.stall import product

    hidden = product("Món bí mật", is_public=False)

    response = client.post(
        f"/shop/basket/add/{hidden.pk}/", {"quantity": 1}, HTTP_SEC_FETCH_SITE="same-origin", follow=True
    )

    assert "Món bí mật" not in response.content.decode()


def test_a_page_that_only_shows_how_many_lie_in_the_basket_asks_for_a_sum(shopper):
    add(shopper, stall.product("Khô cá lóc"), 3)
    shopper.get("/en/shop/orders/")

    with CaptureQueriesContext(connection) as asked:
        page = shopper.get("/en/shop/orders/")

    of_lines = [query["sql"] for query in asked if "basket_line" in query["sql"]]
    assert page.context["basket_count"]() == 3
    assert len(of_lines) == 1 and "SUM(" in of_lines[0]
