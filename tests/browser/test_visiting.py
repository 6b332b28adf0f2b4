"""A shopper books a visit together with a bottle, on a phone; the host notes that the guest is there."""

import json
import os
import re
import subprocess
import sys

import pytest

from tests import engines

from .hosts import VISIT
from .market import FISH_SAUCE
from .shopping import Shopper

ORDER_PAGE = re.compile(r"/shop/orders/([0-9A-Z]{9})/\?k=")
CARD_PAGE = re.compile(r"/pay/cs_test_")
CODE = re.compile(r"\b[34679ACDEFGHJKMNPQRTWXY]{4}-[34679ACDEFGHJKMNPQRTWXY]{4}\b")
HOUR = re.compile(r"\d\d:00–\d\d:00")


@pytest.fixture(scope="session")
def garden(shop, tmp_path_factory):
    database = next(tmp_path_factory.getbasetemp().glob("shop*/shop.sqlite3"))
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "marketplace.settings.test",
        "DATABASE_URL": f"sqlite:///{database}",
        "PAYMENT_PROVIDERS": "tests.payments.till.Till",
    }
    made = subprocess.run(
        [sys.executable, "-m", "tests.browser.hosts"],
        cwd=engines.ROOT, env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return json.loads(made.stdout.splitlines()[-1])


def fits(page) -> None:
    width = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert width[0] <= width[1], f"{page.url} is wider than the phone"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_visit_and_a_bottle_are_ordered_in_one_basket(open_phone, garden, scripts, capsys):
    shopper = open_phone(java_script_enabled=scripts)
    page = shopper.page

    shopper.go("/shop/search/?q=hai+vu+sua")
    shopper.tap(page.locator("ul.cards a", has_text=VISIT).first)
    page.wait_for_url("**_*/")
    fits(page)
    shopper.tap(page.locator(".visit-day label").nth(1))
    shopper.fill("input[name=quantity]", "2")
    shopper.tap(".buy-bar button.button")
    page.wait_for_url("**/shop/basket/")
    shopper.go("/shop/search/?q=nuoc+mam+phu+quoc")
    shopper.put_in_basket(FISH_SAUCE)
    fits(page)
    basket = page.inner_text("main")
    shopper.go_to_checkout()
    shopper.tell_who()
    if scripts:
        shopper.choose_ward()
    else:
        shopper.fill("input[name=place]", "Xã Châu Phú, An Giang")
    shopper.tell_house()
    fits(page)
    ways = page.locator("input[name=payment]").evaluate_all("boxes => boxes.map(box => box.value)")
    for _press in range(2):  # without scripts the fee is shown first, then agreed to
        if "/shop/checkout/" in page.url:
            page.check("input[name=payment][value=stripe]")
            shopper.press_order()
            page.wait_for_load_state()
    page.wait_for_url(CARD_PAGE)
    shopper.tap("button >> nth=0")

    page.wait_for_url(ORDER_PAGE)
    fits(page)
    told = page.inner_text("main")
    assert VISIT in basket and HOUR.search(basket)
    assert "stripe" in ways
    assert VISIT in told and FISH_SAUCE in told and HOUR.search(told)
    assert CODE.search(told)
    assert shopper.complaints == []
    with capsys.disabled():
        print("\n  " + shopper.said(f"a visit and a bottle, scripts {scripts}"))


def test_without_a_day_nothing_is_put_in_the_basket_and_the_page_points_at_the_days(open_phone, garden):
    shopper = open_phone()
    shopper.go("/shop/search/?q=hai+vu+sua")
    shopper.tap(shopper.page.locator("ul.cards a", has_text=VISIT).first)
    shopper.page.wait_for_url("**_*/")

    shopper.tap(".buy-bar button.button")

    assert shopper.page.evaluate("document.activeElement.name") == "child_id"
    assert "/basket/" not in shopper.page.url


def test_the_host_types_the_code_and_checks_in_with_two_taps(open_phone, shop, garden, capsys):
    host = Shopper(open_phone().page, shop)
    page = host.page
    page.context.add_cookies([{"name": "sessionid", "value": garden["session"], "url": shop}])
    host.go(f"/selling/{garden['shop']}/visits/visitors/")
    fits(page)

    host.fill("input[name=code]", garden["code"].lower())
    host.tap(".visit-check button")
    page.wait_for_url("**/visits/check-in/?code=*")
    fits(page)
    assert "Nguyễn Văn Mẫu" in page.inner_text("main")
    host.tap("button[name=came]")

    page.wait_for_url(f"**/visits/times/{garden['slot']}/visitors/")
    assert page.locator("a.button[href*='check-in']").count() == 0
    assert (host.taps, host.fields) == (2, 1)
    assert host.complaints == []
    with capsys.disabled():
        print("\n  " + host.said("check-in"))
