"""Every page of the shop: no complaint in the console, nothing wider than the screen, nothing that axe finds."""

import pytest

from tests.quality.accessibility import findings

PLAIN = {
    "home": "/",
    "browse": "/shop/",
    "search": "/shop/search/?q=nuoc+mam",
    "nothing found": "/shop/search/?q=zzzzqq",
    "register": "/ocop/",
    "producers": "/sellers/",
    "ranking": "/ranking/",
    "login": "/account/login/",
    "ward": "/ward/",
    "find an order": "/shop/orders/",
    "empty basket": "/shop/basket/",
}
NARROW = (320, 360)


@pytest.fixture(scope="module")
def pages(open_phone):
    """A phone that has bought once and has goods in its basket again: name of a page -> its address, and the phone."""
    shopper = open_phone()
    addresses = dict(PLAIN)
    shopper.choose_goods()
    shopper.go_to_checkout()
    shopper.fill_checkout()
    shopper.press_order()
    shopper.page.wait_for_url("**/shop/orders/**")
    addresses["order"] = shopper.page.url.removeprefix(shopper.shop)
    shopper.choose_goods()
    shopper.go("/shop/search/?q=nuoc+mam+phu+quoc")
    addresses["product"] = shopper.page.locator("ul.cards a").first.get_attribute("href")
    shopper.go(addresses["product"])
    addresses["seller"] = shopper.page.locator(".maker a").first.get_attribute("href")
    addresses |= {"basket": "/shop/basket/", "checkout": "/shop/checkout/"}
    shopper.complaints.clear()
    return shopper, addresses


@pytest.mark.parametrize("name", [*PLAIN, "product", "seller", "basket", "checkout", "order"])
def test_page_is_quiet_fits_a_narrow_screen_and_is_open_to_everybody(pages, open_phone, name):
    shopper, addresses = pages
    shopper = open_phone() if name == "empty basket" else shopper
    page = shopper.page

    answer = page.goto(shopper.shop + addresses[name], wait_until="networkidle")

    assert answer.status == 200
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert findings(page) == []
    assert shopper.complaints == []
