"""What a shopper does on the pages, with every tap and every field counted."""

import itertools
import time

from playwright.sync_api import Page

from .market import FISH_SAUCE, PALM_SUGAR

NAME, HOUSE = "Người mua minh họa", "Số 1, ấp Minh Họa, cạnh chợ"
FEE_IS_KNOWN = "#offer .sums div:nth-child(2) dd:not(:text-is('—'))"
_numbers = itertools.count(100)


class Shopper:
    """One person with one phone. `complaints` holds what the console and the Content-Security-Policy said."""

    def __init__(self, page: Page, shop: str, language: str = "vi"):
        self.page, self.shop = page, shop
        self.prefix = "" if language == "vi" else f"/{language}"
        self.taps = self.fields = 0
        self.complaints = []
        # A number of one's own: one phone may have only so many unpaid parcels on the way.
        self.phone_number = f"0912 345 {next(_numbers):03}"
        self.began = time.monotonic()
        page.on(
            "console",
            lambda said: said.type in ("error", "warning") and self.complaints.append(f"{page.url}: {said.text}"),
        )
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))

    def go(self, path: str):
        return self.page.goto(f"{self.shop}{self.prefix}{path}")

    def tap(self, what) -> None:
        self.taps += 1
        (self.page.locator(what) if isinstance(what, str) else what).click()

    def fill(self, selector: str, text: str) -> None:
        self.fields += 1
        self.page.fill(selector, text)

    def said(self, name: str) -> str:
        return f"{name}: {self.taps} taps, {self.fields} fields, {time.monotonic() - self.began:.1f} s of pages and answers"

    def search(self, words: str) -> None:
        self.fill("input[name=q] >> visible=true >> nth=0", words)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/shop/search/?q=*")

    def put_in_basket(self, title: str) -> None:
        """From a page with cards to the basket."""
        self.tap(self.page.locator("ul.cards a", has_text=title).first)
        self.page.wait_for_url("**_*/")
        self.tap(".buy-bar button.button")
        self.page.wait_for_url("**/shop/basket/")

    def choose_goods(self, fish_sauce: str = FISH_SAUCE, palm_sugar: str = PALM_SUGAR) -> None:
        self.go("/")
        self.search("nuoc mam phu quoc")
        self.put_in_basket(fish_sauce)
        self.search("duong thot not bay nui")
        self.put_in_basket(palm_sugar)

    def go_to_checkout(self) -> None:
        self.tap("a.button[href$='/shop/checkout/']")
        self.page.wait_for_url("**/shop/checkout/")

    def tell_who(self) -> None:
        self.fill("input[name=phone]", self.phone_number)
        self.fill("input[name=name]", NAME)

    def tell_house(self) -> None:
        self.fill("input[name=house]", HOUSE)

    def choose_ward(self, typed: str = "khanh hoa chau phu") -> None:
        """The old commune and the old district, without tone marks: one suggestion stands for today's commune."""
        self.fields += 1
        self.page.locator("#id_place").press_sequentially(typed, delay=5)
        with self.page.expect_response("**/shop/checkout/"):
            self.tap(self.page.locator(".listbox [role=option]").first)
        self.page.wait_for_selector(FEE_IS_KNOWN)

    def fill_checkout(self) -> None:
        self.tell_who()
        self.choose_ward()
        self.tell_house()

    def press_order(self) -> None:
        self.tap(self.order_button)

    @property
    def order_button(self):
        return self.page.locator("#offer button.wide")
