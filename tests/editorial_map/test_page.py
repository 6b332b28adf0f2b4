"""The page of the map: marks and the list that tells the same."""

import re

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from marketplace.editorial.maps.drawing import draw
from marketplace.editorial.maps.points import place_points, seller_points
from marketplace.editorial.models import PlacePage
from sellers.models import Seller
from tests.editorial_graph.site import page, visit
from tests.stall import commune, product, seller

pytestmark = pytest.mark.django_db


@pytest.fixture
def island():
    return commune("31078", "Đặc khu Phú Quốc", latitude=10.23, longitude=103.96)


@pytest.fixture
def village():
    return commune("30469", "Xã Mỹ Đức", latitude=10.66, longitude=105.17)


def svg_of(text: str) -> str:
    return re.search(r"<svg viewBox=\"0 0 360.*?</svg>", text, re.DOTALL).group()


def marks_of(text: str) -> list[tuple[str, str]]:
    """Address and words of every mark."""
    return re.findall(r'<a class="mark [a-z_ ]+" href="([^"]*)" aria-label="([^"]*)">', svg_of(text))


def test_the_map_shows_places_producers_and_visits_and_the_list_tells_the_same(client, island, village):
    page(PlacePage, "Chợ đêm", commune=island)
    for n in (1, 2):
        product(f"Món {n}", by=seller(f"Nhà {n}", at=village))
    visit("Thăm vườn", by=seller("Nhà vườn", at=commune("30001", "Xã Xa", latitude=9.6, longitude=105.3)))

    text = client.get("/en/map/").content.decode()

    assert sorted(marks_of(text)) == [
        ("/en/dia-diem/cho-dem/", "Market: Chợ đêm"),
        ("/en/map/?province=91", "Visits to book: Một".replace("Một", "Thăm vườn") + "; Producers: Nhà vườn"),
        ("/en/map/?province=91#c-30469", "Xã Mỹ Đức: 2 producers"),
    ]
    words = text.split('class="map-words"')[1]
    for told in ("Chợ đêm", "2 producers", "Thăm vườn", "Nhà vườn"):
        assert told in words


def test_a_province_tells_every_producer_by_name(client, village):
    for n in (1, 2):
        product(f"Món {n}", by=seller(f"Nhà {n}", at=village))
    product("Ở xa", by=seller("Người Cần Thơ", at=commune("31186", "Phường Ninh Kiều", province_code="92")))

    words = client.get("/map/?province=91").content.decode().split('class="map-words"')[1]

    assert "Nhà 1" in words and "Nhà 2" in words
    assert "Người Cần Thơ" not in words
    assert 'id="c-30469"' in words


def test_one_kind_alone_is_shown_when_it_is_asked_for(client, island, village):
    page(PlacePage, "Chợ đêm", commune=island)
    product("Món", by=seller("Nhà làm mắm", at=village))

    text = client.get("/map/?show=market").content.decode()

    assert len(marks_of(text)) == 1
    assert "Chợ đêm" in text and "Nhà làm mắm" not in text
    assert 'href="/map/?show=producers"' in text
    assert 'content="noindex, follow"' in text


def test_near_a_commune_only_its_neighbourhood_is_shown(client, island, village):
    page(PlacePage, "Chợ đêm", commune=island)
    page(PlacePage, "Núi Sam", commune=village)

    text = client.get("/map/?province=91&commune=31078").content.decode()

    words = text.split('class="map-page"')[1]
    assert "Chợ đêm" in words and "Núi Sam" not in words


@pytest.mark.parametrize(
    "query", ["show=<script>", "province=99", "commune=%00", "commune=31078xxxxxx", "show=&province=&commune="]
)
def test_an_address_that_means_nothing_shows_the_whole_map(client, island, query):
    page(PlacePage, "Chợ đêm", commune=island)

    answer = client.get(f"/map/?{query}")

    assert answer.status_code == 200
    assert "Chợ đêm" in answer.content.decode()


def test_closed_shops_and_drafts_are_not_on_the_map(client, island, village):
    page(PlacePage, "Bản nháp", commune=island, live=False)
    product("Món", by=seller("Đang nghỉ", at=village, state="paused"))
    seller("Chưa bán gì", at=village)

    text = client.get("/map/").content.decode()

    assert marks_of(text) == []
    assert "Bản nháp" not in text and "Đang nghỉ" not in text and "Chưa bán gì" not in text


def test_a_place_and_its_translation_are_one_mark(client, island):
    place = page(PlacePage, "Chợ đêm", commune=island)
    page(PlacePage, "Night market", language="en", twin=place, commune=island)

    assert marks_of(client.get("/en/map/").content.decode()) == [("/en/dia-diem/cho-dem/", "Market: Night market")]


def test_the_map_costs_the_same_however_much_there_is_and_its_drawing_stays_small(client):
    def fill(numbers):
        for n in numbers:
            home = commune(f"4{n:04}", f"Xã {n}", latitude=9.5 + n % 12 / 9, longitude=104.8 + n % 17 / 12)
            page(PlacePage, f"Nơi {n}", commune=home)
            visit(f"Buổi {n}", by=seller(f"Nhà {n}", at=home))

    fill([0])
    client.get("/map/")
    with CaptureQueriesContext(connection) as few:
        client.get("/map/")
    fill(range(1, 40))
    with CaptureQueriesContext(connection) as many:
        text = client.get("/map/").content.decode()

    assert len(many) == len(few) <= 6
    assert len(svg_of(text).encode()) < 40_000


def test_numbers_in_the_drawing_have_points_in_every_language(client, island):
    page(PlacePage, "Chợ đêm", commune=island)

    numbers = re.findall(r"translate\(([^)]*)\)|scale\(([^)]*)\)", svg_of(client.get("/map/").content.decode()))

    assert numbers
    assert all("," not in part for pair in numbers for part in pair)


def test_the_map_of_a_block_lists_its_points_below(island, village):
    page(PlacePage, "Chợ đêm", commune=island)
    seller("Nhà làm mắm", at=village)
    places = PlacePage.objects.select_related("locale", "commune__province")
    points = [*place_points(places), *seller_points(Seller.objects.with_place())]

    text = render_to_string("editorial/maps/map.html", {"map": draw(points), "title": "Bản đồ"})

    assert len(marks_of(text)) == 2
    below = text.split('class="map-list"')[1]
    assert "Chợ đêm" in below and "Nhà làm mắm" in below
    assert render_to_string("editorial/maps/map.html", {"map": None}).strip() == ""
