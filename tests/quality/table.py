"""`make quality`: weighs the pages of the demo, asks Lighthouse and axe, prints one table; fails when a goal is missed.

`python -m tests.quality.table browse home` measures just these pages.
"""

import sys
from typing import NamedTuple

from playwright.sync_api import Browser

from . import lighthouse
from .accessibility import findings
from .browsing import CHROMIUM, LISTS, PHONE, addresses, chromium, cookie_header, shopper
from .serving import shop
from .weighing import Weight, weigh

WEIGHED = ("home", "browse", "product", *LISTS, "map")
PRIVATE = ("basket", "checkout")
MOST_BYTES, MOST_CODE_BYTES = 150_000, 60_000
HEADINGS = ("page", "total kB", "code kB", "fonts kB", "pictures kB", "perf", "a11y", "best", "seo", "axe")


class Row(NamedTuple):
    name: str
    weight: Weight
    points: dict[str, int] | None
    axe: list[str]

    def misses(self) -> list[str]:
        """Each goal of this page that is not reached, in words."""
        missed = [f"axe: {finding}" for finding in self.axe]
        if self.name in WEIGHED and self.weight.total > MOST_BYTES:
            missed.append(f"{self.weight.total:,} bytes, at most {MOST_BYTES:,}")
        if self.name in WEIGHED and self.weight.code > MOST_CODE_BYTES:
            missed.append(f"{self.weight.code:,} bytes of scripts and styles, at most {MOST_CODE_BYTES:,}")
        for name, goal in lighthouse.GOALS.items() if self.points else ():
            if self.points[name] < goal:
                missed.append(f"Lighthouse {name} {self.points[name]}, at least {goal}")
        return missed

    def cells(self) -> list[str]:
        weights = (self.weight.total, self.weight.code, self.weight.fonts, self.weight.pictures)
        points = [str(self.points[name]) for name in lighthouse.GOALS] if self.points else ["-"] * 4
        if self.points and self.name in PRIVATE:
            points[-1] += "*"
        return [self.name, *(f"{size / 1000:.1f}" for size in weights), *points, str(len(self.axe))]


def main() -> int:
    if CHROMIUM is None:
        print("Chromium is missing: apt-get install chromium")
        return 1
    with shop() as base, chromium() as browser:
        has_lighthouse = lighthouse.install()
        if not has_lighthouse:
            print("\n*** node and npm are missing: Lighthouse is left out, and its goals count as missed ***\n")
        rows = measure(browser, base, has_lighthouse=has_lighthouse)
    show(rows)
    missed = [f"{row.name}: {miss}" for row in rows for miss in row.misses()]
    print("\n".join(missed) if missed else "Every goal is reached.")
    return 1 if missed or not has_lighthouse else 0


def measure(browser: Browser, base: str, *, has_lighthouse: bool) -> list[Row]:
    context = shopper(browser, base)
    pages = addresses(context.new_page(), base)
    stranger = browser.new_context(**PHONE)
    rows = []
    for name, path in pages.items():
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        print(f"{name} {path}", file=sys.stderr, flush=True)
        is_private = name in PRIVATE
        cookies = context.cookies() if is_private else []
        weight = weigh(browser, base + path, cookies)
        page = (context if is_private else stranger).new_page()
        page.goto(base + path, wait_until="networkidle")
        axe = findings(page)
        page.close()
        cookie = cookie_header(context) if is_private else ""
        points = lighthouse.scores(base + path, cookie=cookie, is_private=is_private) if has_lighthouse else None
        rows.append(Row(name, weight, points, axe))
    return rows


def show(rows: list[Row]) -> None:
    speeds = f"{min(lighthouse.speeds)} to {max(lighthouse.speeds)}" if lighthouse.speeds else "not measured"
    table = [list(HEADINGS), *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in table) for column in range(len(HEADINGS))]
    print()
    for line in table:
        print(
            "  ".join(
                cell.ljust(width) if n == 0 else cell.rjust(width)
                for n, (cell, width) in enumerate(zip(line, widths, strict=True))
            )
        )
    print(
        f"\nFirst view at 360 × 800 (two dots per pixel), empty cache, no scrolling: everything that Chromium loads, also pictures\n"
        f"a little below the fold. Goals: {MOST_BYTES // 1000} kB, of it {MOST_CODE_BYTES // 1000} kB scripts and styles (code; fonts apart) on"
        f" {', '.join(WEIGHED)}.\n"
        f"Lighthouse {lighthouse.VERSION}, mobile; goals {' / '.join(map(str, lighthouse.GOALS.values()))}; a page that misses is measured three times, the median counts.\n"
        "* These pages say noindex on purpose; the audit that every page be open to search engines is left out there.\n"
        "axe: findings in light and dark, at 360 and 1280 px.\n"
        f"Speed of this machine while measuring (Lighthouse's benchmark index): {speeds}.\n"
    )


if __name__ == "__main__":
    sys.exit(main())
