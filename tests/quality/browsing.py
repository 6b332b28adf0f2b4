"""Chromium as the measurements need it: a phone of 360 px, a basket with goods of two producers."""

import shutil
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE = {
    "viewport": {"width": 360, "height": 800},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "vi-VN",
}
GOODS = ("nuoc mam phu quoc", "duong thot not")
# A page of each editorial kind: the first of its list.
LISTS = {
    "story": "/chuyen-ke/",
    "place": "/dia-diem/",
    "route": "/tuyen-di/",
    "event": "/le-hoi/",
    "campaign": "/chien-dich/",
    "guide": "/cam-nang/",
}


@contextmanager
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def addresses(page: Page, base: str) -> dict[str, str]:
    """The pages that are measured: name and address. Product and producer are those of the first fish sauce found."""
    page.goto(f"{base}/shop/search/?q={GOODS[0]}")
    product = page.locator("ul.cards a").first.get_attribute("href")
    page.goto(base + product)
    producer = page.locator(".maker a").first.get_attribute("href")
    return {
        **{name: first_of(page, base + path) for name, path in LISTS.items()},
        "map": "/map/",
        "home": "/",
        "browse": "/shop/",
        "product": product,
        "producer": producer,
        "basket": "/shop/basket/",
        "checkout": "/shop/checkout/",
    }


def first_of(page: Page, url: str) -> str:
    """The address of the first page of a list."""
    page.goto(url)
    return page.locator(".story-card a").first.get_attribute("href")


def fill_basket(page: Page, base: str) -> None:
    for goods in GOODS:
        page.goto(f"{base}/shop/search/?q={goods}")
        page.locator("ul.cards a").first.click()
        page.wait_for_url("**_*/")
        page.locator(".buy-bar button.button").click()
        page.wait_for_url("**/shop/basket/")


def shopper(browser: Browser, base: str) -> BrowserContext:
    """A context whose basket holds goods of two producers."""
    context = browser.new_context(**PHONE)
    page = context.new_page()
    fill_basket(page, base)
    page.close()
    return context


def cookie_header(context: BrowserContext) -> str:
    return "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in context.cookies())
