"""Sellers at work on a phone of 360 px, in real Chromium: a paper sent back and mended, a helper who joins for a farmer,
a list of 300 products."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from io import BytesIO

import pytest
from openpyxl import Workbook

from tests import engines
from tests.pictures import picture_bytes

from .shopping import Shopper

REASON = "Hình bị mờ, chưa đọc được ngày cấp. Bác chụp lại giúp trang đầu."
GOODS = 300


@pytest.fixture(scope="session")
def database(shop, tmp_path_factory):
    return next(tmp_path_factory.getbasetemp().glob("shop*/shop.sqlite3"))


@pytest.fixture(scope="session")
def people(shop, database):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "marketplace.settings.test",
        "DATABASE_URL": f"sqlite:///{database}",
    }
    made = subprocess.run(
        [sys.executable, "-m", "tests.browser.sellers"],
        cwd=engines.ROOT, env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return json.loads(made.stdout.splitlines()[-1])


@pytest.fixture
def phone_of(open_phone, shop, people):
    """A phone, or a desk, on which somebody is signed in."""

    def opened(name: str, *, desk: bool = False) -> "Worker":
        worker = Worker(open_phone())
        if desk:
            worker.page.set_viewport_size({"width": 1280, "height": 800})
        worker.page.context.add_cookies([{"name": "sessionid", "value": people["sessions"][name], "url": shop}])
        return worker

    return opened


class Worker(Shopper):
    """Counts the screens that were seen."""

    def __init__(self, shopper: Shopper):
        self.__dict__.update(shopper.__dict__)
        self.screens = []
        self.page.on("framenavigated", self._see)
        self.page.context.set_default_timeout(60_000)

    def _see(self, frame) -> None:
        address = frame.url.split("?")[0]
        if frame == self.page.main_frame and not frame.url.startswith("about:") and self.screens[-1:] != [address]:
            self.screens.append(address)

    def fits(self) -> None:
        width = self.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert width[0] <= width[1], f"{self.page.url} is wider than the phone"

    def said(self, name: str) -> str:
        return f"{super().said(name)}, {len(self.screens)} screens"


@pytest.fixture(scope="session")
def sheet(tmp_path_factory):
    path = tmp_path_factory.mktemp("papers") / "giay.jpg"
    path.write_bytes(picture_bytes(size=(900, 1200)))
    return path


def send_paper(farmer: Worker, sheet, number: str) -> None:
    """From the checklist: photograph, type the number, send."""
    farmer.tap("a.button[href$='/papers/send/business_registration/']")
    farmer.fits()
    farmer.fields += 1
    farmer.page.set_input_files("input[type=file] >> nth=0", sheet)
    farmer.page.wait_for_selector("[data-picture-input]:not([aria-busy])")
    farmer.fill("input[name=number]", number)
    farmer.tap("main form button.wide >> nth=-1")
    farmer.page.wait_for_url("**/papers/")


def test_a_paper_that_was_sent_back_is_mended(phone_of, people, sheet, capsys):
    farmer, staff = phone_of("farmer"), phone_of("staff", desk=True)
    farmer.go(f"/selling/{people['shop']}/papers/")
    farmer.fits()
    send_paper(farmer, sheet, "49A8001234")
    assert farmer.page.locator("a.button[href$='/papers/send/business_registration/']").count() == 0

    staff.go("/cms/sellers/papers/")
    staff.tap("table tbody a[href*='/cms/sellers/papers/'] >> nth=0")
    staff.tap("details:has(form[action$='/send-back/']) summary")
    staff.fill("form[action$='/send-back/'] textarea", REASON)
    staff.tap("form[action$='/send-back/'] button[type=submit]")
    staff.page.wait_for_load_state()

    farmer.page.reload()
    card = farmer.page.locator("li.paper.sent_back")
    assert REASON in card.inner_text()
    send_paper(farmer, sheet, "49A8001235")
    assert farmer.page.locator("li.paper.sent_back").count() == 0
    staff.go("/cms/sellers/papers/")
    assert "Vàm Nao" in staff.page.inner_text("table")
    assert farmer.complaints == []
    with capsys.disabled():
        print("\n  " + farmer.said("a paper sent, sent back and mended (the farmer)"))
        print("  " + staff.said("sending it back (the officer)"))


def code_for(database, number: str) -> str:
    """What came to the farmer's telephone: nothing is delivered in the tests, so it still stands in the outbox."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as outbox:
        ((body,),) = outbox.execute(
            "SELECT body FROM notify_message WHERE recipient = ? ORDER BY id DESC LIMIT 1", [number]
        ).fetchall()
    return re.search(r"\b\d{6}\b", body).group()


def test_a_helper_joins_for_a_farmer_who_agrees_by_a_code(phone_of, database, capsys):
    officer = phone_of("officer")
    officer.go("/selling/join/for/")
    officer.fits()
    officer.fill("input[name=phone]", "0912 345 790")
    officer.tap("label:has(input[name=relation][value=officer])")
    officer.tap("label:has(input[name=kind][value=household])")
    officer.fill("input[name=name]", "Hộ minh họa bà Bảy")
    officer.fields += 3
    officer.page.locator("#id_place").press_sequentially("khanh hoa chau phu", delay=5)
    officer.tap(officer.page.locator(".listbox [role=option]").first)
    officer.tap("main form .actions button")
    officer.page.wait_for_url("**/selling/join/for/code/")
    officer.fits()

    officer.fill("input[name=code]", code_for(database, "+84912345790"))
    officer.tap("main form .actions button")
    officer.page.wait_for_url(re.compile(r"/selling/join/[a-z0-9-]+/product/$"))

    officer.fits()
    assert "Hộ minh họa bà Bảy" in officer.page.inner_text("body")
    assert "ho-minh-hoa-ba-bay" in officer.page.url
    assert officer.complaints == []
    with capsys.disabled():
        print("\n  " + officer.said("a helper joins for a farmer"))


@pytest.fixture(scope="session")
def list_of_goods(tmp_path_factory):
    book = Workbook()
    page = book.active
    page.append(["Tên sản phẩm", "Giá", "Số lượng còn", "Quy cách"])
    for number in range(1, GOODS + 1):
        page.append([f"Mắm minh họa số {number}", 20_000 + 1_000 * number, number % 50, "hũ 500 g"])
    out = BytesIO()
    book.save(out)
    path = tmp_path_factory.mktemp("lists") / "hang.xlsx"
    path.write_bytes(out.getvalue())
    return path


def test_three_hundred_products_come_in_from_a_spreadsheet(phone_of, people, list_of_goods, capsys):
    farmer = phone_of("farmer")
    farmer.page.context.set_default_timeout(180_000)
    farmer.go(f"/selling/{people['shop']}/product-list/")
    farmer.fits()
    farmer.fields += 1
    farmer.page.set_input_files("input[type=file]", list_of_goods)
    farmer.tap("main form button.wide")
    farmer.page.wait_for_url(re.compile(r"/product-list/[0-9a-f-]{36}/$"))
    farmer.fits()
    assert str(GOODS) in farmer.page.inner_text("main dl.facts dd >> nth=0")

    farmer.tap("main form button.wide")
    farmer.page.wait_for_url("**/products/")

    assert str(GOODS) in farmer.page.inner_text(".messages")
    assert farmer.complaints == []
    with capsys.disabled():
        print("\n  " + farmer.said("300 products imported"))
