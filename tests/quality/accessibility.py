"""What axe-core finds on a page, in light and dark, on a phone and on a wide screen."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")


def findings(page: Page, *, widths=WIDTHS, schemes=SCHEMES) -> list[str]:
    """One line per broken rule and place. The page keeps its address; its width and colour scheme change."""
    found, axe = [], Axe()
    page.evaluate(axe.axe_script)
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            for violation in page.evaluate("axe.run({resultTypes: ['violations']}).then(told => told.violations)"):
                places = ", ".join(str(node["target"][0]) for node in violation["nodes"][:3])
                found.append(f"{violation['id']} at {width} px, {scheme}: {places}")
    return found
