"""Bytes over the wire of a first view: everything that Chromium loads at 360 × 800 with an empty cache, not scrolling."""

from collections import Counter
from typing import NamedTuple

from playwright.sync_api import Browser, BrowserContext

from .browsing import PHONE

KINDS = {"Script": "code", "Stylesheet": "code", "Font": "fonts", "Image": "pictures", "Document": "page"}


class Weight(NamedTuple):
    """In bytes as they travelled, headers and compression included."""

    total: int
    code: int
    fonts: int
    pictures: int


def weigh(browser: Browser, url: str, cookies: list[dict]) -> Weight:
    context = browser.new_context(**PHONE)
    context.add_cookies(cookies)
    try:
        bytes_of = _load(context, url)
    finally:
        context.close()
    return Weight(sum(bytes_of.values()), bytes_of["code"], bytes_of["fonts"], bytes_of["pictures"])


def _load(context: BrowserContext, url: str) -> Counter:
    page = context.new_page()
    network = context.new_cdp_session(page)
    kinds, bytes_of = {}, Counter()
    network.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    network.on(
        "Network.loadingFinished",
        lambda event: bytes_of.update(
            {KINDS.get(kinds.get(event["requestId"]), "other"): int(event["encodedDataLength"])}
        ),
    )
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.goto(url, wait_until="networkidle")
    page.evaluate("document.fonts.ready.then(() => true)")
    return bytes_of
