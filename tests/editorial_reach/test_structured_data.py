"""What search engines read of each kind of page, held against the rules of schema.org."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.editorial import models
from tests.stall import commune, product, seller

from .planting import blocks
from .schema_org import check, graph_of

pytestmark = pytest.mark.django_db
HOST = "http://127.0.0.1:8000"
MAIN = {
    "storypage": "Article",
    "guidepage": "Article",
    "placepage": "TouristAttraction",
    "eventpage": "Event",
    "campaignpage": "CollectionPage",
    "plainpage": "WebPage",
    "askpage": "ContactPage",
}


def read(client, address: str) -> dict[str, dict]:
    """The entries of a page by their kind, each checked."""
    entries = graph_of(client.get(address).content.decode())
    check(entries)
    return {entry["@type"]: entry for entry in entries}


@pytest.mark.parametrize(("kind", "name"), MAIN.items())
def test_every_kind_of_page_says_what_it_is_and_where_it_stands(client, tree, kind, name):
    address = tree.of_every_kind()[kind]

    said = read(client, address)

    assert said[name]["url"] == HOST + address
    crumbs = said["BreadcrumbList"]["itemListElement"]
    assert crumbs[0] == {"@type": "ListItem", "position": 1, "name": "Trang chủ", "item": f"{HOST}/"}
    assert crumbs[-1]["name"] == f"Tên {kind}"
    assert crumbs[-1]["item"] == HOST + address
    assert len(crumbs) == (2 if kind in ("plainpage", "askpage") else 3)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_home_page_says_who_keeps_the_shop_and_how_to_search_it(client, tree, prefix):
    said = read(client, f"{prefix}/")

    assert said["WebSite"]["url"] == f"{HOST}{prefix}/"
    assert said["WebSite"]["potentialAction"]["target"]["urlTemplate"].endswith(
        f"{prefix}/shop/search/?q={{search_term_string}}"
    )
    assert said["Organization"]["name"]
    assert "BreadcrumbList" not in said


def test_an_article_says_its_days_language_and_publisher(client, tree):
    story = tree.story("mam", title="Nước mắm", landscape="island-pier")
    tree.story("mam", language="en", of=story, title="Fish sauce", landscape="island-pier")

    said, english = read(client, "/chuyen-ke/mam/")["Article"], read(client, "/en/chuyen-ke/mam/")["Article"]

    assert said["headline"] == "Nước mắm"
    assert said["description"] == "Một câu."
    assert said["datePublished"] == story.first_published_at.isoformat()
    assert (said["inLanguage"], english["inLanguage"]) == ("vi", "en")
    assert said["image"] == [
        f"{HOST}/media/illustrations/landscapes/island-pier.png.share.jpg",
        f"{HOST}/media/illustrations/landscapes/island-pier.png.960.jpg",
    ]


def test_a_page_shown_for_want_of_a_translation_says_its_own_language(client, tree):
    tree.story("mam", title="Nước mắm")

    said = read(client, "/en/chuyen-ke/mam/")["Article"]

    assert said["inLanguage"] == "vi"
    assert said["url"] == f"{HOST}/chuyen-ke/mam/"


def test_a_place_says_its_own_position_and_never_the_middle_of_its_commune(client, tree):
    home = commune("31078", "Đặc khu Phú Quốc", latitude=10.2, longitude=104.0)
    tree.page(models.PlacePage, "o-dau", commune=home)
    tree.page(models.PlacePage, "o-day", commune=home, latitude=10.28, longitude=103.98)

    known = read(client, "/dia-diem/o-day/")["TouristAttraction"]
    unknown = read(client, "/dia-diem/o-dau/")["TouristAttraction"]

    assert known["geo"] == {"@type": "GeoCoordinates", "latitude": 10.28, "longitude": 103.98}
    assert known["address"]["addressLocality"] == "Đặc khu Phú Quốc"
    assert known["address"]["addressRegion"] == "Tỉnh An Giang"
    assert "geo" not in unknown


def test_an_event_says_its_days_only_when_they_are_announced(client, tree):
    place = tree.page(models.PlacePage, "mieu", title="Miếu Bà", latitude=10.68, longitude=105.08)
    tree.page(
        *(models.EventPage, "via-ba"),
        kind="festival",
        starts_on=date(2026, 6, 7),
        place=place,
        organiser="Ban tổ chức",
    )
    tree.page(models.EventPage, "chua-biet", kind="event", usual_time="Tháng 8 âm lịch", place=place)

    known, unknown = read(client, "/le-hoi/via-ba/")["Festival"], read(client, "/le-hoi/chua-biet/")["Event"]

    assert (known["startDate"], known["endDate"]) == ("2026-06-07", "2026-06-07")
    assert known["eventStatus"] == "https://schema.org/EventScheduled"
    assert known["organizer"] == {"@type": "Organization", "name": "Ban tổ chức"}
    assert known["location"]["name"] == "Miếu Bà"
    assert known["location"]["url"] == f"{HOST}/dia-diem/mieu/"
    assert not {"startDate", "endDate", "eventStatus"} & set(unknown)


def test_a_route_says_its_stops_in_their_order(client, tree):
    maker = seller("Hộ minh họa")
    place = tree.page(models.PlacePage, "mieu", title="Miếu Bà", latitude=10.68, longitude=105.08)
    route = tree.page(models.RoutePage, "mot-ngay", title="Một ngày")
    for order, stop in enumerate(({"place": place}, {"seller": maker}, {"name": "Bến đò"})):
        models.RouteStop.objects.create(page=route, sort_order=order, **stop)

    said = read(client, "/tuyen-di/mot-ngay/")["TouristTrip"]
    stops = [row["item"] for row in said["itinerary"]["itemListElement"]]

    assert [stop["name"] for stop in stops] == ["Miếu Bà", "Hộ minh họa", "Bến đò"]
    assert stops[0]["geo"]["latitude"] == 10.68
    assert stops[1]["url"] == f"{HOST}/sellers/{maker.slug}/"
    assert stops[2] == {"@type": "Place", "name": "Bến đò"}


def test_a_campaign_lists_its_products_and_a_list_its_pages(client, tree):
    goods = [product("Nước mắm"), product("Muối")]
    campaign = tree.page(models.CampaignPage, "tet", title="Tết")
    for order, each in enumerate(goods):
        models.CampaignProduct.objects.create(page=campaign, product=each, sort_order=order)
    tree.story("mot", title="Một")
    tree.story("hai", title="Hai")

    bought = read(client, "/chien-dich/tet/")["CollectionPage"]["mainEntity"]
    told = read(client, "/chuyen-ke/")["CollectionPage"]["mainEntity"]

    assert [row["name"] for row in bought["itemListElement"]] == ["Nước mắm", "Muối"]
    assert bought["itemListElement"][0]["url"].startswith(f"{HOST}/shop/")
    assert [row["url"] for row in told["itemListElement"]] == [f"{HOST}/chuyen-ke/hai/", f"{HOST}/chuyen-ke/mot/"]


def test_the_second_leaf_of_a_list_goes_on_counting(client, tree):
    for number in range(14):
        tree.story(f"mam-{number}")

    rows = read(client, "/chuyen-ke/?page=2")["CollectionPage"]["mainEntity"]["itemListElement"]

    assert [row["position"] for row in rows] == [13, 14]


HOSTILE = '</script><script>alert("1")</script>&<!--\\'


@pytest.mark.parametrize("kind", MAIN)
def test_nothing_an_editor_types_leaves_the_data_block(client, tree, kind):
    address = tree.of_every_kind()[kind]
    page = next(
        model for model in [*models.TELLING, models.PlainPage, models.AskPage] if model._meta.model_name == kind
    )
    page.objects.update(title=HOSTILE, search_description=HOSTILE)

    text = client.get(address).content.decode()

    assert "<script>alert" not in text
    assert any(HOSTILE in (entry.get("name"), entry.get("headline")) for entry in graph_of(text))


def test_structured_data_costs_no_query_per_stop(client, tree):
    route = tree.page(models.RoutePage, "mot-ngay")
    numbers = []
    for many in (1, 6):
        for number in range(many):
            place = tree.page(models.PlacePage, f"noi-{many}-{number}", commune=commune())
            models.RouteStop.objects.create(page=route, place=place)
        client.get("/tuyen-di/mot-ngay/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/tuyen-di/mot-ngay/")
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]


def test_a_story_with_blocks_says_no_more_than_it_may(client, tree):
    tree.story("mam", body=blocks(("text", "<p>Ủ cả năm.</p>"), ("facts", [])))

    assert read(client, "/chuyen-ke/mam/")["Article"]["description"] == "Một câu."
