"""A stranger pays on a phone, in real Chromium: by card on the provider's page, by a transfer with VietQR."""

import json
import re
from urllib.request import Request, urlopen

import pytest

from .market import FISH_SAUCE
from .shopping import Shopper

ORDER_PAGE = re.compile(r"/shop/orders/([0-9A-Z]{9})/\?k=")
PAY_PAGE = re.compile(r"/shop/orders/([0-9A-Z]{9})/pay/\?k=")
CARD_PAGE = re.compile(r"/pay/cs_test_")
PAID = "125.000\N{NO-BREAK SPACE}₫"


def order_by(shopper: Shopper, way: str) -> None:
    """One bottle and its carriage, as far as the button."""
    shopper.go("/shop/search/?q=nuoc+mam+phu+quoc")
    shopper.put_in_basket(FISH_SAUCE)
    shopper.go_to_checkout()
    shopper.tell_who()
    if shopper.page.evaluate("document.querySelector('.listbox') !== null"):
        shopper.choose_ward()
    else:
        shopper.fill("input[name=place]", "Xã Châu Phú, An Giang")
    shopper.tell_house()
    shopper.page.check(f"input[name=payment][value={way}]")
    shopper.press_order()
    if shopper.page.url.endswith("/shop/checkout/"):  # without scripts the fee is shown first, then agreed to
        shopper.page.check(f"input[name=payment][value={way}]")
        shopper.press_order()


def is_paid(shopper: Shopper) -> bool:
    shopper.page.wait_for_url(ORDER_PAGE)
    return shopper.page.locator("main .track [aria-current=step]").count() == 1


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_card_is_typed_on_the_providers_page_and_the_order_is_certain(open_phone, scripts, capsys):
    shopper = open_phone(java_script_enabled=scripts)

    order_by(shopper, "stripe")
    shopper.page.wait_for_url(CARD_PAGE)
    shopper.tap("button >> nth=0")

    assert is_paid(shopper)
    assert PAID in shopper.page.inner_text("main")
    assert shopper.complaints == []
    with capsys.disabled():
        print("\n  " + shopper.said(f"paying by card, scripts {scripts}"))


def test_a_refused_card_may_be_tried_again_and_who_goes_back_finds_the_order_waiting(phone):
    order_by(phone, "stripe")
    phone.page.wait_for_url(CARD_PAGE)
    phone.page.fill("input[name=card]", "4000 0000 0000 0002")
    phone.tap("button >> nth=0")
    phone.page.wait_for_selector("p.wrong")  # the answer is there: a page still arriving cannot be left backwards
    assert CARD_PAGE.search(phone.page.url)

    phone.page.go_back()
    phone.go("/shop/basket/")

    assert phone.page.locator(".basket-line").count() == 0


def test_a_tab_that_is_closed_after_paying_loses_nothing(open_phone, providers):
    shopper = open_phone()
    order_by(shopper, "stripe")
    shopper.page.wait_for_url(CARD_PAGE)
    session = shopper.page.url.rsplit("/", 1)[1]
    shopper.page.close()

    providers.control.pay(session, "4242424242424242")
    providers.control.wait()

    later = Shopper(shopper.page.context.new_page(), shopper.shop)
    later.go("/shop/orders/")
    later.fill("#id_phone", shopper.phone_number)
    later.fill("#id_number", order_of(providers, session))
    later.tap("main form button")
    assert is_paid(later)
    assert PAID in later.page.inner_text("main")


def order_of(providers, session: str) -> str:
    """What our shop called the order when it asked for this page."""
    asked = Request(
        f"{providers.url}/v1/checkout/sessions/{session}", headers={"Authorization": f"Bearer {providers.api_key}"}
    )
    with urlopen(asked) as answer:
        return json.load(answer)["client_reference_id"]


def test_a_transfer_with_the_code_is_noticed_by_the_page_itself(phone, providers, capsys):
    order_by(phone, "vietqr")
    phone.page.wait_for_url(PAY_PAGE)
    content = phone.page.locator(".copyable b").last.inner_text()
    amount = int(re.sub(r"\D", "", phone.page.locator(".copyable [data-copy]").nth(1).inner_text()))
    picture = phone.page.locator(".pay-code img")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 200")

    providers.bank.transfer(content, amount - 1_000)
    phone.page.reload()
    assert "1.000" in phone.page.inner_text("main .notice")
    providers.bank.transfer(content, 1_000)

    assert is_paid(phone)  # nobody pressed anything: the page asks every few seconds
    assert phone.complaints == []
    with capsys.disabled():
        print("\n  " + phone.said("paying by transfer"))


def test_without_scripts_a_button_looks_whether_the_transfer_has_come(open_phone, providers):
    shopper = open_phone(java_script_enabled=False)
    order_by(shopper, "vietqr")
    shopper.page.wait_for_url(PAY_PAGE)
    look = shopper.page.locator("form[action$='/look/'] button")
    look.click()
    assert PAY_PAGE.search(shopper.page.url)

    content = shopper.page.locator(".copyable b").last.inner_text()
    amount = int(re.sub(r"\D", "", shopper.page.locator(".copyable [data-copy]").nth(1).inner_text()))
    providers.bank.transfer(content, amount)
    look.click()

    assert is_paid(shopper)


def test_the_way_of_paying_can_be_changed_while_nothing_has_come(phone):
    order_by(phone, "vietqr")
    phone.page.wait_for_url(PAY_PAGE)

    phone.page.check("input[name=way][value=stripe]")
    phone.page.click("form:has(input[name=way]) button")
    phone.page.wait_for_url(CARD_PAGE)
    phone.tap("button >> nth=0")

    assert is_paid(phone)
