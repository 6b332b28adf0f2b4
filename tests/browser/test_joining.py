"""A household joins on a phone of 360 px, in real Chromium: from "before you start" to a private preview it can show around."""

import re
import sqlite3

import pytest

from tests.joining.walking import photo

from .shopping import Shopper

MOST_SCREENS, MOST_FIELDS = 5, 9
COUNTED = "main input:not([type=hidden]):not([type=submit]), main select, main textarea"


@pytest.fixture(scope="session")
def picture(tmp_path_factory):
    path = tmp_path_factory.mktemp("joining") / "ca.jpg"
    path.write_bytes(photo().read())
    return path


@pytest.fixture(scope="session")
def code_of(shop, tmp_path_factory):
    """Reads the outbox of the running shop: nothing is delivered there, so the text still stands in it."""
    database = next(tmp_path_factory.getbasetemp().glob("shop*/shop.sqlite3"))

    def read(number: str) -> str:
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as outbox:
            found = outbox.execute(
                "SELECT body FROM notify_message WHERE recipient = ? ORDER BY id DESC LIMIT 1", [number]
            )
            ((body,),) = found.fetchall()
        return re.search(r"\b\d{6}\b", body).group()

    return read


class Newcomer(Shopper):
    """Counts the screens that were seen and the boxes that stood on them."""

    def __init__(self, shopper: Shopper, *, has_scripts=True):
        self.__dict__.update(shopper.__dict__)
        self.has_scripts = has_scripts
        self.screens, self.asked = [], 0

    def look(self) -> None:
        """A new screen: its boxes count once each, a group of buttons once, camera and gallery once."""
        boxes = self.page.eval_on_selector_all(COUNTED, "all => all.map(box => box.name.replace(/_chosen$/, ''))")
        self.screens.append(self.page.url.split("?")[0])
        self.asked += len(set(boxes))
        width = self.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert width[0] <= width[1], f"{self.page.url} is wider than the phone"

    def go_on(self, address: str) -> None:
        self.tap("main form button.button >> nth=0")
        self.page.wait_for_url(re.compile(address))

    def join(self, *, name: str, code_of, picture) -> None:
        number = "0" + re.sub(r"\D", "", self.phone_number)[1:]
        self.go("/selling/join/")
        self.look()
        self.tap("main .actions a.button >> nth=0")
        self.look()
        self.fill("input[name=login]", number)
        self.go_on(r"/selling/join/code/$")
        self.look()
        self.fill("input[name=code]", code_of(f"+84{number[1:]}"))
        self.go_on(r"/selling/join/who/$")
        self.look()
        self.tap("label:has(input[value=household])")
        self.fields += 1
        self.fill("input[name=name]", name)
        self.choose_commune()
        self.go_on(r"/selling/join/[a-z0-9-]+/product/$")
        self.look()
        self.fields += 1
        self.page.set_input_files("input[type=file] >> nth=0", picture)
        self.fill("input[name=title]", "Khô cá lóc một nắng")
        self.fill("input[name=price]", "120000")
        self.tap("label:has(input[name=pack][value='1kg'])")
        self.fields += 1
        self.go_on(r"/selling/join/[a-z0-9-]+/preview/\d+/$")

    def choose_commune(self) -> None:
        """An old name, without tone marks: typed and chosen, or sent and answered with big choices."""
        if self.has_scripts:
            self.fields += 1
            self.page.locator("#id_place").press_sequentially("khanh hoa chau phu", delay=5)
            self.tap(self.page.locator(".listbox [role=option]").first)
            return
        self.fill("#id_place", "khanh hoa chau phu")
        self.tap("main form button.button >> nth=0")
        self.tap("label:has(input[name=candidate]) >> nth=0")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_household_joins_to_the_private_preview(open_phone, code_of, picture, scripts, capsys):
    newcomer = Newcomer(open_phone(java_script_enabled=scripts), has_scripts=scripts)

    newcomer.join(name=f"Hộ minh họa {'có' if scripts else 'không'} lệnh", code_of=code_of, picture=picture)

    assert len(newcomer.screens) <= MOST_SCREENS
    assert newcomer.asked <= MOST_FIELDS
    shown = newcomer.page.inner_text("main")
    assert "Khô cá lóc một nắng" in shown and "120.000" in shown
    assert newcomer.page.locator(".preview-frame img").first.get_attribute("src")
    assert newcomer.complaints == []
    with capsys.disabled():
        told = newcomer.said(f"joining to the preview, scripts {scripts}")
        print(f"\n  {told}, {len(newcomer.screens)} screens, {newcomer.asked} fields asked")


def test_the_link_shows_the_preview_on_another_phone_and_nothing_can_be_bought(open_phone, code_of, picture):
    newcomer = Newcomer(open_phone())
    newcomer.join(name="Hộ minh họa cho xem", code_of=code_of, picture=picture)
    link = newcomer.page.get_attribute("[data-copy]", "data-copy")

    friend = open_phone()
    friend.page.goto(link)

    assert "Khô cá lóc một nắng" in friend.page.inner_text("main")
    assert friend.page.locator(".buy-bar button.button").is_disabled()
    assert friend.complaints == []
