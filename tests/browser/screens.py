"""Takes the pictures of the editors' first-day guide: `python -m tests.browser.screens http://127.0.0.1:8000` on a running demo shop.

It signs in with the demo's people, so the shop has to be one of `make demo`; DATABASE_URL names its database.
"""

import io
import os
import re
import sys
from pathlib import Path

import django
from PIL import Image
from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).parents[2] / "marketplace" / "editorial" / "static" / "editorial" / "help"
SIZE, WIDTH = {"width": 1280, "height": 800}, 1000
READING = 3_500  # milliseconds; the editor begins to watch for changes only then
CHROMIUM = "/usr/bin/chromium"
TITLE, LEAD = "Người giữ lửa lò đường Bảy Núi", "Lửa đỏ từ ba giờ sáng, đường ra lò trước khi nắng lên."


def sessions(language: str) -> dict[str, str]:
    """Session keys of the demo's editors, whose admin then speaks this language."""
    from wagtail.users.models import UserProfile

    from marketplace.accounts.models import User

    from .sellers import session_of

    found = {}
    for name in ("tacgia", "duyetbai", "bientap"):
        user = User.objects.get(email=f"{name}@demo.example")
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
        found[name] = session_of(user)
    return found


class Camera:
    def __init__(self, browser, shop: str, language: str):
        self.browser, self.shop, self.language = browser, shop, language
        self.keys = sessions(language)

    def sit_down(self, name: str):
        context = self.browser.new_context(viewport=SIZE, locale=self.language, reduced_motion="reduce")
        context.set_default_timeout(60_000)
        context.add_cookies([{"name": "sessionid", "value": self.keys[name], "url": self.shop}])
        self.page = context.new_page()
        self.page.goto(f"{self.shop}/cms/")
        return self.page

    def take(self, name: str) -> None:
        """What is on the screen, smaller, as WebP."""
        self.page.wait_for_timeout(600)
        picture = Image.open(io.BytesIO(self.page.screenshot())).convert("RGB")
        picture = picture.resize((WIDTH, round(picture.height * WIDTH / picture.width)), Image.LANCZOS)
        FOLDER.mkdir(parents=True, exist_ok=True)
        picture.save(FOLDER / f"{name}.{self.language}.webp", quality=70, method=6)

    def begin(self, kind: str) -> None:
        self.page.click(f"a.room-start[href*={kind}]")
        self.page.wait_for_url(re.compile("/add/"))
        self.page.wait_for_timeout(READING)

    def show(self, selector: str) -> None:
        self.page.locator(selector).first.evaluate("one => one.scrollIntoView({block: 'center'})")


def story(camera: Camera) -> None:
    page = camera.sit_down("tacgia")
    camera.take("begin")
    camera.begin("storypage")
    page.fill("#id_title", TITLE)
    page.fill("#id_lead", LEAD)
    page.wait_for_url(re.compile(r"/edit/"))
    page.wait_for_selector("#room-checks details")
    camera.take("checks")
    page.select_option("#id_landscape", "palm-sugar-hills")
    page.wait_for_timeout(1500)
    camera.take("story-head")
    camera.show("#id_image-chooser, [data-contentpath=image]")
    camera.take("picture")
    camera.show("[data-contentpath=body], #body")
    page.locator("[data-streamfield-stream-container] button, .c-sf-add-button").first.click()
    camera.take("story-block")
    page.keyboard.press("Escape")
    page.evaluate("window.scrollTo(0, 0)")
    page.click("[data-side-panel-toggle='preview']")
    page.wait_for_timeout(4000)
    camera.take("preview")
    page.click("[data-side-panel-toggle='preview']")
    page.click("button[name='action-submit']")
    page.wait_for_selector(".messages .success", state="attached")


def review(camera: Camera) -> None:
    page = camera.sit_down("duyetbai")
    camera.show("#awaiting-review-heading, #awaiting-review-content, .w-panel--dashboard")
    camera.take("review-list")
    page.locator("a", has_text=TITLE).first.click()
    page.wait_for_selector("button[data-workflow-action-name='approve']", state="attached")
    page.locator("footer .w-dropdown__toggle, .footer .w-dropdown__toggle").first.click()
    camera.take("review-buttons")


def campaign(camera: Camera) -> None:
    page = camera.sit_down("bientap")
    camera.begin("campaignpage")
    page.fill("#id_title", "Tuần lễ đường thốt nốt Bảy Núi")
    page.fill("#id_lead", LEAD)
    page.select_option("#id_landscape", "palm-sugar-hills")
    camera.show("#id_go_live_at")
    camera.take("campaign-days")
    camera.take("campaign-publish")
    page.click("#id_products-OPEN_MODAL")
    page.wait_for_selector("#search-results [data-multiple-choice-select]")
    page.wait_for_timeout(800)
    with page.expect_response(re.compile("product-chooser/results")):
        page.fill("#id_q", "duong thot not")
    page.wait_for_timeout(1000)
    camera.take("story-products")
    for place in range(3):
        page.locator("#search-results [data-multiple-choice-select]").nth(place).check()
    camera.take("campaign-products")


def others(camera: Camera) -> None:
    from marketplace.editorial.models import StoryPage

    page = camera.sit_down("bientap")
    page.goto(f"{camera.shop}/cms/editing/problems/")
    camera.take("problems")
    untold = StoryPage.objects.filter(title=TITLE, locale__language_code="vi").first()
    page.goto(f"{camera.shop}/cms/translation/submit/page/{untold.pk}/")
    camera.take("translate")


def main(shop: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for language in ("vi", "en"):
            camera = Camera(browser, shop, language)
            for scene in (story, review, campaign, others):
                scene(camera)
        browser.close()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    django.setup()
    main(sys.argv[1].rstrip("/"))
