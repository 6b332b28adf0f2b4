"""The demo's pages: as many as were asked for, in two languages, each with something that may be bought or visited."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from math import radians, sin
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone, translation
from oscar.core.loading import get_model
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision

from catalogue.listing.models import Listing
from catalogue.listing.refreshing import refresh
from marketplace.demo.pages import steps
from marketplace.demo.pages.days import TET, span
from marketplace.editorial.mentions import stories_about
from marketplace.editorial.models import (
    CampaignPage,
    EventPage,
    GuidePage,
    PlacePage,
    PlainPage,
    Purpose,
    RoutePage,
    StoryPage,
)
from marketplace.places.models import Commune
from sellers.models import Seller

LANGUAGES = ("vi", "en")
LINKED = (StoryPage, PlacePage, EventPage, RoutePage)
WANTED = {StoryPage: 8, PlacePage: 12, RoutePage: 2, CampaignPage: 2, GuidePage: 4}
TODAY = date(2026, 11, 21)


def chosen(page, kind: str, name: str) -> set[int]:
    """Keys that the stored blocks of a page name."""
    lists = [block["value"].get(name, []) for block in page.body.raw_data if block["type"] == kind]
    return {item["value"] if isinstance(item, dict) else item for each in lists for item in each}


def pages(model, language="vi"):
    return model.objects.live().filter(locale__language_code=language)


def test_there_are_as_many_pages_of_each_kind_as_a_visitor_needs_in_both_languages(written):
    for language in LANGUAGES:
        found = {model: pages(model, language).count() for model in WANTED}

        assert {model: number for model, number in found.items() if number < WANTED[model]} == {}
        assert set(pages(PlainPage, language).values_list("purpose", flat=True)) >= set(Purpose.values) - {"other"}


def test_each_of_the_three_provinces_has_its_places(written):
    old = [page.former_place.rsplit(" ", 2)[-2:] for page in pages(PlacePage)]
    found = Counter(" ".join(words) for words in old)

    assert found["Tiền Giang"] >= 8
    assert found["An Giang"] + found["Kiên Giang"] >= 16
    assert found["Hậu Giang"] == 7


def test_every_story_place_event_and_route_leads_to_something_that_can_be_bought_today(written):
    on_sale = set(Listing.objects.on_sale().values_list("pk", flat=True))

    for model in LINKED:
        for page in model.objects.all():
            products = chosen(page, "products", "products")
            assert products, page.slug
            assert products <= on_sale, page.slug


def test_every_producer_that_a_page_names_is_open(written):
    is_open = set(Seller.objects.open().values_list("pk", flat=True))
    named = [chosen(page, "producers", "sellers") for model in LINKED for page in model.objects.all()]

    assert len([sellers for sellers in named if sellers]) >= 50
    assert set().union(*named) <= is_open


def test_campaigns_hold_products_that_are_on_sale_and_the_same_in_both_languages(written):
    on_sale = set(Listing.objects.on_sale().values_list("pk", flat=True))

    for page in CampaignPage.objects.filter(locale__language_code="vi"):
        products = list(page.products.values_list("product_id", flat=True))
        english = page.get_translations().get()
        assert len(products) >= 6, page.slug
        assert set(products) <= on_sale
        assert products == list(english.products.values_list("product_id", flat=True))


def test_one_campaign_runs_now_and_one_waits_for_its_day(written):
    running = CampaignPage.objects.filter(live=True)
    waiting = CampaignPage.objects.filter(live=False)

    assert running.exists() and waiting.exists()
    assert all(page.go_live_at <= timezone.now() < page.expire_at for page in running)
    assert all(page.scheduled_revision.approved_go_live_at > timezone.now() for page in waiting)


def test_stops_of_routes_are_places_and_shops_of_ours(written):
    for route in pages(RoutePage):
        stops = list(route.stops.all())
        assert len([stop for stop in stops if stop.place_id]) >= 2
        assert all(stop.place.locale_id == route.locale_id for stop in stops if stop.place_id)
        assert all(stop.place_id or stop.seller_id for stop in stops), route.slug


def test_translations_stand_at_the_same_address(written):
    for model in (*WANTED, EventPage):
        for page in model.objects.filter(locale__language_code="vi"):
            assert page.get_translations().get().slug == page.slug


def test_a_place_says_where_it_was_when_to_go_what_to_taste_and_who_says_so(written):
    for page in PlacePage.objects.all():
        told = [page.best_time, page.getting_there, page.taste, page.former_place, page.source_url, page.landscape]
        assert all(told), page.slug
        assert page.commune_id is None or Commune.objects.filter(pk=page.commune_id).exists()


def test_a_place_with_a_position_has_a_map_of_its_commune_or_of_itself(written):
    known = [page for page in PlacePage.objects.all() if page.position]

    assert len(known) >= 60
    for page in known:
        (value,) = [block["value"] for block in page.body.raw_data if block["type"] == "map"]
        assert (value["commune"], value["places"]) == (page.commune_id, [] if page.commune_id else [page.pk])


def test_a_festival_without_announced_days_has_none_and_the_invented_one_says_what_it_is(written):
    real = EventPage.objects.exclude(source_url="")
    (sample, sample_en) = EventPage.objects.filter(source_url="").order_by("pk")

    assert set(real.values_list("starts_on", "ends_on")) == {(None, None)}
    assert all(page.usual_time for page in real)
    assert "minh họa" in sample.title and "sample" in sample_en.title
    assert all("minh họa" in item.title.lower() for item in sample.programme.all())
    assert (sample.starts_on, sample.ends_on) == (date(2026, 12, 4), date(2026, 12, 5))
    assert [item.on for item in sample.programme.all()] == [date(2026, 12, 4)] * 3 + [date(2026, 12, 5)]


def test_a_registration_is_told_as_the_list_knows_it(written):
    def fact(slug, language):
        page = PlacePage.objects.get(slug=slug, locale__language_code=language)
        return next(block for block in page.body.raw_data if block["type"] == "facts")["value"][0]["value"]

    assert fact("nha-thung-duong-dong", "vi") == "Chỉ dẫn địa lý được bảo hộ. Số 00001. Từ 01/06/2001."
    assert fact("cu-lao-tac-cau", "en") == "Collective mark. Our source gives no number."


def test_a_product_knows_the_stories_that_tell_of_it(written):
    with translation.override("en"):
        told = stories_about(get_model("catalogue", "Product").objects.get(upc="demo-duong-thot-not-bay-nui"))

    assert "Palm sugar of the Seven Mountains: sweet from the treetop" in [card.title for card in told]


def test_a_second_run_changes_nothing(written):
    models = (Page, Revision, PageLogEntry, ReferenceIndex)
    before = {model: list(model.objects.order_by("pk").values_list()) for model in models}

    counts = [count for step in steps() for count in step().values()]

    assert sum(count["created"] for count in counts) == 0
    assert sum(count["unchanged"] for count in counts) > 150
    assert {model: list(model.objects.order_by("pk").values_list()) for model in models} == before


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_one_page_of_each_kind_can_be_read(written, client, prefix):
    for path in (
        "/dia-diem/", "/dia-diem/dao-phu-quoc/", "/chuyen-ke/mam-chau-doc/", "/tuyen-di/", "/le-hoi/",
        "/le-hoi/phien-cho-minh-hoa-thoi-son/", "/chien-dich/",
    ):  # fmt: skip
        assert client.get(prefix + path).status_code == 200, path
    for model in (RoutePage, CampaignPage):
        page = pages(model, "en" if prefix else "vi").first()
        assert client.get(prefix + "/" + page.url_path.split("/", 2)[2]).status_code == 200


def test_a_product_that_is_withdrawn_leaves_the_page_without_a_hole(written, client):
    with transaction.atomic():
        page = PlacePage.objects.get(slug="lang-ren-phu-my", locale__language_code="vi")
        (product,) = chosen(page, "products", "products")
        address, heading = "/dia-diem/lang-ren-phu-my/", "Món ngon gần làng rèn"
        assert heading in client.get(address).content.decode()

        get_model("catalogue", "Product").objects.filter(pk=product).update(is_public=False)
        refresh([product])

        assert heading not in client.get(address).content.decode()
        transaction.set_rollback(True)


def test_days_count_from_the_day_of_loading():
    assert span({"begins": -2, "ends": 4}, TODAY) == (date(2026, 11, 19), date(2026, 11, 25))
    assert span({}, TODAY) == (None, None)


def test_a_season_is_the_one_that_runs_or_the_next():
    flood, wet = {"season": ["08-15", "11-30"]}, {"season": ["11-01", "02-28"]}

    assert span(flood, TODAY) == (date(2026, 8, 15), date(2026, 11, 30))
    assert span(flood, date(2026, 12, 1)) == (date(2027, 8, 15), date(2027, 11, 30))
    assert span(wet, date(2027, 2, 28)) == (date(2026, 11, 1), date(2027, 2, 28))


def test_days_around_tet_are_those_of_the_next_one():
    assert span({"tet": [-45, -4]}, TODAY) == (date(2026, 12, 23), date(2027, 2, 2))
    assert span({"tet": [-45, -4]}, date(2027, 2, 3)) == (date(2027, 12, 12), date(2028, 1, 22))


def new_moon(near: date) -> datetime:
    """The new moon next to a day, to a few minutes: Meeus, Astronomical Algorithms, chapter 49, its main terms."""
    k = round((near.year + (near.timetuple().tm_yday - 1) / 365.25 - 2000) * 12.3685)
    t = k / 1236.85
    sun = radians(2.5534 + 29.1053567 * k)
    moon = radians(201.5643 + 385.81693528 * k + 0.0107582 * t * t)
    node = radians(160.7108 + 390.67050284 * k - 0.0016118 * t * t)
    e = 1 - 0.002516 * t
    days = 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t
    days += -0.4072 * sin(moon) + 0.17241 * e * sin(sun) + 0.01608 * sin(2 * moon) + 0.01039 * sin(2 * node)
    days += 0.00739 * e * sin(moon - sun) - 0.00514 * e * sin(moon + sun) + 0.00208 * e * e * sin(2 * sun)
    return datetime(2000, 1, 1, 12, tzinfo=UTC) + timedelta(
        days=days - 2451545.0, seconds=-72
    )  # 2451545.0 is that noon


def test_tet_is_the_day_of_the_second_new_moon_after_the_winter_solstice_in_viet_nam():
    for tet in TET:
        moon = new_moon(tet).astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))
        assert moon.date() == tet
        assert (1, 20) < (tet.month, tet.day) < (2, 21)
