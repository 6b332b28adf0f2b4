"""Editors in real Chromium: a story from its author through review to its reader; a campaign for next Monday by a newcomer."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from tests import engines

from .market import FISH_SAUCE, PALM_SUGAR

TITLE, LEAD = "Người giữ lửa lò đường Bảy Núi", "Lửa đỏ từ ba giờ sáng, đường ra lò trước khi nắng lên."
CAMPAIGN = "Tuần lễ đường thốt nốt Bảy Núi"
MOST_CLICKS, MOST_FIELDS, MOST_SCREENS = 16, 5, 3
READING = 3_500  # milliseconds
PUBLISH = "button[name='action-publish']"


@pytest.fixture(scope="session")
def database(shop, tmp_path_factory):
    return next(tmp_path_factory.getbasetemp().glob("shop*/shop.sqlite3"))


@pytest.fixture(scope="session")
def around(shop, database):
    """What a process of that shop has in its environment."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "marketplace.settings.test",
        "DATABASE_URL": f"sqlite:///{database}",
        "SITE_URL": shop,
        "NOTIFY_DELIVER_INLINE": "0",
    }


@pytest.fixture(scope="session")
def sessions(around):
    command = [sys.executable, "-m", "tests.browser.editors"]
    printed = subprocess.run(command, cwd=engines.ROOT, env=around, check=True, capture_output=True, text=True).stdout
    return json.loads(printed.strip().splitlines()[-1])


class Editor:
    """One person at a desk, with every click and every field counted."""

    def __init__(self, context, shop: str):
        self.page, self.shop, self.complaints = context.new_page(), shop, []
        self.clicks = self.fields = 0
        self.screens: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))

    def go(self, path: str) -> None:
        self.page.goto(self.shop + path)
        self.look(path)

    def look(self, name: str) -> None:
        """A new screen."""
        self.screens.append(name)
        self.page.wait_for_load_state("networkidle")

    def read(self, name: str) -> None:
        """A screen to write on. People take longer to read it than its scripts need to begin watching for changes."""
        self.look(name)
        self.page.wait_for_timeout(READING)

    def click(self, what) -> None:
        self.clicks += 1
        (self.page.locator(what) if isinstance(what, str) else what).click()

    def fill(self, selector: str, text: str) -> None:
        self.fields += 1
        self.page.fill(selector, text)

    def choose(self, selector: str, value: str) -> None:
        self.fields += 1
        self.page.select_option(selector, value)

    def is_saved(self) -> None:
        """The draft saves itself while one writes; the box "Before publishing" then tells of it."""
        self.page.wait_for_url(re.compile(r"/pages/\d+/edit/"))

    def said(self, name: str) -> str:
        return f"{name}: {len(self.screens)} screens, {self.fields} fields, {self.clicks} clicks"


@pytest.fixture
def desk(chromium, shop, sessions):
    """Makes editors: desk("author")."""
    opened = []

    def sit_down(role: str) -> Editor:
        context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="vi-VN")
        context.set_default_timeout(60_000)
        context.route("**/media/illustrations/**", lambda route: route.fulfill(body=b"", content_type="image/png"))
        context.add_cookies([{"name": "sessionid", "value": sessions[role], "url": shop}])
        opened.append(context)
        return Editor(context, shop)

    yield sit_down
    for context in opened:
        context.close()


def test_a_story_goes_from_its_author_through_review_to_its_reader(desk, phone, shop):
    author, reviewer = desk("author"), desk("reviewer")

    author.go("/cms/")
    author.click("a.room-start[href*=storypage]")
    author.page.wait_for_url(re.compile("/add/"))
    author.read("story")
    author.fill("#id_title", TITLE)
    author.fill("#id_lead", LEAD)
    author.choose("#id_landscape", "palm-sugar-hills")
    author.is_saved()
    author.page.wait_for_selector("#room-checks details")
    assert phone.go("/chuyen-ke/nguoi-giu-lua-lo-duong-bay-nui/").status == 404
    author.click("button[name='action-submit']")
    author.page.wait_for_selector(".messages .success")

    reviewer.go("/cms/")
    reviewer.click(reviewer.page.locator("#awaiting-review-content a, .w-panel--dashboard a", has_text=TITLE).first)
    reviewer.look("story")
    reviewer.click("button[data-workflow-action-name='approve'] >> nth=0")
    reviewer.page.wait_for_selector(".messages .success")

    assert phone.go("/chuyen-ke/nguoi-giu-lua-lo-duong-bay-nui/").status == 200
    assert phone.page.inner_text("h1") == TITLE
    print(author.said("author"), reviewer.said("reviewer"), sep="\n")
    assert (author.clicks, reviewer.clicks) == (2, 2)
    assert author.complaints + reviewer.complaints == []


def test_a_newcomer_builds_a_campaign_with_eight_products_for_next_monday(desk, phone, database, around):
    officer = desk("chief")
    today = timezone.localdate()
    monday = today + timedelta(days=7 - today.weekday())

    officer.go("/cms/")
    officer.click("a.room-start[href*=campaignpage]")
    officer.page.wait_for_url(re.compile("/add/"))
    officer.read("campaign")
    officer.fill("#id_title", CAMPAIGN)
    officer.fill("#id_lead", LEAD)
    officer.choose("#id_landscape", "palm-sugar-hills")
    officer.click("#id_products-OPEN_MODAL")
    officer.page.wait_for_selector("#search-results [data-multiple-choice-select]")
    officer.look("chooser")
    for words, names in (("duong thot not", [PALM_SUGAR]), ("nuoc mam", [FISH_SAUCE]), ("mon mau", None)):
        find(officer, words)
        for row in rows(officer, names, most=6):
            officer.click(row)
    assert officer.page.locator(".room-tray input:checked").count() == 8
    officer.click("[data-multiple-choice-submit]")
    officer.page.wait_for_selector("#id_products-7-id", state="attached")
    officer.is_saved()
    assert f"{monday:%d/%m/%Y} 00:00" in officer.page.inner_text(PUBLISH)
    officer.page.wait_for_timeout(1500)  # what was chosen last is saved, too
    officer.click(PUBLISH)
    officer.page.wait_for_selector(".messages .success")

    print(officer.said("campaign with eight products"))
    assert len(officer.screens) <= MOST_SCREENS
    assert officer.fields - 3 <= MOST_FIELDS  # three searches in the chooser fill a box, too
    assert officer.clicks <= MOST_CLICKS
    assert officer.complaints == []
    address = "/chien-dich/tuan-le-duong-thot-not-bay-nui/"
    assert phone.go(address).status == 404
    let_monday_come(database)
    subprocess.run(
        [sys.executable, "manage.py", "run_jobs", "--once", "--now", "publish_pages"],
        cwd=engines.ROOT,
        env=around,
        check=True,
    )
    assert phone.go(address).status == 200
    assert phone.page.locator("main ul.cards li").count() >= 8


def find(officer: Editor, words: str) -> None:
    with officer.page.expect_response(re.compile(r"product-chooser/results/")):
        officer.fill("#id_q", words)
    officer.page.wait_for_timeout(300)


def rows(officer: Editor, names, *, most: int):
    boxes = officer.page.locator("#search-results tr:has([data-multiple-choice-select]:not(:checked))")
    if names is None:
        return [boxes.nth(place).locator("[data-multiple-choice-select]") for place in reversed(range(most))]
    return [boxes.filter(has_text=name).first.locator("[data-multiple-choice-select]") for name in names]


def let_monday_come(database) -> None:
    """The clock of the running shop cannot be turned: what waits for Monday waits for a moment ago instead."""
    with sqlite3.connect(database) as rows:
        rows.execute(
            "UPDATE wagtailcore_revision SET approved_go_live_at = '2026-01-01 00:00:00', "
            "content = json_set(content, '$.go_live_at', '2026-01-01T00:00:00Z') WHERE approved_go_live_at IS NOT NULL"
        )
