"""Every page that staff can reach by following links answers: Oscar's dashboard, the editors' desk and Django's admin."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib import admin
from lxml import html

MOST_PAGES = 250
# Wagtail's menu stands in the page as data for its scripts.
MENU = re.compile(r'"url": "(/cms/[^"]*)"')
NUMBER = re.compile(r"\d+")
# Leaving and changing the language are no pages; Wagtail's bulk actions want ids that its scripts add;
# the admin's histories and deletions are the same page for every model.
LEFT_OUT = re.compile(
    r"/logout/|/jsi18n|^/language/|^/media/|^/static/|/r/\d+/\d+/$|^/cms/bulk/|^/admin/.*/(history|delete)/$"
)


def links_of(page: str, address: str) -> list[str]:
    """The addresses on this site that a page links to."""
    anchors = html.document_fromstring(page).iter("a")
    found = [one.get("href") for one in anchors if one.get("href") and "hidden" not in one.attrib]
    found += MENU.findall(page)
    parts = [urlsplit(urljoin(f"http://testserver{address}", link)) for link in found]
    return [
        part.path + (f"?{part.query}" if part.query else "")
        for part in parts
        if part.netloc == "testserver" and part.scheme == "http" and not LEFT_OUT.search(part.path)
    ]


def shape_of(path: str, query: str) -> str:
    """Addresses that differ by numbers only are one shape; the admin's many filters do not count.

    Sorting counts by column, upwards or downwards, in Vietnamese: the words of a page change nothing in its rows' order.
    """
    if path.startswith("/admin/"):
        query = ""
    by_column = not path.startswith("/en/")
    names = (
        part.replace("=-", "=") if by_column and part.startswith("sort=") else part.split("=")[0]
        for part in query.split("&")
        if part
    )
    return NUMBER.sub("#", path) + "?" + ",".join(sorted(names))


def crawl(client, start: str, within: str) -> dict[str, tuple[str, object]]:
    """Shape of address -> (an address of that shape, its status or its exception), following the links of each shape once."""
    seen, waiting = {}, [start]
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        path, _mark, query = address.partition("?")
        shape = shape_of(path, query)
        if shape in seen or not path.startswith(within):
            continue
        try:
            answer = client.get(address)
        except Exception as error:  # each broken page is told, not only the first
            seen[shape] = (address, repr(error)[:300])
            continue
        seen[shape] = (address, answer.status_code)
        if answer.status_code in (301, 302):
            waiting += links_of(f'<a href="{answer.url}">', address)
        elif "html" in answer.get("Content-Type", "") and not answer.streaming:
            waiting += links_of(answer.content.decode(), address)
    return seen


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "within", "at_least"),
    [
        ("/shop/dashboard/", "/shop/dashboard/", 60),
        ("/en/shop/dashboard/", "/en/shop/dashboard/", 60),
        ("/cms/", "/cms/", 50),
        ("/admin/", "/admin/", 100),
    ],
)
def test_every_page_of_the_desks_answers(desk, market, start, within, at_least, monkeypatch):
    if start == "/admin/":  # the same list of all models beside each page: it is made once and looked at beside one
        assert "nav-sidebar" in desk.get("/admin/accounts/user/").content.decode()
        monkeypatch.setattr(admin.site, "enable_nav_sidebar", False)
        lists, made = {}, admin.site.get_app_list
        monkeypatch.setattr(
            admin.site,
            "get_app_list",
            lambda request, app=None: lists.get(app) or lists.setdefault(app, made(request, app)),
        )

    seen = crawl(desk, start, within)

    wrong = {shape: told for shape, told in seen.items() if told[1] not in (200, 301, 302)}
    assert wrong == {}, "\n".join(f"{address}: {told}" for address, told in wrong.values())
    assert len(seen) >= at_least


def test_a_crawl_follows_links_of_this_site_only():
    page = (
        '<a href="/a/1/">x</a><a href="https://evil.example/">y</a><a href="b?p=2">z</a><a href="/shop/logout/">out</a>'
    )

    assert links_of(page, "/shop/") == ["/a/1/", "/shop/b?p=2"]
