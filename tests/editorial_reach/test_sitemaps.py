"""The sitemaps: what is in them, in which languages, with which pictures; held against the rules of the protocol."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalogue.listing.models import Listing
from marketplace.editorial import models
from marketplace.feeds import sitemaps
from tests.stall import product, seller

pytestmark = pytest.mark.django_db
HOST = "http://127.0.0.1:8000"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
# sitemaps.org: <loc> first, then these in any order but each once; what is foreign comes after them.
ORDER = [f"{SITEMAP}loc", f"{SITEMAP}lastmod", f"{XHTML}link", f"{IMAGE}image"]
W3C_TIME = re.compile(r"^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z))?$")
MOST_ENTRIES, LONGEST_ADDRESS = 50_000, 2_048


class Entry:
    def __init__(self, url):
        self.loc = url.find(f"{SITEMAP}loc").text
        self.languages = {link.get("hreflang"): link.get("href") for link in url.findall(f"{XHTML}link")}
        self.pictures = [image.text for image in url.iter(f"{IMAGE}loc")]


def entries(client, address: str) -> dict[str, Entry]:
    """The entries of a valid sitemap by their address without host."""
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "application/xml"
    root = ElementTree.fromstring(answer.content)  # noqa: S314 - our own answer
    assert root.tag == f"{SITEMAP}urlset"
    assert len(root) <= MOST_ENTRIES
    for url in root:
        _check(url)
    found = [Entry(url) for url in root]
    assert len({entry.loc for entry in found}) == len(found), "an address stands there twice"
    return {entry.loc.removeprefix(HOST): entry for entry in found}


def _check(url) -> None:
    places = [ORDER.index(child.tag) for child in url]
    assert places == sorted(places)
    assert places.count(0) == 1
    assert places.count(1) <= 1
    loc = url.find(f"{SITEMAP}loc").text
    assert loc.startswith(f"{HOST}/") and len(loc) < LONGEST_ADDRESS
    changed = url.find(f"{SITEMAP}lastmod")
    assert changed is None or W3C_TIME.match(changed.text)
    links = url.findall(f"{XHTML}link")
    assert all(link.get("rel") == "alternate" and link.get("href").startswith(f"{HOST}/") for link in links)
    if links:
        assert loc in [link.get("href") for link in links], "an entry names itself among its languages"
        assert len({link.get("hreflang") for link in links}) == len(links)
    for image in url.iter(f"{IMAGE}image"):
        assert [child.tag for child in image] == [f"{IMAGE}loc"]


def test_pages_stand_there_in_the_languages_in_which_they_are_told(client, tree):
    story = tree.story("mam", landscape="island-pier")
    tree.story("fish-sauce", language="en", of=story, landscape="island-pier")
    tree.story("chua-dich")

    found = entries(client, "/sitemap-pages.xml")

    assert found["/chuyen-ke/mam/"].languages == {
        "vi": f"{HOST}/chuyen-ke/mam/",
        "en": f"{HOST}/en/chuyen-ke/fish-sauce/",
        "x-default": f"{HOST}/chuyen-ke/mam/",
    }
    assert found["/en/chuyen-ke/fish-sauce/"].languages == found["/chuyen-ke/mam/"].languages
    assert found["/chuyen-ke/mam/"].pictures == [f"{HOST}/media/illustrations/landscapes/island-pier.png.960.jpg"]
    assert found["/chuyen-ke/chua-dich/"].languages == {}
    assert "/en/chuyen-ke/chua-dich/" not in found
    assert {"/", "/en/", "/chuyen-ke/", "/en/chuyen-ke/"} <= set(found)


def test_every_kind_of_page_is_found(client, tree):
    expected = set(tree.of_every_kind().values())

    assert expected <= set(entries(client, "/sitemap-pages.xml"))


def test_drafts_samples_aliases_and_what_has_ended_are_not_found(client, tree):
    story = tree.story("mam")
    tree.story("nhap").unpublish()
    tree.page(models.PlainPage, "mau", is_sample=True)
    story.create_alias(update_slug="bi-danh")
    ended = timezone.now() - timedelta(minutes=1)
    tree.page(models.CampaignPage, "da-het", expire_at=ended)
    tree.page(models.CampaignPage, "con-chay", expire_at=ended + timedelta(days=9))

    found = set(entries(client, "/sitemap-pages.xml"))

    assert "/chuyen-ke/mam/" in found
    assert "/chien-dich/con-chay/" in found
    assert not {"/chuyen-ke/nhap/", "/mau/", "/chuyen-ke/bi-danh/", "/chien-dich/da-het/"} & found


def test_every_page_in_the_sitemap_answers_and_is_its_own_canonical_address(client, tree):
    tree.of_every_kind()
    story = tree.story("mam")
    tree.story("fish-sauce", language="en", of=story)

    for address in entries(client, "/sitemap-pages.xml"):
        answer = client.get(address)

        assert answer.status_code == 200, address
        assert f'<link rel="canonical" href="{HOST}{address}">' in answer.content.decode()


def test_products_and_producers_stand_there_in_all_languages_with_their_pictures(client, tree):
    maker = seller(picture="sellers/2026/11/mat.jpg")
    made = product("Nước mắm", by=maker)
    product("Muối", by=maker)
    Listing.objects.filter(pk=made.pk).update(picture="products/2026/11/mam.png")

    goods, makers = entries(client, "/sitemap-products.xml"), entries(client, "/sitemap-sellers.xml")
    path = f"/shop/{made.slug}_{made.pk}/"

    assert goods[path].languages == {
        "vi": HOST + path,
        "en": f"{HOST}/en{path}",
        "x-default": HOST + path,
    }
    assert goods[f"/en{path}"].pictures == [f"{HOST}/media/products/2026/11/mam.png.960.jpg"]
    assert len(goods) == 4
    assert makers[f"/sellers/{maker.slug}/"].pictures == [f"{HOST}/media/sellers/2026/11/mat.jpg.960.jpg"]


def test_the_map_and_the_fixed_pages_are_found(client, tree):
    found = set(entries(client, "/sitemap-shop.xml"))

    assert {"/shop/", "/en/shop/", "/sellers/", "/ocop/", "/ranking/", "/map/", "/en/map/"} <= found


def test_the_index_names_every_leaf_and_each_entry_stands_on_one(client, tree, monkeypatch):
    maker = seller()
    for number in range(5):
        product(f"Món {number}", by=maker)
    monkeypatch.setattr(sitemaps.ProductSitemap, "limit", 3)

    root = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own answer
    leaves = [loc.text for loc in root.iter(f"{SITEMAP}loc")]
    goods = [leaf.removeprefix(HOST) for leaf in leaves if "products" in leaf]
    found = [address for leaf in goods for address in entries(client, leaf)]

    assert root.tag == f"{SITEMAP}sitemapindex"
    assert goods == ["/sitemap-products.xml", *(f"/sitemap-products.xml?p={leaf}" for leaf in (2, 3, 4))]
    assert len(found) == len(set(found)) == 10
    assert client.get("/sitemap-products.xml?p=5").status_code == 404
    assert client.get("/sitemap-nichts.xml").status_code == 404


@pytest.mark.parametrize("leaf", ["pages", "products", "sellers", "certificates", "shop"])
def test_a_sitemap_costs_the_same_however_much_there_is(client, tree, leaf):
    numbers = []
    for many in (1, 6):
        maker = seller(f"Hộ {many}")
        for number in range(many):
            tree.story(f"mam-{many}-{number}", landscape="island-pier")
            product(f"Món {many} {number}", by=maker)
        client.get(f"/sitemap-{leaf}.xml")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/sitemap-{leaf}.xml").status_code == 200
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]
    assert numbers[0] <= 3


def test_a_leaf_reads_only_its_own_part_of_the_goods(client, tree, monkeypatch):
    for number in range(4):
        product(f"Món {number}")
    monkeypatch.setattr(sitemaps.ProductSitemap, "limit", 2)

    with CaptureQueriesContext(connection) as queries:
        entries(client, "/sitemap-products.xml?p=2")

    assert any("LIMIT 1 OFFSET 1" in query["sql"] for query in queries)


def test_robots_are_told_of_the_sitemap_and_kept_from_the_counter_in_every_language(client):
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /shop/checkout/\n" in text
    assert "Disallow: /en/shop/checkout/\n" in text
    assert text.rstrip().endswith(f"Sitemap: {HOST}/sitemap.xml")
