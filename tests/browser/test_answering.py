"""A producer answers the first order by the link in the message, on a phone, without signing in: two taps."""

import re
import sqlite3
from urllib.parse import urlsplit

import pytest

from .market import FISH_SAUCE
from .shopping import HOUSE, NAME, Shopper

ORDER_PAGE = re.compile(r"/shop/orders/([0-9A-Z]{9})/\?k=")
SMALLEST_TARGET = 48


@pytest.fixture(scope="session")
def outbox(shop, tmp_path_factory):
    """Reads what the shop has written to a producer about an order."""
    (database,) = {path.resolve() for path in tmp_path_factory.getbasetemp().glob("shop*/shop.sqlite3")}

    def read(number: str) -> str:
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as rows:
            found = rows.execute(
                "SELECT body FROM notify_message WHERE template = 'order_for_seller' AND channel = 'sms' AND about = ?",
                [f"{number}-1"],
            ).fetchone()
        return found[0]

    return read


def ordered(shopper: Shopper, *, pieces: int = 1) -> str:
    """The number of an order for cash."""
    shopper.go("/shop/search/?q=nuoc+mam+phu+quoc")
    for _piece in range(pieces):
        shopper.go("/shop/search/?q=nuoc+mam+phu+quoc")
        shopper.put_in_basket(FISH_SAUCE)
    shopper.go_to_checkout()
    shopper.tell_who()
    if shopper.page.evaluate("document.querySelector('.listbox') !== null"):
        shopper.choose_ward()
    else:
        shopper.fill("input[name=place]", "Xã Châu Phú, An Giang")
    shopper.tell_house()
    shopper.press_order()
    if shopper.page.url.endswith("/shop/checkout/"):
        shopper.press_order()
    shopper.page.wait_for_url(ORDER_PAGE)
    return ORDER_PAGE.search(shopper.page.url)[1]


def path_in(message: str) -> str:
    return urlsplit(re.search(r"https?://\S+/selling/answer/\S+/", message)[0]).path


def small_targets(page) -> list[str]:
    return page.evaluate(
        "least => [...document.querySelectorAll('main a, main button')].filter(one => one.offsetParent"
        " && one.getBoundingClientRect().height < least).map(one => one.textContent.trim())",
        SMALLEST_TARGET,
    )


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_first_order_is_answered_in_two_taps(open_phone, outbox, scripts, capsys):
    number = ordered(open_phone(java_script_enabled=scripts))
    producer = open_phone(java_script_enabled=scripts)

    producer.taps += 1  # the link in the message
    producer.go(path_in(outbox(number)))
    before = producer.page.inner_text("main")
    wide, small = producer.page.evaluate("document.documentElement.scrollWidth"), small_targets(producer.page)
    producer.tap("main form button")
    producer.page.wait_for_load_state()

    after = producer.page.inner_text("main")
    assert producer.taps == 2
    assert (wide, small) == (360, [])
    assert FISH_SAUCE in before
    assert [secret in before for secret in (NAME, HOUSE)] == [False, False]
    assert [secret in after for secret in (NAME, HOUSE)] == [True, True]
    assert producer.complaints == []
    with capsys.disabled():
        print("\n  " + producer.said(f"answering a first order, scripts {scripts}"))


def test_less_is_said_with_one_thumb_and_the_buyer_sees_it(open_phone, outbox):
    buyer = open_phone()
    number = ordered(buyer, pieces=2)
    producer = open_phone()
    producer.go(path_in(outbox(number)))

    producer.tap("main a[href$='/less/']")
    producer.tap("main [data-step='-1']")
    producer.tap("main form button.wide")
    producer.page.wait_for_load_state()
    buyer.page.reload()

    assert FISH_SAUCE in producer.page.inner_text("main")
    assert buyer.page.locator("main section.sheet").count() == 2  # what comes, and what does not
    assert buyer.page.locator("main .notice.warning").count() == 1
    assert producer.complaints == []
