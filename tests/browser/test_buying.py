"""A stranger buys from two producers in one basket, on a phone, in real Chromium."""

import re

import pytest

from .market import CLIMBER, FISH_SAUCE, ISLANDER, PALM_SUGAR
from .shopping import FEE_IS_KNOWN, HOUSE, NAME, Shopper

ORDER_ADDRESS = re.compile(r"/shop/orders/([0-9A-Z-]+)/\?k=")


def order_number(page) -> str:
    page.wait_for_url(ORDER_ADDRESS)
    return ORDER_ADDRESS.search(page.url)[1]


def assert_one_page_for_both(page):
    assert page.locator("main section.sheet h2").all_inner_texts() == [CLIMBER, ISLANDER]
    assert page.locator("main .track").count() == 2
    assert page.locator("main .track [aria-current=step]").count() == 2
    text = page.inner_text("main")
    assert FISH_SAUCE in text
    assert PALM_SUGAR in text
    assert "125.000\N{NO-BREAK SPACE}₫" in text
    assert "52.000\N{NO-BREAK SPACE}₫" in text
    address = page.inner_text("main address")
    assert address.splitlines()[:2] == [NAME, HOUSE]
    assert "Xã Mỹ Đức" in address


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_stranger_buys_from_two_producers_in_one_order(open_phone, language, capsys):
    shopper = open_phone(language)

    shopper.choose_goods()
    shopper.go_to_checkout()
    shopper.fill_checkout()
    shopper.press_order()

    order_number(shopper.page)
    assert_one_page_for_both(shopper.page)
    assert shopper.page.get_attribute("html", "lang") == language
    assert shopper.complaints == []
    with capsys.disabled():
        print("\n  " + shopper.said(f"buying, {language}"))


def test_scripts_are_not_needed_to_buy(open_phone, capsys):
    shopper = open_phone(java_script_enabled=False)

    shopper.choose_goods()
    shopper.go_to_checkout()
    shopper.tell_who()
    shopper.fill("input[name=place]", "Khánh Hòa, Châu Phú, An Giang")
    shopper.tell_house()
    shopper.press_order()
    if shopper.page.locator("input[name=candidate]").count():
        shopper.tap(shopper.page.locator("label.choice", has_text="Xã Mỹ Đức"))
        shopper.press_order()
    if shopper.page.url.endswith("/shop/checkout/"):  # the fee has come to the total since: it is shown, then agreed to
        shopper.press_order()

    order_number(shopper.page)
    assert_one_page_for_both(shopper.page)
    with capsys.disabled():
        print("\n  " + shopper.said("buying, scripts off"))


def test_a_double_click_the_back_button_and_a_second_tab_all_lead_to_the_same_one_order(phone):
    phone.choose_goods()
    phone.go_to_checkout()
    phone.fill_checkout()
    second_tab = Shopper(phone.page.context.new_page(), phone.shop)
    second_tab.go("/shop/checkout/")
    second_tab.fill_checkout()
    sent = []
    phone.page.on("request", lambda request: request.method == "POST" and sent.append(request.url))

    phone.order_button.dblclick(no_wait_after=True)
    number = order_number(phone.page)
    second_tab.press_order()
    phone.page.go_back()

    assert order_number(second_tab.page) == number
    assert len(sent) == 1
    assert phone.page.url == f"{phone.shop}/shop/basket/"
    assert phone.page.locator(".basket-line").count() == 0


def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(phone):
    phone.choose_goods()
    phone.go_to_checkout()
    phone.fill("input[name=phone]", "0912345")
    phone.fill("input[name=name]", "<b>Người</b> mua")
    phone.fill("input[name=place]", "Xã Không Có Ở Đâu")
    phone.fill("input[name=house]", HOUSE)
    phone.fill("textarea[name=note]", "Gọi trước khi giao")

    phone.press_order()

    phone.page.wait_for_selector(".error-summary")
    for name in ("phone", "name", "place"):
        box = phone.page.locator(f"#id_{name}")
        assert box.get_attribute("aria-invalid") == "true", name
        assert f"id_{name}_error" in box.get_attribute("aria-describedby"), name
        assert phone.page.inner_text(f"#id_{name}_error"), name
    values = {name: phone.page.input_value(f"[name={name}]") for name in ("phone", "name", "place", "house", "note")}
    assert values == {
        "phone": "0912345",
        "name": "<b>Người</b> mua",
        "place": "Xã Không Có Ở Đâu",
        "house": HOUSE,
        "note": "Gọi trước khi giao",
    }


def test_the_keyboard_alone_is_enough(phone):
    page = phone.page
    phone.go("/shop/")
    tab_to(page, "header input[name=q]")
    page.keyboard.type("duong thot not", delay=5)
    page.wait_for_selector("header .listbox [role=option]")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("header input[name=q]", "aria-activedescendant")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"_\d+/$|q="))
    if "q=" in page.url:
        tab_to(page, "ul.cards a")
        page.keyboard.press("Enter")
    page.wait_for_url("**_*/")
    tab_to(page, ".buy-bar button.button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/shop/basket/")
    tab_to(page, "a.button[href$='/shop/checkout/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/shop/checkout/")

    tab_to(page, "#id_phone")
    page.keyboard.type(phone.phone_number)
    page.keyboard.press("Tab")
    page.keyboard.type(NAME)
    page.keyboard.press("Tab")
    page.keyboard.type("khanh hoa chau phu", delay=5)
    page.wait_for_selector(".listbox [role=option]")
    page.keyboard.press("ArrowDown")
    with page.expect_response("**/shop/checkout/"):
        page.keyboard.press("Enter")
    page.wait_for_selector(FEE_IS_KNOWN)
    page.keyboard.press("Tab")
    page.keyboard.type(HOUSE)
    tab_to(page, "#offer button.wide")
    page.keyboard.press("Enter")

    order_number(page)
    assert page.locator("main section.sheet h2").all_inner_texts() == [CLIMBER]


def tab_to(page, selector: str, most: int = 60) -> None:
    """Presses Tab until the focus stands on the first match; fails when it never comes there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement === document.querySelector(selector)", selector):
            return
    raise AssertionError(f"the Tab key never reaches {selector}")
